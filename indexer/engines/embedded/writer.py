"""Fills a new version of an embedded index, passage by passage, and makes it current as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from whoosh.filedb.filestore import FileStorage

from indexer.engines.embedded.schema import schema, terms
from indexer.engines.embedded.store import Store
from indexer.model import AnalysedPassage
from indexer.records import to_line

__all__ = ["EmbeddedWriter"]


class EmbeddedWriter:
    """Takes passages in source order. Made by ``open``, which publishes at its end."""

    def __init__(self, postings: Any, lines: IO[str]) -> None:
        self._postings, self._lines = postings, lines
        self.passages = 0
        """How many passages were added."""

    @classmethod
    @contextmanager
    def open(cls, folder: Path, made_of: Mapping[str, str]) -> Iterator[EmbeddedWriter]:
        """A writer for a new version of the index in ``folder``; leaving the block makes it current.

        An exception inside the block leaves the index as it was. ``made_of`` names the dictionary and
        tables behind the words and labels by their digests. Raises IndexLocked.
        """
        store = Store(folder)
        with store.writing() as version:
            storage = FileStorage(str(version))
            postings = storage.create_index(schema()).writer(limitmb=256)
            try:
                with (version / "passages.jsonl").open("w", encoding="utf-8", newline="\n") as lines:
                    writer = cls(postings, lines)
                    yield writer
            except BaseException:
                postings.cancel()
                raise
            postings.commit(optimize=True)
            built_at = datetime.now(UTC).isoformat(timespec="seconds")
            store.publish(version, built_at, made_of, writer.passages)

    def add(self, analysed: AnalysedPassage) -> None:
        """Adds one passage; its id must be new (the build sees to that)."""
        self._postings.add_document(**terms(analysed))
        self._lines.write(to_line(analysed.passage) + "\n")
        self.passages += 1
