"""A collection that questions are asked of: an index, its passages, and this engine's ranking of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.build import build_index
from indexer.relevance.ranking import Ranking
from indexer.service import Index, open_index
from indexer.settings import Settings

__all__ = ["OURS", "open_collection", "ours"]

OURS = "zongjie"


@contextmanager
def open_collection(sources: Sequence[Path], settings: Settings) -> Iterator[Index]:
    """The index of these files and folders, built for this alone; without any, that of the settings.

    Raises what `build_index` and `open_index` raise.
    """
    if not sources:
        with open_index(settings.index, settings=settings) as index:
            yield index
        return
    with TemporaryDirectory(prefix="zongjie-") as folder:
        location = Path(folder) / "index"
        build_index(sources, location, settings=settings)
        with open_index(location, settings=settings) as index:
            yield index


def ours(index: Index) -> Ranking:
    """What a user gets: the first page of the default search, of that many hits."""
    return lambda question, limit: [hit.id for hit in index.search(question, per_page=limit).hits]
