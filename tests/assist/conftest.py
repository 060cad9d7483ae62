"""An index of the sample summaries, and its passages."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from indexer import Index, Passage, build_index, open_index
from indexer.analysis import Analyser


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture(scope="session")
def index(repository_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("samples")
    build_index([repository_root / "corpus"], folder / "index")
    with open_index(folder / "index") as opened:
        yield opened


@pytest.fixture(scope="session")
def repository_root() -> Path:
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def passages(index: Index) -> Sequence[Passage]:
    return list(index.passages())
