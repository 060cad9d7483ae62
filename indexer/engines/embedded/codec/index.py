"""An index folder: Whoosh's index class over array segments, without a pickle anywhere.

Whoosh keeps generations, locks, refreshing and the cleaning up of old files. The schema is code, the table
of contents JSON. Open segments are kept and shared by all readers and snapshots of the index object.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, LockError

from indexer.engines.embedded.codec.codec import EXTENSION, ArrayCodec, ArraySegment
from indexer.engines.embedded.codec.schema import make_schema
from indexer.engines.embedded.codec.toc import SegmentEntry, read_toc, write_toc
from indexer.engines.embedded.codec.writer import ArrayWriter
from indexer.engines.embedded.evaluation.scoring import Weights
from indexer.engines.embedded.evaluation.snapshot import Snapshot
from indexer.engines.embedded.segments.check import CheckReport, check_segment
from indexer.engines.embedded.segments.container import CURE
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.errors import IndexDamaged, IndexLocked, IndexMissing

__all__ = ["ArrayIndex"]

_NAME = "MAIN"


class ArrayIndex(FileIndex):
    """Made by ``create_in`` or ``open_in``."""

    def __init__(self, folder: Path) -> None:
        self.storage, self.indexname = FileStorage(str(folder)), _NAME
        self._schema, self._folder = make_schema(), folder
        self.codec = ArrayCodec(self.open_segment)
        self._open: dict[str, OpenSegment] = {}
        self._read_toc()

    @classmethod
    def create_in(cls, folder: Path) -> ArrayIndex:
        """A new, empty index in a folder, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        write_toc(folder / TOC._filename(_NAME, 0), [])
        return cls(folder)

    @classmethod
    def open_in(cls, folder: Path) -> ArrayIndex:
        """The index in a folder. Raises IndexMissing, IndexDamaged or IndexOutdated."""
        return cls(folder)

    def writer(self, procs: int = 1, **options: Any) -> ArrayWriter:  # noqa: ARG002  Whoosh's signature
        """A writer, which holds the index's lock. Raises IndexLocked."""
        try:
            return ArrayWriter(self, self._folder, self.codec, **options)
        except LockError:
            raise IndexLocked(
                f"another process is writing the index at {self._folder}; wait until it has finished"
            ) from None

    def _read_toc(self) -> TOC:
        try:
            generation = self.latest_generation()
        except OSError:
            generation = -1
        if generation < 0:
            raise IndexMissing(
                f"there is no index at {self._folder}; make one: zongjie index SOURCE… --index {self._folder}"
            )
        try:
            entries = read_toc(self._folder / TOC._filename(self.indexname, generation))
        except FileNotFoundError:  # a commit has just replaced it
            return self._read_toc()
        segments = [self._segment(entry) for entry in entries]
        return TOC(self._schema, segments, generation)

    def _segment(self, entry: SegmentEntry) -> ArraySegment:
        segment = ArraySegment(
            self.codec, self.indexname, entry.documents, entry.id, set(entry.deleted) or None
        )
        segment.check = entry.check
        return segment

    def open_segment(self, segment: ArraySegment) -> OpenSegment:
        """The open file of a segment. Raises IndexDamaged or IndexOutdated."""
        opened = self._open.get(segment.segid)
        if opened is None:
            path = self._folder / segment.make_filename(EXTENSION)
            try:
                opened = OpenSegment(path)
            except FileNotFoundError:
                raise IndexDamaged(f"{path} is missing; {CURE}") from None
            if opened.file.check != segment.check or opened.documents != segment.doc_count_all():
                raise IndexDamaged(f"{path} belongs to another index; {CURE}")
            self._open[segment.segid] = opened
        return opened

    def forget_segment(self, segment: ArraySegment) -> None:
        """Lets go of an open file, and of the memory that its pages take, where nobody else uses it."""
        self._open.pop(segment.segid, None)

    def snapshot(self, weights: Weights | None = None) -> Snapshot:
        """The current state of the index, for searching; later commits do not change it.

        Raises IndexDamaged or IndexOutdated.
        """
        segments = self._current_segments()
        opened = [self.open_segment(segment) for segment in segments]
        self._open = {segment.segid: one for segment, one in zip(segments, opened, strict=True)}
        return Snapshot(opened, [tuple(segment.deleted_docs()) for segment in segments], weights)

    def _current_segments(self) -> list[ArraySegment]:
        segments: list[ArraySegment] = self._read_toc().segments
        return segments

    def check(self) -> CheckReport:
        """Reads every byte of the current state; never raises for what is wrong, but reports it."""
        try:
            segments = self._current_segments()
        except IndexDamaged as error:
            return CheckReport((str(error),), 0, 0)
        reports = [check_segment(self, segment) for segment in segments]
        problems = tuple(problem for report in reports for problem in report.problems)
        return CheckReport(problems, sum(r.bytes for r in reports), sum(r.documents for r in reports))
