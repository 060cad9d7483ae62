"""What one process does for a build: a file, or some lines of one, to a batch of analysed passages.

Reading, outlining, labelling and cutting into words are most of a build's work and need nothing but the
source, so they run in worker processes side by side; ``prepare_in_order`` gives results in source order.
"""

from __future__ import annotations

import functools
import multiprocessing
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from indexer.analysis import Analyser
from indexer.classify import Classifier, Tables
from indexer.documents import Limits, Lines, SourceFile, parse_lines, read_source
from indexer.engines.embedded import Batch, make_batch
from indexer.errors import DocumentError, ZongjieError
from indexer.model import Collection, Passage, ReadyPassage, Skipped
from indexer.settings import Settings

__all__ = ["Prepared", "Tools", "Work", "prepare", "prepare_in_order", "tools"]


@dataclass(frozen=True, slots=True)
class Work:
    """A file to read, or some ``lines`` of it; ``taken`` gives ids in use and their sources."""

    file: SourceFile
    lines: Lines | None = None
    taken: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of a work: its passages as a batch, and what the report and the manifest say of them.

    ``encoding`` and ``confidence`` are empty for work of lines. ``parts`` holds (collection, ordinal).
    ``labels`` holds, by facet, how many passages have a value.
    """

    batch: Batch
    ids: tuple[str, ...]
    collections: frozenset[str]
    parts: frozenset[tuple[str, int]]
    characters: int
    skipped: tuple[Skipped, ...]
    labels: Mapping[str, Mapping[str, int]]
    encoding: str = ""
    confidence: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tools:
    """What preparing needs, made once a process: it is costly."""

    analyser: Analyser
    tables: Tables
    classifier: Classifier
    limits: Limits


@functools.cache
def tools(settings: Settings) -> Tools:
    """The tools that ``settings`` ask for. Raises ZongjieError where a dictionary or table cannot be read."""
    tables = Tables.load(settings.labels)
    return Tools(
        Analyser(settings.dictionary),
        tables,
        Classifier(tables),
        Limits(max_bytes=settings.max_file_mb << 20),
    )


def prepare(settings: Settings, work: Work) -> Prepared:
    """The passages of a work, analysed. What cannot be read is in ``skipped``; nothing is raised for it."""
    own = tools(settings)
    encoding = confidence = ""
    warnings: Sequence[str] = []
    try:
        if work.lines is not None:
            warnings = repairs = list[str]()
            items = list(parse_lines(work.lines, repairs))
        else:
            reading = read_source(work.file, own.limits)
            items = list(reading.items)
            encoding, confidence, warnings = reading.encoding, reading.confidence, reading.warnings
    except DocumentError as error:
        items = [Skipped(work.file.source, str(error))]
    good = [item for item in items if not isinstance(item, Skipped)]
    skipped = [item for item in items if isinstance(item, Skipped)]
    passages = _new_passages(own, work, good, skipped)
    return Prepared(
        batch=make_batch(own.analyser.analyse(passages)),
        ids=tuple(passage.id for passage in passages),
        collections=frozenset(passage.collection for passage in passages),
        parts=frozenset(
            (passage.collection, passage.part) for passage in passages if passage.part is not None
        ),
        characters=sum(len(passage.text) for passage in passages),
        skipped=tuple(skipped),
        labels={
            "genre": Counter(value for passage in passages for value in passage.genre),
            "domain": Counter(value for passage in passages for value in passage.domain),
            "section": Counter(passage.section for passage in passages),
        },
        encoding=encoding,
        confidence=confidence,
        warnings=tuple(warnings),
    )


def _new_passages(
    own: Tools, work: Work, items: Iterable[Collection | ReadyPassage], skipped: list[Skipped]
) -> list[Passage]:
    """The passages whose ids are not in use; the others are added to ``skipped``."""
    passages: dict[str, Passage] = {}
    source = work.file.source
    for item in items:
        for passage in own.classifier.passages(item):
            if passage.id in passages or passage.id in work.taken:
                owner = work.taken.get(passage.id, source)
                skipped.append(Skipped(source, f"the id {passage.id!r} is used already, by {owner}"))
            else:
                passages[passage.id] = passage
    return list(passages.values())


def prepare_in_order(works: Iterable[Work], settings: Settings, jobs: int) -> Iterator[tuple[Work, Prepared]]:
    """Each work with its result, in order; ``jobs`` processes work ahead. With one job, this one does it.

    Raises ZongjieError where a process is ended from outside.
    """
    if jobs == 1:
        for work in works:
            yield work, prepare(settings, work)
        return
    with ProcessPoolExecutor(jobs, _context(), initializer=tools, initargs=(settings,)) as pool:
        ahead: deque[tuple[Work, Future[Prepared]]] = deque()
        try:
            for work in works:
                ahead.append((work, pool.submit(prepare, settings, work)))
                if len(ahead) > 4 * jobs:
                    done, result = ahead.popleft()
                    yield done, result.result()
            while ahead:
                done, result = ahead.popleft()
                yield done, result.result()
        except BrokenProcessPool as error:
            raise ZongjieError(
                "a worker process was ended from outside, perhaps for want of memory; "
                "the index stays as it was; try again with fewer: --jobs 1"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _context() -> multiprocessing.context.ForkServerContext:
    """Processes forked from a fresh one that has imported what they need, and neither threads nor open files.

    A fork of this process, which may have both, would be no safe start.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context
