"""The folder of an index: swapped whole, locked, never half-written; readers go on."""

import os
import re
import signal
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from indexer import (
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    Settings,
    ZongjieError,
    build_index,
    open_index,
)
from indexer.engines.embedded import Store
from tests.engines.conftest import generated
from tests.support import write_lines


def build(sources: Path, folder: Path, settings: Settings | None = None) -> None:
    build_index([sources], folder, settings=settings)


def test_a_rebuild_is_seen_after_refresh_and_not_before(tmp_path: Path, sources: Path) -> None:
    folder = tmp_path / "index"
    build(sources, folder)
    with open_index(folder) as reader:
        assert not reader.refresh()
        write_lines(sources, generated(9, seed=2))
        build(sources, folder)
        assert reader.search("").total == len(list(reader.passages())) == 5
        assert reader.search("工作*").total >= 0  # postings of the removed version can still be read
        assert reader.refresh()
        assert reader.search("").total == 9


def test_at_every_step_of_a_rebuild_the_index_is_whole_and_on_disk_before_it_is_named(
    tmp_path: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looks at the index whenever the build asks the system to write something out or to rename."""
    folder = tmp_path / "index"
    build(sources, folder)
    write_lines(sources, generated(9, seed=2))
    fsync, replace = os.fsync, os.replace
    on_disk: set[int] = set()
    totals: list[int] = []

    def look() -> None:
        with open_index(folder) as reader:
            assert reader.check() == ()
            totals.append(reader.search("").total)

    def watched_fsync(descriptor: int) -> None:
        fsync(descriptor)
        on_disk.add(os.fstat(descriptor).st_ino)
        look()

    def watched_replace(name: Path, target: Path) -> None:
        look()
        if target == folder / "CURRENT":
            version = folder / "versions" / name.read_text("utf-8").strip()
            needed = (name, version, version.parent, *version.iterdir())
            unwritten = {path for path in needed if path.stat().st_size and path.stat().st_ino not in on_disk}
            assert unwritten == set()
            on_disk.clear()
        replace(name, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "replace", watched_replace)
    build_index([sources], folder, full=True)
    assert totals == sorted(totals)
    assert set(totals) == {5, 9}
    assert on_disk == {folder.stat().st_ino}, "after the renaming only the renaming is left to write out"


def test_only_the_current_version_stays(tmp_path: Path, sources: Path) -> None:
    for _ in range(3):
        build(sources, tmp_path / "index")
    assert [path.name for path in (tmp_path / "index" / "versions").iterdir()] == ["000003"]


def test_a_failed_build_leaves_the_old_index_and_no_remains(tmp_path: Path, sources: Path) -> None:
    folder = tmp_path / "index"
    build(sources, folder)

    def fail(*_: object) -> None:
        raise RuntimeError("the disk caught fire")

    write_lines(sources, generated(9, seed=2))
    with pytest.raises(RuntimeError):
        build_index([sources], folder, progress=fail)
    assert len(list((folder / "versions").iterdir())) == 1
    with open_index(folder) as reader:
        assert reader.search("").total == 5
        assert reader.check() == ()


KILLED_BUILD = """
import os, signal, sys
from indexer import build_index
def stop(*_):
    if _[1] >= int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
build_index([sys.argv[1]], sys.argv[2], progress=stop)
"""


@pytest.mark.parametrize("passages_before", [0, 500, 1000])
def test_a_killed_build_leaves_the_old_index_and_the_next_one_succeeds(
    tmp_path: Path, sources: Path, passages_before: int
) -> None:
    folder = tmp_path / "index"
    build(sources, folder)
    many = write_lines(tmp_path / "many.jsonl", generated(1000, seed=3))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_BUILD, str(many), str(folder), str(passages_before)], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with open_index(folder) as reader:
        assert reader.search("").total == 5
        assert reader.check() == ()
    build(sources, folder)
    assert len(list((folder / "versions").iterdir())) == 1


def test_a_second_writer_is_told_who_is_writing(tmp_path: Path, sources: Path) -> None:
    folder = tmp_path / "index"
    with Store(folder).writing(), pytest.raises(IndexLocked, match=str(os.getpid())):
        build(sources, folder)
    build(sources, folder)


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="zongjie index"):
        open_index(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["*.arr", "manifest", "*.toc"])
def test_a_missing_or_cut_file_is_damage(tmp_path: Path, sources: Path, name: str) -> None:
    folder = tmp_path / "index"
    build(sources, folder)
    (file,) = Store(folder).current().glob(name)
    file.write_bytes(file.read_bytes()[:-7])
    with pytest.raises(IndexDamaged, match="zongjie index"):
        open_index(folder)
    file.unlink()
    with pytest.raises(IndexDamaged, match="zongjie index"):
        open_index(folder)


def test_a_pointer_to_nowhere_is_damage(tmp_path: Path, sources: Path) -> None:
    folder = tmp_path / "index"
    build(sources, folder)
    for content in ("000099", "../000001", "", "\0"):
        (folder / "CURRENT").write_text(content, "utf-8")
        with pytest.raises(IndexDamaged, match="CURRENT"):
            open_index(folder)


def test_check_sees_a_flipped_byte(tmp_path: Path, sources: Path) -> None:
    folder = tmp_path / "index"
    build(sources, folder)
    (file,) = Store(folder).current().glob("*.arr")
    content = bytearray(file.read_bytes())
    content[-5000] ^= 1
    file.write_bytes(content)
    try:
        with open_index(folder) as reader:
            assert len(reader.check()) == 1
    except IndexDamaged:
        pass  # what is read first is verified at once


def test_a_user_dictionary_counts_for_documents_and_for_queries(tmp_path: Path) -> None:
    sources = write_lines(tmp_path / "a.jsonl", [{"title": "题", "text": "蒿子箐村的党总支"}])
    (tmp_path / "words.txt").write_text("蒿子箐村\n", "utf-8")
    found = {}
    for dictionary in (None, tmp_path / "words.txt"):
        settings = Settings(dictionary=dictionary)
        build(sources, tmp_path / "index", settings)
        with open_index(tmp_path / "index", settings=settings) as reader:
            # The pattern needs a word of the document; the run stands in no text, so all its words must.
            found[dictionary is not None] = [reader.search(q).total for q in ("蒿子箐村*", "党总支蒿子箐村")]
    assert found == {False: [0, 1], True: [1, 1]}


def test_another_format_dictionary_or_table_is_outdated(tmp_path: Path, sources: Path) -> None:
    folder = tmp_path / "index"
    build(sources, folder)
    (tmp_path / "words.txt").write_text("蒿子箐村\n", "utf-8")
    with pytest.raises(IndexOutdated, match="the dictionary"):
        open_index(folder, settings=Settings(dictionary=tmp_path / "words.txt"))
    (tmp_path / "labels").mkdir()
    genres = (files("indexer.classify") / "tables" / "genre.toml").read_text("utf-8")
    (tmp_path / "labels" / "genre.toml").write_text(genres.replace("\nat_most = 2", "\nat_most = 1"), "utf-8")
    with pytest.raises(IndexOutdated, match="label tables"):
        open_index(folder, settings=Settings(labels=tmp_path / "labels"))
    manifest = Store(folder).current() / "manifest"
    manifest.write_bytes(re.sub(rb"^zongjie-manifest \d+", b"zongjie-manifest 99", manifest.read_bytes()))
    with pytest.raises(IndexOutdated, match="format 99"):
        open_index(folder)


def test_a_folder_with_other_things_is_no_place_for_an_index(tmp_path: Path, sources: Path) -> None:
    folder = tmp_path / "project"
    (folder / "versions" / "2023").mkdir(parents=True)
    (folder / "versions" / "2023" / "important.txt").write_text("not ours", "utf-8")
    (folder / "notes.txt").write_text("not ours", "utf-8")
    with pytest.raises(ZongjieError, match=r"notes\.txt"):
        build(sources, folder)
    (folder / "notes.txt").unlink()
    build(sources, folder)
    build(sources, folder)
    assert (folder / "versions" / "2023" / "important.txt").read_text("utf-8") == "not ours"


def test_a_place_that_cannot_be_an_index_is_said(tmp_path: Path, sources: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ZongjieError, match="cannot be used"):
        build(sources, tmp_path / "file" / "index")


OPENING = """
import sys
from indexer import build_index
for _ in range(int(sys.argv[3])):
    build_index([sys.argv[1]], sys.argv[2], full=True)
"""


def test_opening_and_refreshing_go_on_while_another_process_rebuilds(tmp_path: Path, sources: Path) -> None:
    folder = tmp_path / "index"
    build(sources, folder)
    with subprocess.Popen([sys.executable, "-c", OPENING, str(sources), str(folder), "8"]) as builder:
        opened = 0
        with open_index(folder) as reader:
            while builder.poll() is None:
                with open_index(folder) as other:
                    assert other.search("").total == 5
                reader.refresh()
                assert reader.search("").total == len(list(reader.passages())) == 5
                opened += 1
    assert builder.returncode == 0
    assert opened > 5


def test_the_check_of_a_version_that_was_replaced_says_so(tmp_path: Path, sources: Path) -> None:
    folder = tmp_path / "index"
    build(sources, folder)
    with open_index(folder) as reader:
        build_index([sources], folder, full=True)
        assert "newer" in reader.check()[0]
