"""Tables of contents: lines that name the headings of a text without heading anything themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.documents.lines import Line

__all__ = ["contents_of"]

_TITLE = re.compile(r"[【\[（(]?[ \u3000]*(?:目[ \u3000]*[录錄次]|本文目[录錄])[ \u3000]*[】\]）)]?[：:]?$")
_LEADER = re.compile(r"[ \u3000]*(?:[.．·]{3,}|…+|-{3,}|_{3,}|\t)[ \u3000]*[（(]?\d{1,3}[)）]?$")
"""What leads to a page number: "……3"."""
_MARKS = re.compile(r"[\W_]+")
_LONGEST = 60
_LEAST = 3
"""So many entries without a title above them are a table of contents."""


def contents_of(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines that are a table of contents, its title included.

    Entries follow one another at once, and most of them come again further down, or lead to a page.
    """
    if not any(_may_begin(lines, index) for index in range(len(lines))):
        return frozenset()
    last = {_key(line): index for index, line in enumerate(lines) if _is_entry(line)}
    found: set[int] = set()
    index = 0
    while index < len(lines):
        titled = len(lines[index].text) <= 12 and bool(_TITLE.match(lines[index].text))
        end = _end_of_entries(lines, index + titled, last, titled)
        entries = end - index - titled
        known = sum(
            last.get(_key(lines[place]), 0) >= end or bool(_LEADER.search(lines[place].text))
            for place in range(index + titled, end)
        )
        if known * 3 >= entries * 2 and entries >= (1 if titled else _LEAST):
            found.update(range(index, end))
        index = max(end, index + 1)
    return frozenset(found)


def _may_begin(lines: Sequence[Line], index: int) -> bool:
    """A cheap look: the title of a table, or two lines that could be its entries."""
    line = lines[index]
    if len(line.text) > _LONGEST:
        return False
    if line.numbering is None:
        return line.text[-1].isdigit() or bool(len(line.text) <= 12 and _TITLE.match(line.text))
    return index + 1 < len(lines) and _is_entry(line) and _is_entry(lines[index + 1])


def _is_entry(line: Line) -> bool:
    return len(line.text) <= _LONGEST and line.text[-1] not in "。；;，,"


def _end_of_entries(lines: Sequence[Line], start: int, last: dict[str, int], titled: bool) -> int:
    """Where entries end that begin here: before one of them comes again, or at a paragraph.

    Without a title above them, all must have a number or lead to a page.
    """
    seen: set[str] = set()
    end = start
    while end < len(lines) and _is_entry(lines[end]):
        key, leads = _key(lines[end]), bool(_LEADER.search(lines[end].text))
        if key in seen or not (seen or last[key] > end or leads):
            break
        if not (titled or leads or lines[end].numbering):
            break
        seen.add(key)
        end += 1
    return end


def _key(line: Line) -> str:
    """The words of an entry or a heading, by which they are compared."""
    words = line.words
    if words[-1:].isdigit() or words[-1:] in "）)":
        words = _LEADER.sub("", words)
    return _MARKS.sub("", words) or line.text
