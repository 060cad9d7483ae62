"""Writing: batches of passages become segment files, deletions are noted, a commit makes all of it current.

Whoosh's writer keeps the lock and the generations. Segments are written as they come, so memory is bounded
by one batch; until the commit no table of contents names them, and a writer that fails leaves the index as
it was (the next commit removes the orphaned files).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from whoosh.index import TOC, clean_files
from whoosh.writing import IndexingError, SegmentWriter

from indexer.engines.embedded.codec.codec import EXTENSION, ArrayCodec, ArraySegment
from indexer.engines.embedded.codec.toc import SegmentEntry, write_toc
from indexer.engines.embedded.segments.batch import Batch
from indexer.engines.embedded.segments.build import SegmentArrays, build_segment
from indexer.engines.embedded.segments.container import write_container
from indexer.engines.embedded.segments.lexicon import encode
from indexer.engines.embedded.segments.merge import merge_segments

__all__ = ["BATCH_CHARACTERS", "SEGMENT_CHARACTERS", "ArrayWriter", "entry_of"]

BATCH_CHARACTERS = 32_000_000
"""How much text to give to one ``add_batches``: about 1 GB of memory is needed."""

SEGMENT_CHARACTERS = 5 * BATCH_CHARACTERS
"""No segment grows beyond so many characters by merging; it bounds the memory that merging needs."""


class ArrayWriter(SegmentWriter):
    """Made by ``ArrayIndex.writer``. End it with ``commit`` or ``cancel``."""

    def __init__(self, index: Any, folder: Path, codec: ArrayCodec, **options: Any) -> None:
        super().__init__(index, codec=codec, compound=False, **options)
        self._index, self._folder = index, folder
        self._written: list[ArraySegment] = []
        self._orphans: list[Path] = []

    def add_document(self, **fields: Any) -> None:  # noqa: ARG002  Whoosh's signature
        """Refused: passages come in batches."""
        raise IndexingError("use add_batches: this index is written in batches")

    def add_batches(self, batches: Sequence[Batch]) -> None:
        """Writes a segment of the passages of some batches; see BATCH_CHARACTERS for how many."""
        self._check_state()
        if any(map(len, batches)):
            self._written.append(self._write(build_segment(batches)))

    def delete_labelled(self, name: str, values: Iterable[str]) -> int:
        """Deletes the committed passages that have one of the values of a label field. Returns how many."""
        self._check_state()
        asked, count = [encode(value) for value in values], 0
        for segment in self.segments:
            column = self._index.open_segment(segment).column(name)
            places = column.values.find_all(asked)
            for place in places[places >= 0].tolist():
                for document in column.value_docs[slice(*column.value_offsets[place : place + 2])].tolist():
                    count += not segment.is_deleted(document)
                    segment.delete_document(document)
        return count

    def _write(self, content: SegmentArrays) -> ArraySegment:
        segment = self.codec.new_segment(self.storage, self.indexname)
        path = self._folder / segment.make_filename(EXTENSION)
        self._orphans.append(path)
        segment.check = write_container(path, content.arrays, content.meta)
        segment.set_doc_count(content.documents)
        return segment

    # ---- called by Whoosh's commit ----

    def _merge_segments(self, mergetype: Any, optimize: Any, merge: Any) -> list[ArraySegment]:
        """The segments of the new state: merged where it pays, or all (``optimize``), or none (``merge``)."""
        if mergetype is not None:
            raise IndexingError("this index merges by its own rule")
        segments = [segment for segment in (*self.segments, *self._written) if segment.doc_count()]
        groups = [[segment] for segment in segments]
        if optimize:
            groups = self._groups(segments, factor=0)
        elif merge is None or merge:
            groups = self._groups(segments, factor=2)
        return [self._merged(group) for group in groups]

    def _groups(self, segments: Sequence[ArraySegment], factor: int) -> list[list[ArraySegment]]:
        """Neighbours to merge: from the end on, each one that is at most ``factor`` times those after it.

        So sizes fall from segment to segment, there are few, and a passage is copied few times in all. A
        factor of 0 merges whatever fits together.
        """
        groups: list[list[ArraySegment]] = []
        size = 0
        for segment in reversed(segments):
            own = self._index.open_segment(segment).characters
            fits = groups and size + own <= SEGMENT_CHARACTERS and (not factor or own <= factor * size)
            if fits:
                groups[-1].append(segment)
                size += own
            else:
                groups.append([segment])
                size = own
        return [group[::-1] for group in reversed(groups)]

    def _merged(self, group: Sequence[ArraySegment]) -> ArraySegment:
        """One segment for all; a single one stays as it is unless most of it is deleted."""
        if len(group) == 1 and 2 * group[0].deleted_count() <= group[0].doc_count_all():
            return group[0]
        parts = [(self._index.open_segment(segment), tuple(segment.deleted_docs())) for segment in group]
        merged = merge_segments(parts)
        for segment in group:
            self._index.forget_segment(segment)
        return self._write(merged)

    def _commit_toc(self, segments: Sequence[ArraySegment]) -> None:
        path = self._folder / TOC._filename(self.indexname, self.generation)
        write_toc(path, [entry_of(segment) for segment in segments])
        self._orphans.clear()
        clean_files(self.storage, self.indexname, self.generation, segments)

    def cancel(self) -> None:
        """Leaves the index as it was."""
        super().cancel()
        self._remove_orphans()

    def _cleanup_on_error(self) -> None:
        super()._cleanup_on_error()
        self._remove_orphans()

    def _remove_orphans(self) -> None:
        for path in self._orphans:
            path.unlink(missing_ok=True)


def entry_of(segment: ArraySegment) -> SegmentEntry:
    """A segment's row in the table of contents."""
    return SegmentEntry(
        segment.segid, segment.doc_count_all(), segment.check, frozenset(segment.deleted_docs())
    )
