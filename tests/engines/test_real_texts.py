"""Literal runs of real texts: totals equal a plain scan, wherever a run stands and whatever is in it."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Index, Passage, build_index, open_index
from indexer.analysis import field_text, normalise
from indexer.model import TEXT_FIELDS
from tests.engines.conftest import SEED

CORPUS = Path(__file__).parents[2] / "corpus"
ROUNDS = 400


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("real")
    build_index([CORPUS, shared / "samples", shared / "seed"], folder, jobs=1)
    with open_index(folder) as index:
        yield index


@pytest.fixture(scope="module")
def fields(real: Index) -> list[list[str]]:
    def searched(passage: Passage) -> list[str]:
        return [normalise(field_text(passage, name)) for name in TEXT_FIELDS]

    return [searched(passage) for passage in real.passages()]


def test_quoted_runs_are_found_exactly_where_they_stand(real: Index, fields: list[list[str]]) -> None:
    source, tried = random.Random(SEED), 0
    while tried < ROUNDS:
        text = source.choice(source.choice(fields))
        start = source.randrange(len(text)) if text else 0
        run = text[start : start + source.randrange(1, 13)]
        if not run.strip() or any(quote in run for quote in '"“”'):
            continue
        tried += 1
        expected = sum(any(run in one for one in passage) for passage in fields)
        assert real.search(f'"{run}"').total == expected > 0, run


def test_runs_that_stand_nowhere_are_not_found(real: Index, fields: list[list[str]]) -> None:
    source = random.Random(SEED)
    characters = sorted({char for passage in fields for one in passage for char in one if char.isalnum()})
    for _ in range(100):
        run = "".join(source.choices(characters, k=3))
        expected = sum(any(run in one for one in passage) for passage in fields)
        assert real.search(f'"{run}"').total == expected, run


@pytest.mark.parametrize(
    ("run", "longer"), [("处理", "待处理"), ("冶", "冶炼"), ("级经", "二级经理"), ("是一", "这是一")]
)
def test_a_run_is_found_inside_longer_words(
    real: Index, fields: list[list[str]], run: str, longer: str
) -> None:
    found = {passage.id for passage in real.matches(f'"{run}"')}
    assert {passage.id for passage in real.matches(f'"{longer}"')} <= found
    assert len(found) == sum(any(run in one for one in passage) for passage in fields)
