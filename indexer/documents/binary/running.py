"""Lines that are printed on every page: running heads, feet, and the numbers of the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

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
_SET_APART = 1.3
"""A running line of a text of two pages is further from the text than lines are from each other."""


def without_running_lines(
    pages: Sequence[Sequence[PrintedLine]],
) -> tuple[list[list[PrintedLine]], list[str]]:
    """The pages without running lines, and these, each once, without those that are mere numbers of pages.

    A running line stands at one place of several pages and is the same but for its numbers.
    """
    counts = Counter(place for page in pages for place in {_place(line) for line in _outer(page)})
    kept, running = [], dict[str, None]()
    for page in pages:
        outer = _outer(page)
        dropped = [
            line
            for line in outer
            if counts[_place(line)] >= _LEAST_PAGES
            or _is_edge_number(line, page)
            or _is_of_browser(line, page)
            or (len(pages) == 2 == counts[_place(line)] and _is_set_apart(line, page))
        ]
        running |= dict.fromkeys(line.text for line in dropped if not is_page_number(line.text))
        kept.append([line for line in page if line not in dropped])
    return kept, _once(running)


def _outer(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    lines = sorted(page, key=lambda line: -line.bottom)
    return [*lines[:_OUTERMOST], *lines[_OUTERMOST:][-_OUTERMOST:]]


def _place(line: PrintedLine) -> tuple[str, int]:
    """What a running line has in common with those of other pages: its words, and how high it stands."""
    return _DIGITS.sub("#", line.text), round(line.bottom / 2)


def _is_edge_number(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    """Whether a line is the number of the page: first or last of it, and off the text."""
    if not is_page_number(line.text):
        return False
    above = sum(other.bottom > line.top for other in page)
    below = sum(other.top < line.bottom for other in page)
    return (above == 0 or below == 0) and _is_set_apart(line, page)


def _is_of_browser(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    above = sum(other.bottom > line.top for other in page)
    below = sum(other.top < line.bottom for other in page)
    return (above == 0 or below == 0) and bool(_BROWSER.fullmatch(line.text))


def _is_set_apart(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    heights = sorted(other.bottom for other in page if other is not line)
    if not heights:
        return False
    gaps = sorted(upper - lower for lower, upper in pairwise(heights) if upper - lower > 1)
    usual = gaps[len(gaps) // 2] if gaps else line.height * 2
    return min(abs(height - line.bottom) for height in heights) > usual * _SET_APART


def _once(lines: dict[str, None]) -> list[str]:
    """Of lines that differ in their numbers only, the first."""
    first: dict[str, str] = {}
    for line in lines:
        first.setdefault(_DIGITS.sub("#", line), line)
    return list(first.values())
