"""Which lines of a part are one paragraph: page breaks are repaired, lists and verse left alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from indexer.documents.breaks import SURE, break_score
from indexer.documents.layout import Layout
from indexer.documents.lines import Line
from indexer.documents.text import join_lines

__all__ = ["goes_on", "join_paragraphs"]

_LONGEST_SIGNATURE = 14


def join_paragraphs(lines: Sequence[Line], layout: Layout) -> str:
    """The text of lines that are no headings: paragraphs parted by one line break."""
    paragraphs: list[str] = []
    pieces: list[str] = []
    before: Line | None = None
    for line, after in zip_longest(lines, lines[1:]):
        if before and not goes_on(before, line, after, layout):
            paragraphs.append(join_lines(pieces))
            pieces.clear()
        pieces.append(line.text)
        before = line
    if pieces:
        paragraphs.append(join_lines(pieces))
    return "\n".join(paragraphs)


def goes_on(before: Line, line: Line, after: Line | None, layout: Layout) -> bool:
    """Whether a line continues the sentence of the line before it."""
    if line.numbering or line.is_item or line.stands_alone or before.stands_alone:
        return False
    if before.ending == "open":
        return True
    if line.indented or _is_signature(line, after):
        return False
    if before.ending == "closed":
        return layout.runs_on(before, line)
    return layout.breaks_off(before) or _is_broken(before, line, layout)


def _is_broken(before: Line, line: Line, layout: Layout) -> bool:
    """Whether a line that is as short as a label is a piece of a sentence all the same."""
    short = not layout.listed and not layout.wrap and len(line.text) > len(before.text)
    return short and line.ending == "closed" and break_score(before.text, line.text) >= SURE


def _is_signature(line: Line, after: Line | None) -> bool:
    """A name at the very end or above a closing date."""
    short = len(line.text) <= _LONGEST_SIGNATURE and line.ending == "bare"
    return short and (after is None or after.is_date)
