"""Where the parts of a collection begin: which title lines count, by what they say together."""

from __future__ import annotations

import re
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

__all__ = ["PartStart", "find_parts", "site_words_start"]

_LONGEST_OWN_TITLE = 40
_LEAST_BETWEEN = 40
"""Characters between two title lines with one number that make them two parts, not a title said twice."""
_LEAST_A_PART = 20
"""Characters a part must hold on average for numbers that start anew to be parts again."""
_LAST_LINES = 3
"""Among so many lines at the end of a part the site may speak."""
_SITE_WORDS = re.compile(
    r"(?:以上|上述)(?:内容)?(?:就|便)?是(?!.{0,8}(?:我|本人)).{0,50}(?:全部|所有|相关|主要)?(?:内容|范文|文章|资料|介绍)"
    r"|(?:下面|以下|接下来|这里)(?:就?是|由|为|给).{0,20}(?:大家|您|你|各位).{0,16}(?:整理|收集|搜集|带来|分享|准备|推荐|介绍)"
)
"""How a site speaks between the parts: "以上就是…的全部内容，下面是小编为大家整理的…"."""
_COLLECTED = re.compile(
    r"大全|精选|合集|汇总|汇编|集锦|集合|范文|锦集|选编|通用|热门|推荐|多篇|[\d一二三四五六七八九十]篇"
)
"""What titles of collections say."""


@dataclass(frozen=True, slots=True)
class PartStart:
    """The place of a part's title among a text's lines, the part's number, how many lines the title takes:

    two lines where the number stands alone, or with words that all parts have, over a title of the
    part's own.
    """

    index: int
    ordinal: int
    lines: int = 1


_Marked = tuple[int, PartMark]
"""The place of a line and what it says."""


def find_parts(lines: Sequence[Line], title: str) -> tuple[PartStart, ...]:
    """The parts of a collection in their order; empty where the text is no collection.

    Two or more title lines with rising numbers make a collection; one is enough where the collection's
    title begins as it does. Where numbers start anew over a table of contents, the run that holds most
    text counts; where they do over texts, all do. Title lines without 篇 are looked for only where there
    are none with it.
    """
    sizes = list(accumulate((len(line.text) for line in lines), initial=0))
    marked = [(index, mark) for index, line in enumerate(lines) if (mark := _mark(line))]
    single = any(mark.ordinal == 1 and _shares_stem(mark.stem, title) for _, mark in marked)
    best = _best_runs(marked, sizes)
    if not (len(best) > 1 or (best and single)):
        best = _likely_parts(lines, sizes, title) or _numbered_parts(lines, sizes, title)
    return tuple(_with_own_title(lines, start) for start in best)


def _mark(line: Line) -> PartMark | None:
    if line.is_item:
        return None
    return find_part_mark(line.title) or (find_part_mark(line.words) if _is_outermost(line) else None)


def _shares_stem(stem: str, title: str) -> bool:
    """Whether a part's title is made from the collection's: "工作总结篇一" in "最新工作总结(大全)"."""
    return len(stem) >= 4 and (stem in title or (title[:4] != "" and title[:4] in stem))


def _runs(marked: Sequence[_Marked], sizes: Sequence[int]) -> list[list[PartStart]]:
    """Title lines whose numbers rise; one with the number of the one before counts where text is between.

    ``sizes`` holds how much text stands above each line, and at last all.
    """
    runs: list[list[PartStart]] = []
    for index, mark in marked:
        last = runs[-1][-1] if runs else None
        if last and last.ordinal < mark.ordinal <= last.ordinal + 2:
            runs[-1].append(PartStart(index, mark.ordinal))
        elif last and last.ordinal == mark.ordinal:
            if sizes[index] - sizes[last.index + 1] >= _LEAST_BETWEEN:
                runs[-1].append(PartStart(index, mark.ordinal))
        elif mark.ordinal <= 2:
            runs.append([PartStart(index, mark.ordinal)])
    return runs


