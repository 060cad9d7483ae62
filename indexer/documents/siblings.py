"""Numbered lines: what shape each has, and which of those that belong together are headings.

One line tells little: "2、企业业务" may be a heading or an item of a list. Its siblings, the lines of the
same numbering under the same heading, and what stands below each of them, tell more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from indexer.documents.layout import Layout
from indexer.documents.lines import Line
from indexer.documents.numbering import LISTED_FROM, Numbering

__all__ = ["Shape", "lead_length", "settle", "shape_of"]

Shape = Literal["", "phrase", "sentence", "lead"]
"""phrase: a few words that are no sentence; sentence: one sentence, short enough for a heading; lead: a
paragraph that begins with a heading, "一、加强领导。各级…"; empty: any other line."""

_LONGEST_PHRASE = ((35, 60), (40, 45), (1000, 32))
"""Up to which rank of numbering a heading may have how many characters."""
_LONGEST_SENTENCE = ((35, 80), (1000, 50))
"""The same for one that is a sentence."""
_LONGEST_QUESTION = 30
_LONGEST_LEAD = 30
_LONGEST_SURE_LEAD = 60
"""Where half of the siblings are headings on lines of their own."""
_LONGEST_ITEM_LEAD = 20
_LEAST_REST = 15
"""Characters below the heading that a paragraph begins with."""
_LEAST_ITEM_REST = 30
_LEAST_PARAGRAPH = 25
_CLAUSE = re.compile(r"[，,；;]")
_SENTENCE_END = re.compile(r"[。！？!?；;]")
_LEADS = (
    re.compile(r"[^。！？!?；;，,：:、]{2,12}[：:]"),
    re.compile(r"[^。！？!?；;：:\s]{2,30}(?:[ \t]{2,}|\u3000+|[ ](?=[^ ]*$))"),
    re.compile(r"[^。！？!?；;]{2,60}[。！？!?]+[”’」』）)]*"),
)
"""How a heading ends that has text on its line: a colon after a few words, a gap, a full stop."""
_COUNTED = "[元吨件人亩斤户场次个项名家度%％]"
_AMOUNT = re.compile(rf"\d\s*[万亿千百]?{_COUNTED}|[一二三四五六七八九十百千万亿两]{{2,}}{_COUNTED}")
"""A first sentence with amounts tells results; it is no heading."""


def shape_of(line: Line, layout: Layout) -> Shape:
    """The shape of a numbered line."""
    numbering, words = line.numbering, line.words
    if not numbering or not words:
        return ""
    rank = numbering.rank
    if layout.fills(line) and line.ending != "closed":
        return "lead" if rank < LISTED_FROM and lead_length(line) else ""
    if words[-1] in "。！!？?；;":
        if _is_short_sentence(words, rank):
            return "sentence"
    elif words[-1] not in "，,、" and not _SENTENCE_END.search(words[:-1]):
        clauses = len(_CLAUSE.findall(words))
        if len(words) <= _limit(_LONGEST_PHRASE, rank) and (clauses <= 2 or len(words) <= 24):
            return "phrase"
    return "lead" if (rank < LISTED_FROM or numbering.style == "arabic") and lead_length(line) else ""


def _is_short_sentence(words: str, rank: int) -> bool:
    if words[-1] in "；;" or _SENTENCE_END.search(words[:-1]):
        return False
    return len(words) <= (_LONGEST_QUESTION if words[-1] in "？?" else _limit(_LONGEST_SENTENCE, rank))


def _limit(table: tuple[tuple[int, int], ...], rank: int) -> int:
    return next(longest for highest, longest in table if rank <= highest)


def lead_length(line: Line) -> int:
    """How many characters of a line's words are a heading before its own text; 0 where none are."""
    words = line.words
    for pattern in _LEADS:
        if (found := pattern.match(words)) and len(words) - found.end() >= _LEAST_REST:
            return 0 if _AMOUNT.search(found.group()) else found.end()
    return 0


# ---- siblings ----


def settle(lines: Sequence[Line], shapes: Mapping[int, Shape], found: list[int]) -> None:
    """Decide about numbered lines by their siblings.

    ``found`` says how many characters of each line are a heading. Phrases, and sentences of the outer
    styles with something below, come in as headings; here lists are taken out, and sentences and leads
    that go with their siblings come in.
    """
    _drop_rows(lines, shapes, found)
    marked = sorted({*shapes, *(index for index, extent in enumerate(found) if extent)})
    outermost = all(
        not found[index] or (lines[index].level is None and _rank(lines[index]) >= LISTED_FROM)
        for index in marked
    )
    for group in list(_groups(lines, marked, shapes, found)):
        if _rank(lines[group[0]]) >= LISTED_FROM:
            _settle_items(lines, shapes, found, group)
            longest = _LONGEST_ITEM_LEAD if outermost else 0
        else:
            whole = sum(found[index] > 0 for index in group)
            longest = _LONGEST_SURE_LEAD if whole * 2 >= len(group) else _LONGEST_LEAD
        if longest and len(group) > 1:
            _add_leads(lines, shapes, found, group, longest)


