"""Printed lines to paragraphs: which line goes on with the one before it, told by where both stand.

A line is full when what begins the next one would not have fitted on it. A paragraph begins with an
indent, below a gap, or after a line that is not full.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indexer.documents.binary.pages import HYPHEN, PrintedLine, without_marks
from indexer.documents.numbering import find_numbering
from indexer.documents.text import join_lines

__all__ = ["paragraphs"]

_INDENT = 1.2
"""Widths of a Chinese character: so far from the left edge of its column, a line is indented."""

_GAP = 1.5
"""Times the usual distance of two lines: a wider one parts paragraphs."""

_ENOUGH = 5
"""Lines of a page that tell where the text's right edge is."""

_SMALL = 0.92
_NOTE = re.compile(r"(?:[\[［(（〔]?\d{1,2}[\]］)）〕]?|[①-⑳]|注\s?\d?|\*)")
_BULLET = re.compile(r"[•●○■◆▪·–*-]\s")
_CLOSED = frozenset("。！？：；!?:;")
_DIVIDED = re.compile(r"[A-Za-z]-$")


@dataclass(frozen=True, slots=True)
class _Measure:
    """What the lines of the whole text have in common, in points."""

    size: float
    pitch: float
    right: float


def paragraphs(pages: Sequence[Sequence[PrintedLine]]) -> Iterator[str]:
    """The paragraphs of a text; one that begins with an indent begins with two ideographic blanks.

    The notes at the foot of a page come after the paragraph that they interrupt.
    """
    measure = _measure(pages)
    open_: list[PrintedLine] = []
    indented = False
    waiting: list[str] = []
    for page in pages:
        body, notes = _notes(page, measure)
        marks = frozenset(
            found[0].strip("[]［］()（）〔〕") for line in notes if (found := _NOTE.match(line.text))
        )
        for line in body:
            left, right = _edges(line, body, measure)
            if open_ and not _goes_on(open_, line, left, right, measure):
                yield _text(open_, indented=indented)
                yield from waiting
                waiting.clear()
                open_ = []
            if not open_:
                indented = line.left - left >= _INDENT * _em(line, measure)
            open_.append(without_marks(line, marks))
        waiting += _joined_notes(notes)
    if open_:
        yield _text(open_, indented=indented)
    yield from waiting


def _measure(pages: Sequence[Sequence[PrintedLine]]) -> _Measure:
    lines = [line for page in pages for line in page]
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text) if line.size else 0
    pitches = [
        before.bottom - line.bottom
        for page in pages
        for before, line in pairwise(page)
        if 0 < before.bottom - line.bottom < 4 * line.height
    ]
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    heights = [line.height for line in lines]
    return _Measure(
        size=size or median(heights or [1.0]),
        pitch=median(pitches or heights or [1.0]),
        right=max((line.right for line in lines), default=0.0),
    )


def _notes(
    page: Sequence[PrintedLine], measure: _Measure
) -> tuple[Sequence[PrintedLine], Sequence[PrintedLine]]:
    """The text of a page, and the notes below it: the smaller lines at its foot that a mark begins."""
    start = len(page)
    for index in range(len(page) - 1, -1, -1):
        line = page[index]
        if not 0 < line.size < measure.size * _SMALL:
            break
        if _NOTE.match(line.text):
            start = index
    return (page[:start], page[start:]) if start else (page, ())


def _joined_notes(notes: Sequence[PrintedLine]) -> Iterator[str]:
    open_: list[PrintedLine] = []
    for line in notes:
        if open_ and _NOTE.match(line.text):
            yield _text(open_, indented=False)
            open_ = []
        open_.append(line)
    if open_:
        yield _text(open_, indented=False)


def _edges(line: PrintedLine, page: Sequence[PrintedLine], measure: _Measure) -> tuple[float, float]:
    """The left and right edge of the column that a line stands in."""
    around = [other for other in page if other.left < line.right and line.left < other.right]
    alike = [other for other in around if _is_as_large(other, line)]
    column = alike if len(alike) >= _ENOUGH else around
    right = max(other.right for other in column)
    alone = not any(other.right <= line.left or line.right <= other.left for other in page)
    return min(other.left for other in column), (
        max(right, measure.right) if alone and len(column) < _ENOUGH else right
    )


def _goes_on(
    paragraph: Sequence[PrintedLine], line: PrintedLine, left: float, right: float, measure: _Measure
) -> bool:
    """Whether a line goes on with a paragraph; ``left`` and ``right`` are the edges of the line's column."""
    before = paragraph[-1]
    if not _is_as_large(before, line):
        return False
    down = before.bottom - line.bottom
    if down > measure.pitch * _GAP * max(1.0, line.size / measure.size):  # larger lines are further apart
        return False
    edge = right if down >= 0 else max(right, before.right)  # another column or page, as wide as this one
    if before.right + line.head * 0.9 < edge:
        return False
    marked = find_numbering(line.text) or _BULLET.match(line.text)
    if marked and before.text[-1:] in _CLOSED:
        return False
    if line.left - left < _INDENT * _em(line, measure):
        return True
    return _hangs(paragraph, line, measure) and not marked


def _is_as_large(line: PrintedLine, other: PrintedLine) -> bool:
    """Whether two lines are set in characters of one size; of Latin lines the height tells."""
    size, others = (line.size, other.size) if line.size and other.size else (line.height, other.height)
    return 0.87 < (size or 1) / (others or 1) < 1.15


def _hangs(paragraph: Sequence[PrintedLine], line: PrintedLine, measure: _Measure) -> bool:
    """Whether a line is indented as the text of a numbered item is, below its number."""
    first = paragraph[0]
    if len(paragraph) > 1:
        return abs(paragraph[-1].left - line.left) < measure.size * 0.3
    numbered = find_numbering(first.text) or _BULLET.match(first.text)
    return bool(numbered) and line.left > first.left and first.text[-1:] not in _CLOSED


def _em(line: PrintedLine, measure: _Measure) -> float:
    return line.size or measure.size


def _text(lines: Sequence[PrintedLine], *, indented: bool) -> str:
    pieces: list[str] = []
    for line in lines:
        if pieces and (
            pieces[-1].endswith(HYPHEN) or (_DIVIDED.search(pieces[-1]) and line.text[:1].islower())
        ):
            pieces[-1] = pieces[-1][:-1] + line.text
        else:
            pieces.append(line.text)
    text = join_lines(pieces).replace(HYPHEN, "-")
    return f"\u3000\u3000{text}" if indented else text
