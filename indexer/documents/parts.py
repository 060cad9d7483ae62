"""Where the parts of a collection begin: which title lines count, by what they say together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from indexer.documents.lines import Line
from indexer.documents.numbering import LISTED_FROM
from indexer.documents.part_marks import (
    PartMark,
    announced_parts,
    find_likely_mark,
    find_part_mark,
    is_kind_of_text,
)

__all__ = ["PartStart", "find_parts"]


@dataclass(frozen=True, slots=True)
class PartStart:
    """The place of a part's title line among a text's lines, and the part's number."""

    index: int
    ordinal: int


_Marked = tuple[int, PartMark]
"""The place of a line and what it says."""


def find_parts(lines: Sequence[Line], title: str) -> tuple[PartStart, ...]:
    """The parts of a collection in their order; empty where the text is no collection.

    Two or more title lines with rising numbers make a collection; one is enough where the collection's
    title begins as it does. Where numbers start anew (a table of contents), the run that holds most
    text counts. Title lines without 篇 are looked for only where there are none with it.
    """
    sizes = list(accumulate((len(line.text) for line in lines), initial=0))
    marked = [(index, mark) for index, line in enumerate(lines) if (mark := _mark(line))]
    single = any(mark.ordinal == 1 and _shares_stem(mark.stem, title) for _, mark in marked)
    best = _best_run(marked, sizes)
    if len(best) > 1 or (best and single):
        return best
    return _likely_parts(lines, sizes, title)


def _mark(line: Line) -> PartMark | None:
    if line.is_item:
        return None
    return find_part_mark(line.title) or (find_part_mark(line.words) if _is_outermost(line) else None)


def _shares_stem(stem: str, title: str) -> bool:
    """Whether a part's title is made from the collection's: "工作总结篇一" in "最新工作总结(大全)"."""
    return len(stem) >= 4 and (stem in title or (title[:4] != "" and title[:4] in stem))


def _best_run(marked: Sequence[_Marked], sizes: Sequence[int]) -> tuple[PartStart, ...]:
    """The run of rising numbers with most text below its lines, each run ending where the next begins.

    ``sizes`` holds how much text stands above each line, and at last all.
    """
    runs: list[list[PartStart]] = []
    for index, mark in marked:
        if runs and runs[-1][-1].ordinal < mark.ordinal <= runs[-1][-1].ordinal + 2:
            runs[-1].append(PartStart(index, mark.ordinal))
        elif mark.ordinal <= 2:
            runs.append([PartStart(index, mark.ordinal)])
    if not runs:
        return ()
    ends = [*(run[0].index for run in runs[1:]), len(sizes) - 1]
    held = [sizes[end] - sizes[run[0].index] for run, end in zip(runs, ends, strict=True)]
    return tuple(runs[held.index(max(held))])


# ---- title lines without 篇 ----


def _likely_parts(lines: Sequence[Line], sizes: Sequence[int], title: str) -> tuple[PartStart, ...]:
    """Parts headed "工作总结（一）", "工作总结2", "范文三：…".

    They are as many as the title announces; or they share the name of a kind of text, and no heading of
    a single text stands before them.
    """
    marked = list(_likely_marks(lines))
    stems: dict[str, list[_Marked]] = {}
    for entry in marked:
        stems.setdefault(entry[1].stem, []).append(entry)
    announced = announced_parts(title)
    heading = next((index for index, line in enumerate(lines) if _heads_section(line)), len(lines))
    for stem, group in (("", marked), *stems.items()):
        run = _best_run(group, sizes)
        if len(run) < 2 or run[0].ordinal != 1 or not _all_hold_text(run, len(lines)):
            continue
        if len(run) == announced or (is_kind_of_text(stem) and run[0].index <= heading):
            return run
    return ()


def _likely_marks(lines: Sequence[Line]) -> Iterator[_Marked]:
    for index, line in enumerate(lines):
        numbered = line.numbering and not _is_outermost(line)
        if not line.is_item and not numbered and (mark := find_likely_mark(line.words)):
            yield index, mark


def _all_hold_text(run: Sequence[PartStart], end: int) -> bool:
    """Whether there is text below each title line; in a list of files there is none."""
    places = [*(start.index for start in run), end]
    return all(after - before > 1 for before, after in pairwise(places))


def _heads_section(line: Line) -> bool:
    return line.numbering is not None and line.numbering.rank < LISTED_FROM


def _is_outermost(line: Line) -> bool:
    """Whether the line has a numbering that can stand before a part's own: "一、第一篇 …"."""
    return line.numbering is not None and line.numbering.style == "han"
