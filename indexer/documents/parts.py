"""The title lines of a collection's parts: "…工作总结篇一", "【篇2】…", "第三篇：…"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.documents.lines import Line

__all__ = ["PartMark", "PartStart", "find_part_mark", "find_parts"]

_LONGEST = 80
_VALUE = r"([一二三四五六七八九十百]{1,5}|\d{1,3})"
_MARK = rf"(?:第[ ]?{_VALUE}[ ]?篇|篇[ ]?{_VALUE})"
_AT_END = re.compile(rf"(.{{0,70}}?)[（(【\[]?{_MARK}[】\])）]?[：:]?$")
_AT_START = re.compile(rf"()(?:[【\[（(]{_MARK}[】\]）)]|{_MARK}(?=[：:、 \t\u3000]))")
_SENTENCE = re.compile(r"[。！？；]")
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class PartMark:
    """What a line says about the part it heads: the part's number, and what stands before it."""

    ordinal: int
    stem: str


@dataclass(frozen=True, slots=True)
class PartStart:
    """The place of a part's title line among a text's lines, and the part's number."""

    index: int
    ordinal: int


def find_part_mark(text: str) -> PartMark | None:
    """The mark of a part in a line that could be a part's title, or None."""
    line = text.strip()
    if not line or len(line) > _LONGEST or "篇" not in line or _SENTENCE.search(line):
        return None
    found = _AT_END.match(line) or _AT_START.match(line)
    if not found:
        return None
    stem, *numbers = found.groups()
    return PartMark(_value(next(filter(None, numbers))), stem.strip())


def find_parts(lines: Sequence[Line], title: str) -> tuple[PartStart, ...]:
    """The parts of a collection in their order; empty where the text is no collection.

    Two or more title lines with rising numbers make a collection; one is enough where the collection's
    title begins as it does. Where numbers start anew (a table of contents), the run that holds most
    text counts.
    """
    runs: list[list[PartStart]] = []
    single = False
    for index, line in enumerate(lines):
        mark = find_part_mark(line.title)
        if mark is None or line.is_item:
            continue
        single = single or (mark.ordinal == 1 and _shares_stem(mark.stem, title))
        if runs and runs[-1][-1].ordinal < mark.ordinal <= runs[-1][-1].ordinal + 2:
            runs[-1].append(PartStart(index, mark.ordinal))
        elif mark.ordinal <= 2:
            runs.append([PartStart(index, mark.ordinal)])
    if not runs:
        return ()
    best = _fullest(runs, lines)
    return tuple(best) if len(best) > 1 or single else ()


def _shares_stem(stem: str, title: str) -> bool:
    """Whether a part's title is made from the collection's: "工作总结篇一" in "最新工作总结(大全)"."""
    return len(stem) >= 4 and (stem in title or (title[:4] != "" and title[:4] in stem))


def _fullest(runs: list[list[PartStart]], lines: Sequence[Line]) -> list[PartStart]:
    """The run with most text below its title lines, each run ending where the next one begins."""
    ends = [run[0].index for run in runs[1:]] + [len(lines)]
    sizes = [
        sum(len(line.text) for line in lines[run[0].index : end]) for run, end in zip(runs, ends, strict=True)
    ]
    return runs[sizes.index(max(sizes))]


def _value(number: str) -> int:
    """The value of 十二, 二十 or 12."""
    if number.isdigit():
        return int(number)
    total, digit = 0, 0
    for char in number:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS[char]
    return total + digit
