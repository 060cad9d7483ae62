"""A damaged index gives an error that names the file and the cure, or the right answer: never another one."""

from __future__ import annotations

import random
import shutil
import zlib
from pathlib import Path

import numpy as np
import pytest
from whoosh import query

from indexer.engines.embedded.codec.index import ArrayIndex
from indexer.engines.embedded.evaluation.rescoring import Signals
from indexer.engines.embedded.segments.container import Container, container_bytes, write_container
from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated
from indexer.model import TEXT_FIELDS
from indexer.query import Hints, Run
from tests.engines.array_corpora import build, random_passages, random_tree, split


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound") / "index"
    build(folder, split(random_passages(1, 60), 2), ["p3", "p40"])
    return folder


def answers(folder):
    """What one may ask of an index: some searches, all passages."""
    snapshot = ArrayIndex.open_in(folder).snapshot()
    rng = random.Random(2)
    found = [snapshot.search(random_tree(rng), choices={"section": ["其他"]}) for _ in range(12)]
    folded = snapshot.fold(list(snapshot.numbers())).tolist(), snapshot.near(20).tolist()
    offered = [snapshot.suggest(typed, 8) for typed in ("a", "gl", "加qiang", "pd")]
    return found, folded, offered, [snapshot.passage(number) for number in snapshot.numbers()]


def error_of(action) -> str | None:
    """What a damaged index says, or None if it answers."""
    try:
        action()
    except (IndexDamaged, IndexOutdated, IndexMissing) as error:
        return str(error)
    return None


def damage(rng: random.Random, path: Path) -> str:
    """Flips, cuts off, empties, lengthens or swaps bytes of a file. Returns what was done."""
    content = bytearray(path.read_bytes())
    kind = rng.choice(["flip", "flip", "flip", "cut", "zeros", "longer"])
    at = rng.choice([rng.randrange(len(content)), rng.randrange(min(64, len(content)))])
    if kind == "flip":
        content[at] ^= 1 << rng.randrange(8)
    elif kind == "cut":
        del content[at:]
    elif kind == "zeros":
        content[at : at + 50] = bytes(len(content[at : at + 50]))
    else:
        content += rng.randbytes(rng.randrange(1, 100))
    path.write_bytes(content)
    return f"{kind} at {at} of {path.name}"


def test_no_damage_gives_a_wrong_answer_or_a_crash(sound, tmp_path, pytestconfig):
    right, outcomes = answers(sound), {"error": 0, "right": 0}
    rounds = 2_000 if pytestconfig.getoption("--long") else 200
    for seed in range(rounds):
        rng, folder = random.Random(seed), tmp_path / str(seed)
        shutil.copytree(sound, folder)
        path = rng.choice(sorted(path for path in folder.iterdir() if path.is_file() and path.stat().st_size))
        before = path.read_bytes()
        done = f"seed {seed}: {damage(rng, path)}"
        given = []
        said = error_of(lambda folder=folder, given=given: given.append(answers(folder)))
        assert given in ([], [right]), done
        assert said is None or (str(path) in said and "zongjie index" in said), done
        outcomes["right" if said is None else "error"] += 1
        if path.read_bytes() != before:
            problems = ArrayIndex.open_in(folder).check().problems if path.suffix == ".arr" else ("",)
            assert problems, f"{done}: check says nothing"
        shutil.rmtree(folder)
    assert outcomes["error"] > rounds // 2


def test_a_file_of_another_index_and_a_missing_one_are_noticed(sound, tmp_path):
    folder = tmp_path / "index"
    shutil.copytree(sound, folder)
    one, other = sorted(folder.glob("*.arr"))
    shutil.copy(one, other)
    with pytest.raises(IndexDamaged, match="another index"):
        ArrayIndex.open_in(folder).snapshot()
    other.unlink()
    with pytest.raises(IndexDamaged, match="missing"):
        ArrayIndex.open_in(folder).snapshot()


def test_another_format_is_outdated_not_damaged(sound, tmp_path):
    folder = tmp_path / "index"
    shutil.copytree(sound, folder)
    path = next(folder.glob("*.arr"))
    content = bytearray(path.read_bytes())
    content[8] += 1
    content[60:64] = zlib.crc32(content[:60]).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(IndexOutdated, match="format 3"):
        ArrayIndex.open_in(folder).snapshot()


