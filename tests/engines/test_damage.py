"""A damaged or foreign index folder: an error with path and cure, or the right answer; and no code is run."""

import pickle
import random
import shutil
from pathlib import Path

import pytest

from indexer import (
    IndexDamaged,
    IndexMissing,
    IndexOutdated,
    Passage,
    ZongjieError,
    build_index,
    open_index,
)
from indexer.engines.embedded import Store
from tests.engines.conftest import SEED, generated
from tests.support import write_lines

Answers = tuple[list[tuple[int, list[tuple[float, str]]]], list[Passage]]
QUERIES = [
    "工作",
    "总结管理 -问题",
    '"级经"',
    "党*",
    "体裁:工作总结",
    "年份:[2019 TO 2021]",
    "标题:创新 OR 理",
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two segments, one of them with deleted passages."""
    folder = tmp_path_factory.mktemp("sound")
    first = write_lines(folder / "a.jsonl", generated(60, seed=1))
    second = write_lines(
        folder / "b.jsonl", [{**one, "id": f"b{one['id']}"} for one in generated(30, seed=2)]
    )
    build_index([first, second], folder / "index")
    write_lines(folder / "b.jsonl", [{**one, "id": f"b{one['id']}"} for one in generated(20, seed=3)])
    build_index([first, second], folder / "index")
    return folder / "index"


def answers(folder: Path) -> Answers:
    with open_index(folder) as index:
        results = [index.search(query, section=["存在问题"]) for query in QUERIES]
        hits = [(r.total, [(hit.score, hit.id) for hit in r.hits]) for r in results]
        return hits, list(index.passages())


def damage(source: random.Random, path: Path) -> str:
    content = bytearray(path.read_bytes())
    at = source.choice([source.randrange(len(content)), source.randrange(min(64, len(content)))])
    kind = source.choice(["flip", "flip", "cut", "zeros", "longer"])
    if kind == "flip":
        content[at] ^= 1 << source.randrange(8)
    elif kind == "cut":
        del content[at:]
    elif kind == "zeros":
        content[at : at + 50] = bytes(len(content[at : at + 50]))
    else:
        content += source.randbytes(source.randrange(1, 100))
    path.write_bytes(content)
    return f"{kind} at {at} of {path.name}"


def test_flips_and_cuts_of_any_file_give_an_error_or_the_right_answer(
    sound: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    right, refused = answers(sound), 0
    rounds = 2_000 if pytestconfig.getoption("--long") else 200
    for seed in range(rounds):
        source, folder = random.Random(SEED + seed), tmp_path / str(seed)
        shutil.copytree(sound, folder)
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
        done = f"seed {SEED + seed}: {damage(source, source.choice(files))}"
        try:
            assert answers(folder) == right, done
        except (IndexDamaged, IndexOutdated, IndexMissing) as error:
            assert str(folder) in str(error), done
            assert "zongjie index" in str(error), done
            refused += 1
        shutil.rmtree(folder)
    print(f"{rounds} damages, {refused} refused, the others harmless")
    assert refused > rounds // 2


def test_every_byte_is_checked(sound: Path, tmp_path: Path) -> None:
    source = random.Random(SEED)
    for number in range(60):
        folder = tmp_path / str(number)
        shutil.copytree(sound, folder)
        path = source.choice(sorted(Store(folder).current().glob("*.arr")))
        content = bytearray(path.read_bytes())
        content[source.randrange(len(content))] ^= 1
        path.write_bytes(content)
        try:
            with open_index(folder) as index:
                assert index.check()
        except IndexDamaged:
            pass  # what is read first is verified at once


class Trap:
    """Unpickling one makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.path), "w")


@pytest.mark.parametrize("name", ["*.toc", "*.arr", "manifest", "../../CURRENT"])
def test_an_index_of_a_stranger_runs_no_code(sound: Path, tmp_path: Path, name: str) -> None:
    folder, mark = tmp_path / "index", tmp_path / "code has run"
    shutil.copytree(sound, folder)
    for path in Store(folder).current().glob(name) if "*" in name else [Store(folder).current() / name]:
        path.write_bytes(pickle.dumps(Trap(mark)))
    with pytest.raises(ZongjieError):
        answers(folder)
    assert not mark.exists()


def test_files_of_two_indexes_do_not_mix(sound: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    build_index([write_lines(tmp_path / "c.jsonl", generated(90, seed=9))], other)
    shutil.copytree(sound, tmp_path / "index")
    shutil.copy(Store(other).current() / "manifest", Store(tmp_path / "index").current() / "manifest")
    with pytest.raises(IndexDamaged, match="do not belong together"):
        open_index(tmp_path / "index")
