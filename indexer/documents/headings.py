"""Which lines of a part are headings: small rules, each with its evidence, and what they decide together.

A heading stands after a finished paragraph and has something below it. A numbered line is a heading when
it is short and no sentence; "1、员工对制度的适应过程缓慢。表现在…" is a paragraph. Several numbered lines
with nothing between them are a list. A line that is repeated (a running head, a caption) heads nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from indexer.documents.layout import Layout
from indexer.documents.lines import Line
from indexer.documents.numbering import LISTED_FROM

__all__ = ["find_headings"]

_LONGEST_OF_FORMAT = 120
_LONGEST_PLAIN = 22
_LONGEST_NUMBERED = ((30, 60), (40, 45), (1000, 32))
"""Up to which rank of numbering a heading may have how many characters."""
_LONGEST_SENTENCE = ((30, 80), (40, 50))
"""The same for one that is a sentence; the inner styles number sentences that are items of a list."""
_LEAST_TEXT = 25
_CLAUSE = re.compile(r"[，,；;]")
_SENTENCE_END = re.compile(r"[。！？!?；;]")
_NOT_PLAIN = re.compile(r"[。！？!?；;：:、…|/\\=<>@＞＜]|[，,].*[，,]|https?|www|\.\.")
_BRACKETED = re.compile(r"[（(【\[《].*[）)】\]》]$")
_RUNNING = re.compile(
    r"(?:首先|其次|再次|最后|最後|另外|此外|总之|總之|同时|同時|第[一二三四五六七八九十]|一方面|另一方面)[，,]"
    r"|[一二三四五六七八九十]是|\d+[.．]\d"
)
"""What opens a running paragraph, or goes on with one: "首先，", "一是", an amount."""
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")


def find_headings(lines: Sequence[Line], layout: Layout) -> list[bool]:
    """For each line of a part, whether it is a heading."""
    repeated = {text for text, count in Counter(line.text for line in lines).items() if count > 1}
    styles: set[str] = set()
    found: list[bool] = []
    for line, before, after in zip(lines, [None, *lines], [*lines[1:], None], strict=False):
        if line.numbering:
            styles.add(line.numbering.style)
        plain = not layout.listed and line.text not in repeated and not _resumes(after, styles)
        ready = is_finished(before) or found[-1] or (before is not None and before.text in repeated)
        found.append(
            is_heading_of_format(line)
            or is_numbered_heading(line, after, layout)
            or (plain and ready and is_plain_heading(line, after))
        )
    _drop_lists(lines, found)
    _drop_odd_items(lines, found)
    return found


def is_heading_of_format(line: Line) -> bool:
    """HTML and Markdown say what is a heading; a whole paragraph marked so for its looks is none."""
    return line.level is not None and len(line.text) <= _LONGEST_OF_FORMAT


def is_numbered_heading(line: Line, after: Line | None, layout: Layout) -> bool:
    """A short numbered line that is no sentence, or a numbered sentence that heads a paragraph."""
    if not line.numbering or not line.words or line.level is not None:
        return False
    words, rank = line.words, line.numbering.rank
    if layout.fills(line) and line.ending != "closed":
        return False
    if words[-1] in "。！!？?；;":
        return _is_heading_sentence(words, rank, after)
    if words[-1] in "，,、" or _SENTENCE_END.search(words[:-1]):
        return False
    clauses = len(_CLAUSE.findall(words))
    return len(words) <= _limit(_LONGEST_NUMBERED, rank) and (clauses <= 2 or len(words) <= 24)


def _is_heading_sentence(words: str, rank: int, after: Line | None) -> bool:
    """ "一、政策逐步调整合理。" heads the paragraph below it; among other numbered lines it is an item."""
    if after is None or after.numbering or after.level is not None:
        return False
    if words[-1] in "？?":
        return len(words) <= 30 and not _SENTENCE_END.search(words[:-1])
    single = words[-1] in "。！!" and not _SENTENCE_END.search(words[:-1])
    return single and len(words) <= _limit(_LONGEST_SENTENCE, rank)


def _limit(table: tuple[tuple[int, int], ...], rank: int) -> int:
    return next((longest for highest, longest in table if rank <= highest), 0)


def is_finished(before: Line | None) -> bool:
    """Whether a heading can follow: what stands before it is complete, or nothing stands there."""
    return before is None or before.stands_alone or before.ending == "closed"


def is_plain_heading(line: Line, after: Line | None) -> bool:
    """A short line without numbering or punctuation before a paragraph."""
    if line.numbering or line.stands_alone or line.is_item:
        return False
    return reads_as_title(line.text) and after is not None and reads_as_text(after)


def reads_as_title(text: str) -> bool:
    """Whether a line has the form of an unnumbered heading: a few words, no sentence, no remark."""
    return (
        2 <= len(text) <= _LONGEST_PLAIN
        and bool(_WORD.search(text))
        and not _NOT_PLAIN.search(text)
        and not _BRACKETED.match(text)
        and not _RUNNING.match(text)
    )


def reads_as_text(line: Line) -> bool:
    """Whether a line could stand below a heading: a sentence, a long line, a numbered one."""
    if line.is_date or line.is_aside:
        return False
    return line.numbering is not None or len(line.text) > _LEAST_TEXT or line.text[-1] in "。！？!?；;：:"


def _resumes(after: Line | None, styles: set[str]) -> bool:
    """Whether the next line goes on with an outer numbering: then a short line above it heads nothing."""
    numbering = after.numbering if after else None
    return numbering is not None and numbering.rank < LISTED_FROM and numbering.style in styles


def _drop_lists(lines: Sequence[Line], found: list[bool]) -> None:
    """Numbered lines that follow one another at once are a list, not headings without text.

    The outer styles may name a section and leave it empty, so there it takes three of them. The inner
    styles number lists as often as headings: a single one with nothing below it is an item too.
    """
    index = 0
    while index < len(lines):
        end = index + 1
        numbering = lines[index].numbering
        if numbering and found[index] and lines[index].level is None:
            while end < len(lines) and found[end] and _same_style(lines[end], lines[index]):
                end += 1
            inner = numbering.rank >= LISTED_FROM
            is_list = end - index >= (2 if inner else 3)
            if is_list or (inner and not _has_text_below(lines, end - 1)):
                found[index:end] = [False] * (end - index)
        index = end


def _drop_odd_items(lines: Sequence[Line], found: list[bool]) -> None:
    """Where most items of an inner numbering are paragraphs, a short one among them is no heading."""
    items: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        numbering = line.numbering if line.level is None else None
        if numbering and numbering.rank >= LISTED_FROM:
            items.setdefault(numbering.style, []).append(index)
        elif found[index]:
            _keep_majority(items, found)
            items.clear()
    _keep_majority(items, found)


def _keep_majority(items: dict[str, list[int]], found: list[bool]) -> None:
    for places in items.values():
        if sum(found[place] for place in places) * 2 < len(places):
            for place in places:
                found[place] = False


def _same_style(line: Line, other: Line) -> bool:
    return (
        line.level is None
        and line.numbering is not None
        and other.numbering is not None
        and line.numbering.style == other.numbering.style
    )


def _has_text_below(lines: Sequence[Line], index: int) -> bool:
    """Whether the line after a numbered one is neither a sibling nor further out."""
    if index + 1 >= len(lines):
        return False
    numbering, below = lines[index].numbering, lines[index + 1]
    return below.level is None and not (
        below.numbering and numbering and below.numbering.rank <= numbering.rank
    )
