"""Builds an index: read -> classify -> analyse -> write, with a report. Nothing that goes wrong with one
source stops the others; the new index becomes current as a whole, or not at all.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.analysis import Analyser, normalise
from indexer.classify import Classifier, Tables
from indexer.documents import Ignored, Limits, SourceFile, find_sources, read_source
from indexer.engines.embedded import EmbeddedWriter
from indexer.errors import BadRequest, DocumentError
from indexer.model import Collection, Passage, ReadyPassage, Skipped
from indexer.settings import Settings

__all__ = ["BuildReport", "FileReport", "Progress", "build_index", "ingredients"]

Progress = Callable[[int, int, str], None]
"""Called now and then with: files read, passages written, the source that is being read."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file that was read: how, and what came of it. ``warnings`` are sentences for people."""

    source: str
    encoding: str
    confidence: str
    passages: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``ignored`` are files in source folders that are no documents by their name."""

    files: tuple[FileReport, ...]
    passages: int
    skipped: tuple[Skipped, ...]
    ignored: tuple[str, ...]
    seconds: float


@dataclass(slots=True)
class _Tally:
    """A report while it grows."""

    files: list[FileReport] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    keys: Counter[str] = field(default_factory=Counter)


def ingredients(analyser: Analyser, tables: Tables) -> dict[str, str]:
    """The digests of what words and labels depend on: an index keeps them, and opening compares."""
    return {"user dictionary": analyser.digest, "label tables": tables.digest}


def build_index(
    sources: Sequence[str | Path],
    location: str | Path,
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Builds the index at ``location`` anew from files and folders, and swaps it in whole.

    Raises IndexLocked where another process is writing it, DocumentError where no source holds a passage
    (the index stays as it was: a mistyped path must not empty it), BadRequest where ``location`` is no
    folder's path, and ZongjieError where the dictionary or a label table of ``settings`` cannot be read.
    """
    settings = settings or Settings()
    if "://" in str(location):
        raise BadRequest(f"索引位置“{location}”不是文件夹：目前只支持本机文件夹。")
    started = time.monotonic()
    analyser, tables = Analyser(settings.dictionary), Tables.load(settings.labels)
    classifier = Classifier(tables, normalise)
    limits = Limits(max_bytes=settings.max_file_mb << 20)
    tally = _Tally()
    with EmbeddedWriter.open(Path(location), ingredients(analyser, tables)) as writer:
        for file in _files(sources, tally):
            for passage in _passages(file, limits, classifier, tally):
                writer.add(analyser.analyse(passage))
                if progress and writer.passages % 500 == 0:
                    progress(len(tally.files), writer.passages, file.source)
            if progress:
                progress(len(tally.files), writer.passages, file.source)
        if not writer.passages:
            raise DocumentError(_nothing(sources, tally))
    return BuildReport(
        tuple(tally.files),
        writer.passages,
        tuple(tally.skipped),
        tuple(tally.ignored),
        time.monotonic() - started,
    )


def _nothing(sources: Sequence[str | Path], tally: _Tally) -> str:
    reasons = "; ".join(f"{skipped.path}: {skipped.reason}" for skipped in tally.skipped[:3])
    named = ", ".join(map(str, sources))
    return f"nothing to index in {named}{f' ({reasons})' if reasons else ''}; the index stays as it was"


def _files(sources: Sequence[str | Path], tally: _Tally) -> Iterator[SourceFile]:
    for found in find_sources([Path(source) for source in sources]):
        if isinstance(found, Skipped):
            tally.skipped.append(found)
        elif isinstance(found, Ignored):
            tally.ignored.append(str(found.path))
        else:
            yield found


def _passages(file: SourceFile, limits: Limits, classifier: Classifier, tally: _Tally) -> Iterator[Passage]:
    """The passages of one file that can be indexed; the rest goes to the report."""
    count = 0
    try:
        reading = read_source(file, limits)
        for item in reading.items:
            if isinstance(item, Skipped):
                tally.skipped.append(item)
                continue
            for passage in _unique(item, classifier, tally):
                count += 1
                yield passage
    except DocumentError as error:
        tally.skipped.append(Skipped(file.source, str(error)))
        return
    tally.files.append(
        FileReport(file.source, reading.encoding, str(reading.confidence), count, reading.warnings)
    )


def _unique(item: Collection | ReadyPassage, classifier: Classifier, tally: _Tally) -> Iterator[Passage]:
    """The item's passages, none with an id that another text has.

    An id that a source gives is never changed: the second text with it is reported. Files of the same
    name in two source folders are told apart by a number, in the order in which the folders were given.
    """
    tally.keys[item.key] += 1
    if isinstance(item, Collection) and item.metadata.id is None and tally.keys[item.key] > 1:
        item = replace(item, key=f"{item.key}#{tally.keys[item.key]}")
    for passage in classifier.passages(item):
        if passage.id in tally.ids:
            tally.skipped.append(
                Skipped(item.source, f"the id {passage.id!r} is used already, by {tally.ids[passage.id]}")
            )
        else:
            tally.ids[passage.id] = item.source
            yield passage
