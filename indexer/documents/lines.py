"""A line of a source as the outline sees it: what it begins with, how it ends, what kind it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from indexer.documents.numbering import Numbering, find_numbering
from indexer.documents.text import HASHES
from indexer.model import Block

__all__ = ["Ending", "Line", "lines_of", "rest_of"]

Ending = Literal["closed", "open", "bare"]
"""How a line ends. closed: after a sentence, a colon or a closing mark; open: after a comma, within a
sentence for sure; bare: after a character or digit, which tells nothing by itself."""

_CLOSING = frozenset('。！？；：…!?;:.．”’」』）)】》〉］]>"')
_OPENING = frozenset("，、,—–-（(“‘「『《【")
_PAIRS = (("（", "）"), ("“", "”"), ("《", "》"))
_BULLETS = frozenset("-*+•·●■◆★※►▪Ø|>＞")
_ITEM = re.compile(r"[-*+•·●■◆★※►▪Ø|\uf000-\uf0ff][ \t\u3000]*\S|[>＞]")
_ASIDES = ("——", "--")
_LONGEST_DATE = 24
_NUMERAL = r"(?:\d{1,4}|[xX×*＊]{2,4}|\d{2}[xX×*＊]{2}|[〇○零一二三四五六七八九十]{1,4})"
_DATE = re.compile(
    rf"[（(]?(?:{_NUMERAL}[ ]?年(?:[ ]?{_NUMERAL}[ ]?月)?(?:[ ]?{_NUMERAL}[ ]?[日号])?"
    r"|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?"
    rf"|{_NUMERAL}[ ]?月(?:[ ]?{_NUMERAL}[ ]?[日号])?)[）)]?[：:]?"
    r"(?:[ ]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
    r"(?:[ \u3000]{0,2}[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?)?"
    r"(?:[ \u3000]{1,3}(?:晴|阴|多云|雨|小雨|中雨|大雨|雪))?[：:]?$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, without the white space around it.

    ``level`` is the heading level its format gives it, and ``hashes`` the length of the Markdown marks
    it begins with. ``indented`` lines begin with two ideographic blanks, as a paragraph does in print;
    ``spaced`` ones stand below a blank line. ``is_date``: a date and nothing else; ``is_aside``: a
    subtitle or a source, set off by a dash; ``is_item``: it begins with a bullet or the bar of a table.
    ``cut`` counts the characters of a heading that stood before the text on the same line.
    """

    text: str
    level: int | None
    hashes: int
    indented: bool
    spaced: bool
    numbering: Numbering | None
    ending: Ending
    is_date: bool
    is_aside: bool
    is_item: bool
    cut: int = 0

    @property
    def mark(self) -> int:
        """The length of all marks before the words: "## 一、"."""
        return self.hashes + (self.numbering.length if self.numbering else 0)

    @property
    def words(self) -> str:
        """The line after its marks."""
        return self.text[self.mark :]

    @property
    def title(self) -> str:
        """The line without Markdown marks: what it is called as a title."""
        return self.text[self.hashes :]

    @property
    def stands_alone(self) -> bool:
        """Whether the line is complete without a full stop: a date, a subtitle, a heading of its format."""
        return self.level is not None or self.is_date or self.is_aside


def lines_of(blocks: Iterable[Block]) -> list[Line]:
    """The lines that are not blank, in order; every visible character of the blocks is in one of them."""
    lines, spaced = [], True
    for block in blocks:
        text = block.text.strip()
        if text:
            lines.append(_line(block, text, spaced))
        spaced = not text
    return lines


def rest_of(line: Line, start: int) -> Line:
    """What of a line stands after its heading, as a line of its own."""
    rest = _line(Block(line.text[start:]), line.text[start:].strip(), False)
    return replace(rest, cut=start)


def _line(block: Block, text: str, spaced: bool) -> Line:
    hashes = HASHES.match(text) if text[0] == "#" else None
    start = hashes.end() if hashes else 0
    is_aside = text.startswith(_ASIDES)
    return Line(
        text=text,
        level=block.level,
        hashes=start,
        indented=block.text.startswith("\u3000\u3000"),
        spaced=spaced,
        numbering=find_numbering(text, start),
        ending=_ending(text),
        is_date=len(text) <= _LONGEST_DATE and bool(_DATE.match(text)),
        is_aside=is_aside,
        is_item=not is_aside and (text[0] in _BULLETS or text[0] >= "\uf000") and bool(_ITEM.match(text)),
    )


def _ending(text: str) -> Ending:
    if text[-1] in _CLOSING:
        return "closed"
    unclosed = any(text.count(left) > text.count(right) for left, right in _PAIRS)
    return "open" if unclosed or text[-1] in _OPENING else "bare"
