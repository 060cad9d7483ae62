"""Builds and updates an index: find -> read -> classify -> analyse -> write, with a report.

Nothing that goes wrong with one source stops the others; the new index becomes current as a whole, or not
at all. An update reads only the files whose bytes have changed since the current index was built.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from indexer.documents import Ignored, Limits, SourceFile, find_sources, is_stream, open_archives, open_lines
from indexer.engines.embedded import EmbeddedEngine, EmbeddedWriter, SourceEntry
from indexer.errors import BadRequest, DocumentError, IndexDamaged, IndexMissing, IndexOutdated
from indexer.model import Skipped
from indexer.prepare import Prepared, Tools, Work, prepare, prepare_in_order, tools
from indexer.report import BuildReport, Ids, Tally
from indexer.settings import Settings, is_address

__all__ = ["Progress", "build_index", "ingredients"]

Progress = Callable[[int, int, str], None]
"""Called now and then with: files read, passages written, the source that is being read."""

PIECE = 2 << 20
"""Bytes of a file of JSON lines that are given to a process at a time."""

WORTH_PROCESSES = 4 << 20
"""Bytes of sources from which on starting processes takes less time than it saves."""


def ingredients(own: Tools) -> dict[str, str]:
    """The digests of what words and labels depend on: an index keeps them, and opening compares."""
    return {"dictionary": own.analyser.digest, "label tables": own.tables.digest}


def build_index(
    sources: Sequence[str | Path],
    location: str | Path,
    *,
    settings: Settings | None = None,
    full: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Makes the index at ``location`` hold exactly these files and folders, and swaps it in whole.

    Files that have not changed since are not read again, unless ``full`` or the dictionary or tables
    changed. ``jobs`` processes analyse (default: one a processor).

    Raises IndexLocked where another process is writing it, DocumentError where no source holds a passage
    (the index stays as it was: a mistyped path must not empty it), BadRequest where ``location`` is no
    folder's path, and ZongjieError where the dictionary or a label table of ``settings`` cannot be read.
    """
    settings = settings or Settings()
    if is_address(location):
        raise BadRequest(f"索引位置“{location}”不是文件夹：建立索引要写文件，请在那台机器上指定它的文件夹。")
    started, folder = time.monotonic(), Path(location)
    made_of = ingredients(tools(settings))
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="zongjie-") as unpacked:
        files = list(_found(sources, tally, Path(unpacked), tools(settings).limits))
        before, reason = (None, "as asked") if full else _current(folder, made_of)
        plan = _plan(files, before)
        with _writer(folder, made_of, before, plan) as writer:
            works = _works([file for file, _ in plan.fresh], tools(settings).limits, tally)
            results = prepare_in_order(works, settings, _workers(plan, jobs))
            _write(writer, results, Ids(before, plan.kept), tally, settings, progress)
            writer.sources = _entries(files, plan, tally)
            if not any(entry.passages for entry in writer.sources):
                raise DocumentError(_nothing(sources, tally))
    return tally.report(
        writer.sources,
        unchanged=len(plan.kept),
        removed=plan.removed,
        full=reason,
        seconds=time.monotonic() - started,
    )


# ---- what is to be read ----


@dataclass(frozen=True, slots=True)
class _Plan:
    """Files to read, with their digests; entries of the index before that stay; its sources that go."""

    fresh: tuple[tuple[SourceFile, str], ...]
    kept: Mapping[str, SourceEntry]
    removed: tuple[str, ...]
    replaced: tuple[str, ...]


def _found(
    sources: Sequence[str | Path], tally: Tally, unpacked: Path, limits: Limits
) -> Iterator[tuple[SourceFile, str]]:
    """The files of all sources with digests of their bytes; the rest goes to the report.

    Those of archives lie in the folder ``unpacked``. Files of one name in two source folders are told
    apart by a number, in the order of the folders.
    """
    seen: Counter[str] = Counter()
    files = find_sources([Path(source) for source in sources])
    for found in open_archives(files, unpacked, limits):
        if isinstance(found, Skipped):
            tally.skipped.append(found)
        elif isinstance(found, Ignored):
            tally.ignored.append(found.path)
        else:
            seen[found.source] += 1
            number = seen[found.source]
            file = found if number == 1 else replace(found, source=f"{found.source}#{number}")
            yield file, _digest(file.path)


