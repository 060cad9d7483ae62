"""Finding sources: which files, in which order, and what becomes of all others."""

import os
from pathlib import Path

import pytest

from indexer.documents import Ignored, SourceFile, find_sources
from indexer.model import Skipped


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("正文", encoding="utf-8")


def test_files_of_known_suffixes_are_found_in_order(tmp_path: Path):
    make(tmp_path, "b.txt", "a/z.MD", "a/b/c.html", "c.htm", "d.xml", "e.jsonl", "f.jsonl.xz", "g.docx")
    found = [item.source for item in find_sources([tmp_path]) if isinstance(item, SourceFile)]
    assert found == ["b.txt", "c.htm", "d.xml", "e.jsonl", "f.jsonl.xz", "g.docx", "a/z.MD", "a/b/c.html"]


def test_what_is_no_source_by_its_name_is_listed(tmp_path: Path):
    make(tmp_path, ".git/a.txt", ".b.txt", "_c.txt", "README.md", "d.xlsx", "e.xz")
    found = list(find_sources([tmp_path]))
    assert all(isinstance(item, Ignored) for item in found)
    assert sorted(Path(item.path).name for item in found if isinstance(item, Ignored)) == [
        ".b.txt", ".git", "README.md", "_c.txt", "d.xlsx", "e.xz",
    ]  # fmt: skip


def test_a_file_named_itself_is_read_whatever_its_first_letter(tmp_path: Path):
    make(tmp_path, "README.md", "b.xlsx")
    named, unknown = find_sources([tmp_path / "README.md", tmp_path / "b.xlsx"])
    assert named == SourceFile(tmp_path / "README.md", "README.md")
    assert isinstance(unknown, Skipped)
    assert ".jsonl.xz" in unknown.reason


def test_a_root_that_does_not_exist(tmp_path: Path):
    (item,) = find_sources([tmp_path / "nowhere"])
    assert item == Skipped(str(tmp_path / "nowhere"), "does not exist")


def test_links_are_never_followed(tmp_path: Path):
    make(tmp_path, "outside/a.txt", "root/b.txt")
    root = tmp_path / "root"
    (root / "inner.txt").symlink_to(root / "b.txt")
    (root / "outer.txt").symlink_to(tmp_path / "outside/a.txt")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "broken.txt").symlink_to(tmp_path / "nothing")
    (root / "loop.txt").symlink_to(root / "loop.txt")
    kinds = {Path(i.path).name: type(i).__name__ for i in find_sources([root])}
    assert kinds == {
        "b.txt": "SourceFile", "inner.txt": "Ignored", "outer.txt": "Skipped", "folder": "Skipped",
        "broken.txt": "Skipped", "loop.txt": "Skipped",
    }  # fmt: skip


def test_a_pipe_is_not_opened(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    (item,) = find_sources([tmp_path])
    assert item == Skipped(str(tmp_path / "pipe.txt"), "not a regular file")


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The system's answer is played: an administrator, as in a container, may read everything."""

    def refuse(folder: Path):
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(os, "scandir", refuse)
    assert list(find_sources([tmp_path])) == [Skipped(str(tmp_path), "no permission to read it")]


def test_a_name_that_is_no_utf_8_can_be_printed(tmp_path: Path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd7\xdc.txt")).write_text("正文", encoding="utf-8")
    (item,) = find_sources([tmp_path])
    assert isinstance(item, SourceFile)
    assert item.source.encode() == "\ufffd\ufffd.txt".encode()
    assert item.path.read_text(encoding="utf-8") == "正文"
