"""An index of the sample summaries, and its passages."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from indexer import Index, Passage, build_index, open_index
from indexer.analysis import Analyser

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("samples")
    build_index([CORPUS], folder)
    with open_index(folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def samples(index: Index) -> Index:
    return index


@pytest.fixture(scope="session")
def passages(index: Index) -> Sequence[Passage]:
    return list(index.passages())
