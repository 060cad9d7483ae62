"""What a build tells: the report for people, kept up while the build goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from indexer.engines.embedded import EmbeddedEngine, SourceEntry
from indexer.errors import PassageNotFound
from indexer.model import Skipped
from indexer.prepare import Prepared

__all__ = ["BuildReport", "FileReport", "Ids", "Tally"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file that was read: how, and what came of it. ``warnings`` are sentences for people.

    ``labels`` holds, for genre, domain and section, how many of its passages have each value, the most
    frequent first; ``skipped`` are the texts and lines of it that are not in the index.
    """

    source: str
    encoding: str
    confidence: str
    passages: int
    labels: Mapping[str, Mapping[str, int]]
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    ``files`` were read; ``unchanged`` counts those kept from the index before, ``removed`` are sources that
    are gone. ``ignored`` are files in source folders that are no documents by their name. ``full`` says
    why everything was read anew, and is empty for an update.
    """

    files: tuple[FileReport, ...]
    passages: int
    skipped: tuple[Skipped, ...]
    ignored: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    full: str
    seconds: float


@dataclass(slots=True)
class _Growing:
    """What is known of one source so far."""

    encoding: str = ""
    confidence: str = ""
    warnings: tuple[str, ...] = ()
    passages: int = 0
    labels: dict[str, Counter[str]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    characters: int = 0
    collections: set[str] = field(default_factory=set)
    parts: set[tuple[str, int]] = field(default_factory=set)


class Tally:
    """A report while it grows."""

    def __init__(self) -> None:
        self.files: dict[str, _Growing] = {}
        self.skipped: list[Skipped] = []
        self.ignored: list[str] = []
        self.passages = 0

    def add(self, source: str, prepared: Prepared) -> None:
        """Counts what came of a work on a source."""
        self.skipped += prepared.skipped
        known = self.files.setdefault(source, _Growing())
        known.skipped += prepared.skipped
        known.passages += len(prepared.ids)
        for facet, counts in prepared.labels.items():
            known.labels.setdefault(facet, Counter()).update(counts)
        known.characters += prepared.characters
        known.collections |= prepared.collections
        known.parts |= prepared.parts
        known.warnings += prepared.warnings
        self.passages += len(prepared.ids)
        if prepared.encoding:
            self.read_as(source, prepared.encoding, prepared.confidence)

    def read_as(self, source: str, encoding: str, confidence: str) -> None:
        """Notes how a source's bytes were understood: it could be read."""
        known = self.files.setdefault(source, _Growing())
        known.encoding, known.confidence = encoding, confidence

    def entry(self, source: str, digest: str) -> SourceEntry | None:
        """The manifest's entry of a source; None where it could not be read, so that it is tried again."""
        known = self.files.get(source)
        if known is None or not (known.encoding or known.passages):
            return None
        return SourceEntry(
            source, digest, known.passages, len(known.collections), len(known.parts), known.characters
        )

    def report(
        self,
        sources: Sequence[SourceEntry],
        *,
        unchanged: int,
        removed: tuple[str, ...],
        full: str,
        seconds: float,
    ) -> BuildReport:
        """The finished report; ``sources`` are all sources of the new index."""
        return BuildReport(
            files=tuple(
                _file_report(source, known) for source, known in self.files.items() if known.encoding
            ),
            passages=sum(entry.passages for entry in sources),
            skipped=tuple(self.skipped),
            ignored=tuple(self.ignored),
            unchanged=unchanged,
            removed=removed,
            full=full,
            seconds=seconds,
        )


def _file_report(source: str, known: _Growing) -> FileReport:
    return FileReport(
        source=source,
        encoding=known.encoding,
        confidence=known.confidence,
        passages=known.passages,
        labels={facet: dict(counts.most_common()) for facet, counts in known.labels.items()},
        skipped=tuple(known.skipped),
        warnings=known.warnings,
    )


class Ids:
    """The ids in use: those of passages written so far, and those that an update keeps."""

    def __init__(self, before: EmbeddedEngine | None, kept: Mapping[str, SourceEntry]) -> None:
        self._before, self._kept = before, kept
        self._new: dict[str, str] = {}

    def used(self, ids: Iterable[str]) -> dict[str, str]:
        """Those of the ids that another text has, and its source."""
        owners = ((one, self._new.get(one) or self._kept_owner(one)) for one in ids)
        return {one: owner for one, owner in owners if owner}

    def add(self, ids: Iterable[str], source: str) -> None:
        """Takes ids into use."""
        self._new.update(dict.fromkeys(ids, source))

    def _kept_owner(self, one: str) -> str:
        if self._before is None or not self._kept:
            return ""
        try:
            source = self._before.get(one).source
        except PassageNotFound:
            return ""
        return source if source in self._kept else ""