def _digest(path: Path) -> str:
    """Of a file that cannot be read: empty, which is no file's digest. Reading it will tell why."""
    digest = blake2b(digest_size=16)
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()


def _current(folder: Path, made_of: Mapping[str, str]) -> tuple[EmbeddedEngine | None, str]:
    """The index to build upon, or why there is none."""
    try:
        return EmbeddedEngine(folder, made_of), ""
    except (IndexMissing, IndexOutdated, IndexDamaged) as error:
        return None, str(error).partition(";")[0]


def _plan(files: Sequence[tuple[SourceFile, str]], before: EmbeddedEngine | None) -> _Plan:
    known = {entry.source: entry for entry in before.sources} if before else {}
    kept = {
        file.source: known[file.source]
        for file, digest in files
        if file.source in known and known[file.source].digest == digest
    }
    present = {file.source for file, _ in files}
    return _Plan(
        fresh=tuple((file, digest) for file, digest in files if file.source not in kept),
        kept=kept,
        removed=tuple(source for source in known if source not in present),
        replaced=tuple(source for source in known if source not in kept),
    )


def _works(files: Sequence[SourceFile], limits: Limits, tally: Tally) -> Iterator[Work]:
    """A work a file; files of JSON lines are cut into pieces, since they may be of any size."""
    for file in files:
        if not is_stream(file):
            yield Work(file)
            continue
        try:
            stream = open_lines(file, limits, PIECE)
            tally.read_as(file.source, stream.encoding, str(stream.confidence))
            for lines in stream.pieces:
                yield Work(file, lines)
        except DocumentError as error:
            tally.skipped.append(Skipped(file.source, str(error)))


# ---- what is written ----


def _write(
    writer: EmbeddedWriter,
    results: Iterable[tuple[Work, Prepared]],
    ids: Ids,
    tally: Tally,
    settings: Settings,
    progress: Progress | None,
) -> None:
    """Writes what was prepared; a work with an id that is in use is prepared again without it."""
    for work, result in results:
        prepared = result
        if used := ids.used(prepared.ids):
            prepared = prepare(settings, replace(work, taken=used))
        ids.add(prepared.ids, work.file.source)
        writer.add(prepared.batch)
        tally.add(work.file.source, prepared)
        if progress:
            progress(len(tally.files), tally.passages, work.file.source)


def _workers(plan: _Plan, jobs: int | None) -> int:
    size = sum(file.path.stat().st_size for file, digest in plan.fresh if digest)
    return 1 if size < WORTH_PROCESSES else jobs or os.cpu_count() or 1


def _entries(files: Sequence[tuple[SourceFile, str]], plan: _Plan, tally: Tally) -> tuple[SourceEntry, ...]:
    """All sources of the new index, in their order; one that could not be read has no place in it."""
    found = (plan.kept.get(file.source) or tally.entry(file.source, digest) for file, digest in files)
    return tuple(entry for entry in found if entry is not None)


def _writer(
    folder: Path, made_of: Mapping[str, str], before: EmbeddedEngine | None, plan: _Plan
) -> AbstractContextManager[EmbeddedWriter]:
    if before is None:
        return EmbeddedWriter.create(folder, made_of)
    return EmbeddedWriter.update(folder, made_of, plan.replaced)


def _nothing(sources: Sequence[str | Path], tally: Tally) -> str:
    reasons = "; ".join(f"{skipped.path}: {skipped.reason}" for skipped in tally.skipped[:3])
    if tally.ignored:
        reasons += f"; {len(tally.ignored)} files of unknown kinds, such as {tally.ignored[0]}"
    named = ", ".join(map(str, sources))
    return f"nothing to index in {named}{f' ({reasons})' if reasons else ''}; the index stays as it was"
