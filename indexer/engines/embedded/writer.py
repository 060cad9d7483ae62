"""Fills a new version of an embedded index and makes it current as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from indexer.engines.embedded.codec.index import ArrayIndex
from indexer.engines.embedded.codec.writer import BATCH_CHARACTERS, ArrayWriter
from indexer.engines.embedded.manifest import Manifest, SourceEntry
from indexer.engines.embedded.segments.batch import Batch
from indexer.engines.embedded.store import Store

__all__ = ["EmbeddedWriter"]


class EmbeddedWriter:
    """Takes batches of passages, source after source. Made by ``create`` or ``update``.

    A segment is written whenever enough has come (BATCH_CHARACTERS), so memory is bounded.
    """

    def __init__(self, postings: ArrayWriter) -> None:
        self._postings = postings
        self._waiting: list[Batch] = []
        self.sources: tuple[SourceEntry, ...] = ()
        """All sources of the new version in source order; to be set before the block is left."""

    @classmethod
    @contextmanager
    def create(cls, folder: Path, made_of: Mapping[str, str]) -> Iterator[EmbeddedWriter]:
        """A writer for a new, empty version of the index in ``folder``; leaving the block makes it current.

        An exception inside the block leaves the index as it was. ``made_of`` names the dictionary and
        tables behind words and labels by their digests. Raises IndexLocked.
        """
        store = Store(folder)
        with store.writing() as version:
            index = ArrayIndex.create_in(version)
            yield from cls._write(store, version, index, made_of, optimize=True)

    @classmethod
    @contextmanager
    def update(
        cls, folder: Path, made_of: Mapping[str, str], replaced: Iterable[str]
    ) -> Iterator[EmbeddedWriter]:
        """The same for a version that keeps the current one's passages but those of ``replaced`` sources.

        Raises IndexLocked, and IndexMissing, IndexDamaged or IndexOutdated where the current version cannot
        be built upon.
        """
        store = Store(folder)
        base = store.current()
        store.manifest(base, made_of)
        with store.writing(base) as version:
            index = ArrayIndex.open_in(version)
            yield from cls._write(store, version, index, made_of, replaced=replaced)

    @classmethod
    def _write(
        cls,
        store: Store,
        version: Path,
        index: ArrayIndex,
        made_of: Mapping[str, str],
        *,
        optimize: bool = False,
        replaced: Iterable[str] = (),
    ) -> Iterator[EmbeddedWriter]:
        postings = index.writer()
        try:
            postings.delete_labelled("source", replaced)
            writer = cls(postings)
            yield writer
            writer._flush()
        except BaseException:
            postings.cancel()
            raise
        postings.commit(optimize=optimize)
        built_at = datetime.now(UTC).isoformat(timespec="seconds")
        store.publish(version, Manifest(version.name, built_at, made_of, writer.sources))

    def add(self, batch: Batch) -> None:
        """Adds passages, whose ids must be new (the build sees to that)."""
        waiting = sum(len(one.points) for one in self._waiting)
        if waiting and waiting + len(batch.points) > BATCH_CHARACTERS:
            self._flush()
        self._waiting.append(batch)

    def _flush(self) -> None:
        if self._waiting:
            self._postings.add_batches(self._waiting)
            self._waiting = []