NUMBERS = [
    "word.docs",
    "hidden.docs",
    "dense.words",
    "dense.bits",
    "dense.ranks",
    "gram.positions",
    "gram.blocks",
    "gram.slots",
    "genre.doc_codes",
    "genre.value_docs",
    "genre.blob",
    "section.blob",
    "section.doc_codes",
    "part.starts",
    "sketch.bits",
    "suggest.blob",
    "suggest.counts",
    "suggest.keys",
    "suggest.order",
]
OFFSETS = [
    "word.postings",
    "word.offsets",
    "hidden.offsets",
    "gram.offsets",
    "genre.doc_offsets",
    "stored.offsets",
    "suggest.offsets",
    "suggest.starts",
]


def rewritten(folder, change):
    """The index in a folder with the arrays of its only segment changed, under right checksums."""
    index = ArrayIndex.open_in(folder)
    (segment,) = index._current_segments()
    file = index.open_segment(segment).file
    arrays = {key: file._arrays[key][0].copy() for key in file.names()}
    change(arrays)
    path, meta = file.path, file.meta
    del index, file
    check = write_container(path, arrays, meta)
    crafted = ArrayIndex.open_in(folder)
    entries = crafted._current_segments()
    entries[0].check = check
    crafted._read_toc = type("Toc", (), {"segments": entries})
    return crafted, path


@pytest.mark.parametrize(
    "name", [*NUMBERS, *OFFSETS, "id.doc_codes", "length.codes", "word.holders", "gram.keys"]
)
@pytest.mark.parametrize("seed", range(3))
def test_garbage_under_right_checksums_cannot_crash_a_kernel(tmp_path, name, seed):
    """Such a file was made on purpose; it may answer nonsense, but only from its own memory."""
    rng = np.random.default_rng(seed)
    build(tmp_path, [random_passages(1, 60)])

    def scramble(arrays):
        info = np.iinfo(arrays[name].dtype)
        places = rng.integers(0, len(arrays[name]), 1 + len(arrays[name]) // 3)
        arrays[name][places] = rng.integers(info.min, info.max, len(places), dtype=arrays[name].dtype)

    crafted, path = rewritten(tmp_path, scramble)
    assert crafted.check().problems or name in {"length.codes", "word.holders"}
    picker = random.Random(seed)
    for _ in range(40):
        tree = random_tree(picker)
        signals = Signals(("安全管理",), Hints(frozenset({"存在问题"}), frozenset({"教育"})))
        for asked in ({"choices": {"genre": ["计划"]}}, {"facets": ()}, {"signals": signals}):
            said = error_of(lambda tree=tree, asked=asked: crafted.snapshot().search(tree, **asked))
            assert said is None or str(path) in said
    said = error_of(
        lambda: (crafted.snapshot().fold(range(60)), crafted.snapshot().near(picker.randrange(60)))
    )
    assert said is None or str(path) in said
    explained = Run(TEXT_FIELDS, "安全管理", ["安全", "管理"])
    for number in range(0, 60, 7):
        said = error_of(lambda number=number: crafted.snapshot().explain(explained, number, signals))
        assert said is None or str(path) in said
    for typed in ("a", "gl", "加qiang", "2"):
        said = error_of(lambda typed=typed: crafted.snapshot().suggest(typed, 8))
        assert said is None or str(path) in said


def test_a_further_array_is_no_new_format(tmp_path):
    before = build(tmp_path, [random_passages(1, 60)]).snapshot().search(query.Every(), limit=60)
    extended, _ = rewritten(tmp_path, lambda arrays: arrays.update({"later.bits": np.arange(60)}))
    assert not extended.check().problems
    assert extended.snapshot().search(query.Every(), limit=60) == before


def test_check_of_a_sound_index(sound):
    report = ArrayIndex.open_in(sound).check()
    assert report.problems == ()
    assert report.documents == 58
    assert report.bytes == sum(path.stat().st_size for path in sound.glob("*.arr"))


def test_arrays_come_back_as_they_were_written(tmp_path):
    rng = np.random.default_rng(1)
    arrays = {
        "big": rng.integers(0, 255, 700_001, dtype=np.uint8),
        "empty": np.empty(0, np.int32),
        "numbers": rng.integers(-9, 9, 70_000).astype(np.int32),
    }
    write_container(tmp_path / "a.arr", arrays, {"documents": 1})
    content = container_bytes(arrays, {"documents": 1})
    assert content == (tmp_path / "a.arr").read_bytes()
    for file in (Container(tmp_path / "a.arr"), Container(Path("elsewhere"), content)):
        assert file.names() == list(arrays)
        assert "later" not in file
        for name, array in arrays.items():
            found = file.array(name, array.dtype.str)
            np.testing.assert_array_equal(found, array)
            assert not found.flags.writeable
            assert found.flags.aligned
        with pytest.raises(IndexDamaged, match="later"):
            file.array("later", "<i4")
