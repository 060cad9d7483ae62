"""How a text uses its lines, which decides what a line break within a sentence means.

prose    a line is a paragraph; a sentence broken off at the end of a long line goes on after the break
wrapped  lines are broken at a fixed width; a line of about that width goes on
listed   short lines, each for itself (a work log, a table, verse): only a comma makes a line go on
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.documents.lines import Line

__all__ = ["Layout", "layout_of", "width"]

_LONG_LINE = 60
"""Characters: where half of a text is in lines as long as this, its lines are paragraphs."""
_LEAST_WRAP = 50
"""Columns: no page is narrower than 25 Chinese characters; verse and tables are."""
_LEAST_BROKEN = 20
"""Characters: a line shorter than this that ends without punctuation is a label, a name, a verse."""
_LEAST_BROKEN_CLAUSE = 10
"""The same for a line with a comma in it: labels and names have none."""
_CLAUSE = re.compile(r"[，、；：,]")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text uses its lines.

    ``wrap`` is the width lines are broken at, in columns, or 0, and ``letters`` the same in characters:
    some programs count these. ``spaced`` wrapped texts set their paragraphs apart by blank lines, so
    that within one a line may end on a full stop by chance.
    """

    wrap: int = 0
    letters: int = 0
    spaced: bool = False
    listed: bool = False

    def fills(self, line: Line) -> bool:
        """Whether the line ends at the edge of a wrapped text, so that its end tells nothing."""
        if not self.wrap:
            return False
        columns, letters = width(line.text) + 2 * line.cut, len(line.text) + line.cut
        return columns >= self.wrap * 0.8 or letters >= self.letters * 0.85

    def breaks_off(self, line: Line) -> bool:
        """Whether a line that ends without punctuation ends within a sentence."""
        if self.wrap:
            return self.fills(line)
        long = len(line.text) >= (_LEAST_BROKEN_CLAUSE if _CLAUSE.search(line.text) else _LEAST_BROKEN)
        return long and not self.listed

    def runs_on(self, before: Line, line: Line) -> bool:
        """Whether two lines are one paragraph of a wrapped text, whatever the first one ends with."""
        return self.spaced and not line.spaced and self.fills(before)


def width(text: str) -> int:
    """Columns on a page: two for a Chinese character, one for a Latin one."""
    return len(text.encode("gb18030", "replace"))


def layout_of(lines: Sequence[Line]) -> Layout:
    """The layout of the lines of one text or part."""
    plain = [line for line in lines if line.level is None]
    if not plain or _usual_length(plain) >= _LONG_LINE:
        return Layout()
    wrap, letters = _edges(plain)
    if wrap:
        spaced = sum(line.spaced for line in lines) * 10 > len(lines)
        return Layout(wrap, letters, spaced)
    bare = [len(line.text) for line in plain if line.ending == "bare" and not line.numbering]
    # A few headings and a signature are most lines of a short text, and little of it.
    share = sum(bare) * 3 > sum(len(line.text) for line in plain)
    return Layout(listed=len(bare) * 2 > len(plain) >= 4 and share)


def _usual_length(lines: Sequence[Line]) -> int:
    """The length that half of the text's characters are in lines at least as long as."""
    lengths = sorted((len(line.text) for line in lines), reverse=True)
    half, seen = sum(lengths) / 2, 0
    for length in lengths:
        seen += length
        if seen >= half:
            return length
    return 0


def _edges(lines: Sequence[Line]) -> tuple[int, int]:
    """Where lines are broken, in columns and characters; 0, 0 where they are not.

    Most unfinished lines of a wrapped text are nearly as wide as the widest, by either measure.
    """
    unfinished = [line.text for line in lines if line.ending != "closed"]
    if len(unfinished) < 3:
        return 0, 0
    columns, letters = _edge(list(map(width, unfinished))), _edge(list(map(len, unfinished)))
    wider = sum(width(line.text) > columns * 1.15 for line in lines)
    if columns < _LEAST_WRAP or wider * 10 > len(lines):
        return 0, 0
    near = sum(
        columns * 0.85 <= width(text) <= columns * 1.1 or letters * 0.9 <= len(text) <= letters * 1.1
        for text in unfinished
    )
    return (columns, letters) if near * 2 >= len(unfinished) else (0, 0)


def _edge(sizes: list[int]) -> int:
    """Nearly the largest: a few lines may hang over."""
    return sorted(sizes)[int(len(sizes) * 0.9)]
