"""An index of the sample summaries."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Index, build_index, open_index

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("samples")
    build_index([CORPUS], folder)
    with open_index(folder) as opened:
        yield opened
