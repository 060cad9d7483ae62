"""Lines that are printed on every page: running heads, feet, and the numbers of the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from indexer.documents.binary.furniture import is_page_number
from indexer.documents.binary.pages import PrintedLine

__all__ = ["without_running_lines"]

_DIGITS = re.compile(r"\d+|(?<=第)[一二三四五六七八九十百]+(?=页)")
_BROWSER = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d{1,4}/\d{1,4})?|\d{1,4}[/-]\d{1,2}[/-]\d{1,4},?\s+(?:[上下]午)?\d{1,2}:\d\d(?:\s?[AP]M)?(?:\s.*)?"
)
"""What browsers print around a page: when, what, from where."""

_OUTERMOST = 3
"""So many lines at the top and at the bottom of a page can be running ones."""

_LEAST_PAGES = 3
_LEAST_SHARE = 5
"""A running line is on three pages, or on each of two, and on a fifth of many."""

_SET_APART = 1.3
"""Running lines are further from the text than its lines are from each other, or smaller."""

_SMALL = 0.9


def without_running_lines(
    pages: Sequence[Sequence[PrintedLine]],
) -> tuple[list[list[PrintedLine]], list[str]]:
    """The pages without running lines, and these, each once, without those that are mere numbers of pages.

    A running line stands at one place of several pages and is the same but for its numbers.
    """
    places = (_place(line) for page in pages for line in {*_top(page), *_top(page, from_below=True)})
    counts = Counter(places)
    least = max(2, min(_LEAST_PAGES, len(pages)), len(pages) // _LEAST_SHARE)
    kept, running = [], dict[str, None]()
    for page in pages:
        dropped = [
            line
            for outer in (_top(page), _top(page, from_below=True))
            for line in _running(outer, page, [counts[_place(line)] >= least for line in outer])
        ]
        running |= dict.fromkeys(line.text for line in dropped if not is_page_number(line.text))
        kept.append([line for line in page if line not in dropped])
    return kept, _once(running)


def _top(page: Sequence[PrintedLine], *, from_below: bool = False) -> list[PrintedLine]:
    """The outermost lines of a page, from its edge inwards; at its foot those that its head does not take."""
    lines = sorted(page, key=lambda line: -line.bottom)
    return lines[_OUTERMOST:][: -_OUTERMOST - 1 : -1] if from_below else lines[:_OUTERMOST]


def _place(line: PrintedLine) -> tuple[str, int]:
    """What a running line has in common with those of other pages: its words, and how high it stands."""
    return _DIGITS.sub("#", line.text), round(line.bottom / 2)


def _running(
    outer: Sequence[PrintedLine], page: Sequence[PrintedLine], repeated: Sequence[bool]
) -> Sequence[PrintedLine]:
    """Those of the outermost lines that are running ones: as many as are set apart from what follows."""
    able = [
        again or is_page_number(line.text) or bool(_BROWSER.fullmatch(line.text))
        for line, again in zip(outer, repeated, strict=True)
    ]
    most = able.index(False) if False in able else len(able)
    for count in range(most, 0, -1):
        inner = outer[count - 1]
        rest = [line for line in page if line not in outer[:count]]
        if rest and (_BROWSER.fullmatch(inner.text) or _is_set_apart(inner, rest)):
            return outer[:count]
    return ()


def _is_set_apart(line: PrintedLine, text: Sequence[PrintedLine]) -> bool:
    """Whether a line is smaller than the text, or further from it than its lines are from each other."""
    if line.height < _SMALL * median(other.height for other in text):
        return True
    heights = sorted(other.bottom for other in text)
    gaps = sorted(upper - lower for lower, upper in pairwise(heights) if upper - lower > 1)
    usual = gaps[len(gaps) // 2] if gaps else line.height * 2
    return min(abs(height - line.bottom) for height in heights) > usual * _SET_APART


def _once(lines: dict[str, None]) -> list[str]:
    """Of lines that differ in their numbers only, the first."""
    first: dict[str, str] = {}
    for line in lines:
        first.setdefault(_DIGITS.sub("#", line), line)
    return list(first.values())