def _best_run(marked: Sequence[_Marked], sizes: Sequence[int]) -> tuple[PartStart, ...]:
    """The run with most text below its lines, each run ending where the next begins."""
    runs = _runs(marked, sizes)
    if not runs:
        return ()
    held = _held(runs, sizes)
    return tuple(runs[held.index(max(held))])


def _best_runs(marked: Sequence[_Marked], sizes: Sequence[int]) -> tuple[PartStart, ...]:
    """The best run, and after it those that hold texts too."""
    runs = _runs(marked, sizes)
    if not runs:
        return ()
    held = _held(runs, sizes)
    best = held.index(max(held))
    return tuple(
        start
        for number, run in enumerate(runs)
        if number == best or (len(run) > 1 and held[number] >= _LEAST_A_PART * len(run))
        for start in run
    )


def _held(runs: Sequence[Sequence[PartStart]], sizes: Sequence[int]) -> list[int]:
    """How much text each run holds, its title lines aside."""
    ends = [*(run[0].index for run in runs[1:]), len(sizes) - 1]
    return [
        sizes[end] - sizes[run[0].index] - sum(sizes[start.index + 1] - sizes[start.index] for start in run)
        for run, end in zip(runs, ends, strict=True)
    ]


def _with_own_title(lines: Sequence[Line], start: PartStart) -> PartStart:
    """The part's start with the line below it, where that is the part's own title: "2021年护理工作总结"."""
    if start.index + 2 >= len(lines):
        return start
    line = lines[start.index + 1]
    own = (
        len(line.text) <= _LONGEST_OWN_TITLE
        and line.numbering is None
        and not (line.is_item or line.is_date or line.is_aside)
        and not any(mark in line.text for mark in "。！？；，：")
        and is_kind_of_text(line.title)
    )
    return PartStart(start.index, start.ordinal, 2) if own else start


def site_words_start(lines: Sequence[Line]) -> int:
    """Where at the end of a part the site speaks, to close it or to lead over to the next; or its length."""
    first = max(0, len(lines) - _LAST_LINES)
    places = (index for index in range(first, len(lines)) if _SITE_WORDS.match(lines[index].text))
    return next(places, len(lines))


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


def _numbered_parts(lines: Sequence[Line], sizes: Sequence[int], title: str) -> tuple[PartStart, ...]:
    """Parts headed by a number alone, "（一）", or by one and a kind of text, "1、护士长述职报告".

    They look like headings, so the title must say that it is a collection's; as many as it announces,
    or, where it names no number, three.
    """
    if not _COLLECTED.search(title):
        return ()
    styles: dict[tuple[str, bool], list[_Marked]] = {}
    for index, line in enumerate(lines):
        if line.numbering is None or len(line.text) > _LONGEST_OWN_TITLE:
            continue
        if not line.words or is_kind_of_text(line.words.rstrip("：: ")):
            mark = PartMark(line.numbering.value, "")
            styles.setdefault((line.numbering.style, not line.words), []).append((index, mark))
    announced = announced_parts(title)
    for group in styles.values():
        run = _best_run(group, sizes)
        count = len(run)
        enough = count == announced or (announced is None and count >= 3)
        rising = [start.ordinal for start in run] == list(range(1, count + 1))
        if enough and rising and _all_hold_text(run, len(lines)):
            return run
    return ()


def _all_hold_text(run: Sequence[PartStart], end: int) -> bool:
    """Whether there is text below each title line; in a list of files there is none."""
    places = [*(start.index for start in run), end]
    return all(after - before > 1 for before, after in pairwise(places))


def _heads_section(line: Line) -> bool:
    return line.numbering is not None and line.numbering.rank < LISTED_FROM


def _is_outermost(line: Line) -> bool:
    """Whether the line has a numbering that can stand before a part's own: "一、第一篇 …"."""
    return line.numbering is not None and line.numbering.style == "han"
