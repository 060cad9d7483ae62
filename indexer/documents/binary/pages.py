"""A page of a PDF to its lines: characters that stand beside each other, and where."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw

__all__ = ["HYPHEN", "PrintedLine", "is_han", "read_page"]

HYPHEN = "\x02"
"""What PDFium gives for a hyphen that only divides a word at the end of a line."""

_CLOSING = frozenset("，。、；：？！”’）》】」』…,.;:?!)")
_NARROW_GAP = 0.6
"""Of a character's width: programs set 字 and A a little apart by themselves; a wider gap is a blank."""

_LEAST_GAP = 0.2
"""The same between other characters, which stand close together unless a blank was typed."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line and its box, in points, from the page's lower left corner.

    ``size`` is the usual width of a Chinese character in it, 0 where there are hardly any. ``head`` is
    the width of what must go to the next line as one: a word, or a character and its punctuation.
    ``raised`` are the (start, end) of small raised numbers: they refer to notes.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    head: float
    raised: tuple[tuple[int, int], ...] = ()

    @property
    def height(self) -> float:
        """The height of the line's box."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    left: float
    bottom: float
    right: float
    top: float
    generated: bool


def is_han(char: str) -> bool:
    """Whether a character is as wide as it is high."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"


def read_page(page: pypdfium2.PdfPage) -> list[PrintedLine]:
    """The lines of a page from top to bottom; as the file has them where some stand side by side."""
    lines: list[PrintedLine] = []
    chars: list[_Char] = []
    for char in _chars(page):
        if char.text not in "\r\n":
            chars.append(char)
        if char.text in "\r\n" + HYPHEN:
            lines += _line(chars)
            chars = []
    lines += _line(chars)
    if any(_beside(line, other) for line, other in _neighbours(lines)):
        return lines
    return sorted(lines, key=lambda line: -line.bottom)


def _chars(page: pypdfium2.PdfPage) -> Iterator[_Char]:
    text = page.get_textpage()
    turned, (width, height) = page.get_rotation(), page.get_size()
    box = raw.FS_RECTF()
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        raw.FPDFText_GetLooseCharBox(text, place, ctypes.byref(box))
        left, bottom, right, top = _upright((box.left, box.bottom, box.right, box.top), turned, width, height)
        char = chr(code) if 0 < code < 0x110000 and code not in (0xFFFE, 0xFFFF) else "\ufffd"
        yield _Char(char, left, bottom, right, top, raw.FPDFText_IsGenerated(text, place) == 1)


def _upright(
    box: tuple[float, float, float, float], turned: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """A box of a page that is shown turned by so many degrees; width and height are as shown."""
    left, bottom, right, top = box
    if turned == 90:
        return bottom, height - right, top, height - left
    if turned == 180:
        return width - right, height - top, width - left, height - bottom
    if turned == 270:
        return width - top, left, width - bottom, right
    return box


def _line(chars: Sequence[_Char]) -> list[PrintedLine]:
    """The line of these characters, or none where nothing is seen of it."""
    seen = [char for char in chars if char.text.strip()]
    if not seen:
        return []
    widths = [char.right - char.left for char in seen if is_han(char.text) and char.text not in _CLOSING]
    height = median(char.top - char.bottom for char in seen)
    base = median(char.bottom for char in seen)
    text, raised = "", list[tuple[int, int]]()
    for before, char, after in zip([None, *chars], chars, [*chars[1:], None], strict=False):
        if char.generated and char.text == " " and not _is_gap(before, after):
            continue
        if (
            char.text.isdigit()
            and char.top - char.bottom < height * 0.8
            and char.bottom > base + height * 0.1
        ):
            raised.append((len(text), len(text) + 1))
        text += char.text
    shift = len(text) - len(text.lstrip())
    line = PrintedLine(
        text=_whole(text.strip()),
        left=seen[0].left,
        bottom=base,
        right=max(char.right for char in seen),
        top=base + height,
        size=median(widths) if len(widths) >= 2 else 0.0,
        head=_head(seen, chars),
        raised=tuple((start - shift, end - shift) for start, end in raised),
    )
    return [line] if line.text else []


def _is_gap(before: _Char | None, after: _Char | None) -> bool:
    """Whether a blank that PDFium saw between two characters is one for a reader."""
    if before is None or after is None or not (is_han(before.text) or is_han(after.text)):
        return True
    em = max(char.right - char.left for char in (before, after) if is_han(char.text))
    mixed = is_han(before.text) != is_han(after.text) and before.text.isalnum() and after.text.isalnum()
    return after.left - before.right >= em * (_NARROW_GAP if mixed else _LEAST_GAP)


def _head(seen: Sequence[_Char], chars: Sequence[_Char]) -> float:
    """The width of a line's first word, or of its first character with the punctuation that clings to it."""
    last = seen[0]
    if is_han(last.text):
        for char in seen[1:]:
            if char.text not in _CLOSING:
                break
            last = char
    else:
        for char in chars[chars.index(last) :]:
            if not char.text.strip() or is_han(char.text):
                break
            last = char
    return last.right - seen[0].left


def _whole(text: str) -> str:
    """Characters beyond the first plane may come in halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _neighbours(lines: Sequence[PrintedLine]) -> Iterator[tuple[PrintedLine, PrintedLine]]:
    """Lines that follow one another from top to bottom."""
    return pairwise(sorted(lines, key=lambda line: (-line.bottom, line.left)))


def _beside(line: PrintedLine, other: PrintedLine) -> bool:
    """Whether two lines stand at one height, side by side."""
    shared = min(line.top, other.top) - max(line.bottom, other.bottom)
    apart = line.right <= other.left or other.right <= line.left
    return apart and shared > 0.5 * min(line.height, other.height)


def without_marks(line: PrintedLine, marks: frozenset[str]) -> PrintedLine:
    """The line without raised numbers that are the marks of notes."""
    text = line.text
    for start, end in reversed(line.raised):
        if text[start:end] in marks:
            text = text[:start] + text[end:]
    return replace(line, text=text, raised=())
