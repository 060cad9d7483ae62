"""A collection that questions are asked of: an index, its passages, and this engine's ranking of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.build import build_index
from indexer.index import Index
from indexer.model import Passage, Skipped
from indexer.opening import open_index
from indexer.relevance.ranking import Ranking
from indexer.settings import Settings

__all__ = ["OURS", "Asked", "open_collection", "ours"]

OURS = "zongjie"


@dataclass(frozen=True, slots=True)
class Asked:
    """An open index, all its passages in source order, and what was skipped when it was built for this."""

    index: Index
    passages: Sequence[Passage]
    skipped: Sequence[Skipped]


@contextmanager
def open_collection(sources: Sequence[Path], settings: Settings) -> Iterator[Asked]:
    """The index of these files and folders, built for this alone; without any, that of the settings.

    Raises what `build_index` and `open_index` raise.
    """
    with TemporaryDirectory(prefix="zongjie-") as folder:
        location, skipped = settings.index, tuple[Skipped, ...]()
        if sources:
            location = str(Path(folder) / "index")
            skipped = build_index(sources, location, settings=settings).skipped
        with open_index(location, settings=settings) as index:
            yield Asked(index, list(index.passages()), skipped)


def ours(index: Index) -> Ranking:
    """What a user gets: the first page of the default search, of that many hits."""
    return lambda question, limit: [hit.id for hit in index.search(question, per_page=limit).hits]
