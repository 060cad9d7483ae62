"""The public handle: arguments of other types are refused, and the fingerprint names what answers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer import BadRequest, Index, Settings, build_index, open_index
from tests.support import write_lines

LINES = [{"id": str(number), "title": f"总结{number}", "text": f"巡检{number}次。"} for number in range(3)]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    build_index([write_lines(tmp_path / "a.jsonl", LINES)], tmp_path / "index")
    (tmp_path / "synonyms.txt").write_text("巡检, 点检\n", "utf-8")
    with open_index(tmp_path / "index", settings=Settings(synonyms=tmp_path / "synonyms.txt")) as opened:
        yield opened


@pytest.mark.parametrize("wrong", [None, 1, b"0", ["0"]])
@pytest.mark.parametrize(
    "ask",
    [
        lambda index, wrong: index.get(wrong),
        lambda index, wrong: index.siblings(wrong),
        lambda index, wrong: index.keywords(wrong),
        lambda index, wrong: index.similar(wrong),
        lambda index, wrong: index.explain("巡检", wrong),
        lambda index, wrong: index.search("", near=wrong),
        lambda index, wrong: index.evidence(wrong),
        lambda index, wrong: index.marks("巡检", [wrong]),
        lambda index, wrong: index.marks(wrong, []),
        lambda index, wrong: index.search(wrong),
        lambda index, wrong: index.matches(wrong),
        lambda index, wrong: index.explain(wrong, "0"),
        lambda index, wrong: index.suggest(wrong),
        lambda index, wrong: index.related(wrong),
    ],
)
def test_ids_and_queries_of_other_types_are_refused(
    index: Index, ask: Callable[[Index, Any], object], wrong: object
) -> None:
    with pytest.raises(BadRequest):
        ask(index, wrong)


@pytest.mark.parametrize(
    "ask",
    [
        lambda index: index.matches("", synonyms="no"),
        lambda index: index.marks("巡检", [], matching="some"),
        lambda index: index.marks("巡检", [], synonyms=0),
        lambda index: index.marks("巡检", None),
    ],
)
def test_every_method_checks_what_search_checks(index: Index, ask: Callable[[Index], object]) -> None:
    with pytest.raises(BadRequest):
        ask(index)


def test_the_fingerprint_is_that_of_the_version_in_force(index: Index, tmp_path: Path) -> None:
    first = index.fingerprint
    assert first == index.fingerprint
    with open_index(tmp_path / "index", settings=Settings(synonyms=tmp_path / "synonyms.txt")) as other:
        assert other.fingerprint == first
    build_index([write_lines(tmp_path / "a.jsonl", LINES[:2])], tmp_path / "index")
    assert index.fingerprint == first
    assert index.refresh()
    assert index.fingerprint != first
    assert not index.refresh()


def test_the_fingerprint_is_that_of_the_synonyms_in_force(index: Index, tmp_path: Path) -> None:
    first, file = index.fingerprint, tmp_path / "synonyms.txt"
    file.write_text("# the same rule\n巡检, 点检\n", "utf-8")
    index.refresh()
    assert index.fingerprint == first
    file.write_text("malformed, , rule\n", "utf-8")
    assert not index.refresh()
    assert index.fingerprint == first
    file.write_text("巡检 => 点检\n", "utf-8")
    assert index.refresh()
    second = index.fingerprint
    assert second != first
    with open_index(tmp_path / "index") as shipped:
        assert len({first, second, shipped.fingerprint}) == 3


def test_indexes_of_other_sources_have_other_fingerprints(tmp_path: Path) -> None:
    """Also where they were built in the same second, and are both the first version in their folder."""
    prints = set()
    for number in range(3):
        build_index([write_lines(tmp_path / "b.jsonl", LINES[number:])], tmp_path / f"other{number}")
        with open_index(tmp_path / f"other{number}") as other:
            prints.add(other.fingerprint)
    assert len(prints) == 3