def _rank(line: Line) -> int:
    return line.numbering.rank if line.numbering else 0


def _drop_rows(lines: Sequence[Line], shapes: Mapping[int, Shape], found: list[int]) -> None:
    """Numbered lines that follow one another at once are a list, not headings without text.

    The outer styles may name a section and leave it empty, so there it takes three of them. The inner
    styles number lists as often as headings: a single one with nothing below it is an item too.
    """
    end = 0
    for index in shapes:
        numbering = lines[index].numbering
        if index < end or not found[index] or not numbering:
            continue
        end = index + 1
        while end in shapes and found[end] and _same_style(lines[end], numbering):
            end += 1
        inner = numbering.rank >= LISTED_FROM
        is_list = end - index >= (2 if inner else 3) or (
            shapes[index] == "sentence" and _follows_sentence(lines, shapes, index)
        )
        if is_list or (inner and not _has_text_below(lines, end - 1)):
            found[index:end] = [0] * (end - index)


def _follows_sentence(lines: Sequence[Line], shapes: Mapping[int, Shape], index: int) -> bool:
    """Whether a sibling stands right above a sentence and is one too: then both are items of a list."""
    numbering, above = lines[index].numbering, shapes.get(index - 1, "")
    return above == "sentence" and numbering is not None and _same_style(lines[index - 1], numbering)


def _same_style(line: Line, numbering: Numbering) -> bool:
    return line.level is None and line.numbering is not None and line.numbering.style == numbering.style


def _has_text_below(lines: Sequence[Line], index: int) -> bool:
    """Whether the line after a numbered one is neither a sibling nor further out, nor a date."""
    if index + 1 >= len(lines):
        return False
    numbering, below = lines[index].numbering, lines[index + 1]
    if below.level is not None or below.is_date:
        return False
    return not (below.numbering and numbering and below.numbering.rank <= numbering.rank)


def _has_paragraph_below(lines: Sequence[Line], index: int) -> bool:
    """Whether running text follows at once, not a caption or another number."""
    if not _has_text_below(lines, index):
        return False
    below = lines[index + 1]
    return below.numbering is None and (below.ending == "closed" or len(below.text) >= _LEAST_PARAGRAPH)


def _groups(
    lines: Sequence[Line], marked: Sequence[int], shapes: Mapping[int, Shape], found: Sequence[int]
) -> Iterator[list[int]]:
    """The places of siblings, each group as it ends; ``marked`` are the numbered lines and the headings.

    A number of an outer style ends the groups of the inner ones, and so does a heading without number;
    a number that does not rise begins a group of its own.
    """
    groups: dict[str, list[int]] = {}
    for index in marked:
        numbering = lines[index].numbering if index in shapes else None
        if numbering is None:
            if found[index]:
                yield from _ended(groups, lines, LISTED_FROM - 1)
            continue
        yield from _ended(groups, lines, numbering.rank)
        group = groups.setdefault(numbering.style, [])
        last = lines[group[-1]].numbering if group else None
        if last and last.value >= numbering.value:
            yield group.copy()
            group.clear()
        group.append(index)
    yield from groups.values()


def _ended(groups: dict[str, list[int]], lines: Sequence[Line], rank: int) -> Iterator[list[int]]:
    for style in [style for style, group in groups.items() if _rank(lines[group[0]]) > rank]:
        yield groups.pop(style)


def _settle_items(
    lines: Sequence[Line], shapes: Mapping[int, Shape], found: list[int], group: Sequence[int]
) -> None:
    """Of the inner styles, most siblings must look like headings; then sentences over a text do too."""
    sentences = [
        index for index in group if shapes[index] == "sentence" and _has_paragraph_below(lines, index)
    ]
    phrases = sum(found[index] > 0 for index in group)
    if sentences and (phrases + len(sentences)) * 2 > len(group) > 1:
        for index in sentences:
            found[index] = len(lines[index].text)
    elif phrases * 2 < len(group):
        for index in group:
            found[index] = 0


def _add_leads(
    lines: Sequence[Line],
    shapes: Mapping[int, Shape],
    found: list[int],
    group: Sequence[int],
    longest: int,
) -> None:
    """Paragraphs that begin with a heading, where most siblings are or have one."""
    least = _LEAST_ITEM_REST if longest == _LONGEST_ITEM_LEAD else _LEAST_REST
    leads = {}
    for index in group:
        if shapes[index] in ("lead", "sentence") and not found[index]:
            length, line = lead_length(lines[index]), lines[index]
            if 0 < length <= longest and len(line.words) - length >= least:
                leads[index] = line.mark + length
    whole = sum(found[index] > 0 for index in group)
    if (whole + len(leads)) * 2 > len(group):
        for index, extent in leads.items():
            found[index] = extent
