"""Which lines of a part are headings: small rules, each with its evidence, and what they decide together.

A heading stands after a finished paragraph and has something below it. A numbered line is a heading when
it is short and no sentence, or when its siblings say so (siblings). A paragraph may begin with its heading.
A line that is repeated (a running head, a caption) heads nothing, nor does an entry of a table of contents.
In a log of dated entries each date is a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from indexer.documents.breaks import SURE, break_score
from indexer.documents.contents import contents_of
from indexer.documents.layout import Layout
from indexer.documents.lines import Line
from indexer.documents.numbering import LISTED_FROM
from indexer.documents.siblings import Shape, settle, shape_of
from indexer.documents.titles import is_same_title

__all__ = ["BOXED", "find_headings"]

BOXED = re.compile(
    r"【[^【】]{2,24}】[：:]?$|[【\[]?(?:扩展|拓展|延伸|补充)阅读[】\]]?(?:[：:].{0,40}[^。！？])?$"
)
"""A heading outside any numbering: 【参考资料】, and what pages put after a text, 扩展阅读："""

_LONGEST_OF_FORMAT = 120
_LONGEST_PLAIN = 22
_LONGEST_CAPTION = 60
"""Characters: no heading without number is longer, nor any other line that is looked at by itself."""
_LEAST_TEXT = 25
_NOT_PLAIN = re.compile(
    r"[。！？!?；;：:、…|/\\=<>@＞＜]|[，,].*[，,]|https?|www|\.\.|[.．]$"
    r"|[〔【\[（(]\d{4}[〕】\]）)].*号$|^(?:本[报网刊台]|特约)?(?:记者|通讯员|实习生)"
)
_BRACKETED = re.compile(r"[（(【\[《].*[）)】\]》]$")
_RUNNING = re.compile(
    r"(?:首先|其次|再次|最后|最後|另外|此外|总之|總之|同时|同時|第[一二三四五六七八九十]|一方面|另一方面)[，,]"
    r"|[一二三四五六七八九十]是|\d+[.．]\d"
)
"""What opens a running paragraph, or goes on with one: "首先，", "一是", an amount."""
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")
_LONGEST_NAME = 4
_LEAST_ENTRIES = 3
_LONGEST_ROW = 3
"""Dates that are always further apart, by one number of lines, are a column of a table."""
_TOP = 3
"""Among so many lines at the beginning of a part its title may stand again."""


def find_headings(lines: Sequence[Line], layout: Layout, title: str = "") -> list[int]:
    """For each line of a part, how many of its characters are a heading: none, all, or those before its text.

    ``title`` is what the part is called; where it stands again, it heads nothing.
    """
    contents = contents_of(lines)
    repeated = _repeated(lines, contents)
    repeated |= {line.text for line in lines[:_TOP] if is_same_title(line.text, title)}
    styles: set[str] = set()
    shapes: dict[int, Shape] = {}
    found = [0] * len(lines)
    for index, line in enumerate(lines):
        if line.numbering:
            styles.add(line.numbering.style)
            if line.level is None and index not in contents:
                shapes[index] = shape_of(line, layout)
        elif line.level is None and len(line.text) > _LONGEST_CAPTION:
            continue  # running text: most lines of most texts
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        once = line.text not in repeated
        plain = once and not layout.listed and not _resumes(after, styles)
        ready = not before or found[index - 1] > 0 or index - 1 in contents or is_finished(before, repeated)
        if index not in contents and (
            is_heading_of_format(line)
            or is_numbered_heading(line, after, shapes.get(index, ""))
            or (plain and ready and is_plain_heading(line, before, after))
            or (once and after is not None and is_boxed(line))
        ):
            found[index] = len(line.text)
    _add_entries(lines, found)
    settle(lines, shapes, found)
    _drop_lone_pieces(lines, found)
    return found


def _repeated(lines: Sequence[Line], contents: Set[int]) -> set[str]:
    """The short lines that a part holds more than once: running heads, captions."""
    counts = Counter(
        line.text
        for index, line in enumerate(lines)
        if len(line.text) <= _LONGEST_CAPTION and index not in contents
    )
    return {text for text, count in counts.items() if count > 1}


def is_heading_of_format(line: Line) -> bool:
    """HTML and Markdown say what is a heading; a whole paragraph marked so for its looks is none."""
    return line.level is not None and len(line.text) <= _LONGEST_OF_FORMAT


def is_numbered_heading(line: Line, after: Line | None, shape: Shape) -> bool:
    """A short numbered line that is no sentence, or an outer one that is a sentence over its section."""
    if not line.numbering or shape not in ("phrase", "sentence"):
        return False
    if shape == "phrase":
        return True
    rank = line.numbering.rank
    if after is None or after.level is not None or after.is_date:
        return False
    if after.numbering:
        return rank < min(LISTED_FROM, after.numbering.rank)
    return rank < LISTED_FROM or line.words[-1] in "？?"


def is_finished(before: Line, repeated: Set[str]) -> bool:
    """Whether a heading can follow: what stands before it is complete, or a caption."""
    caption = before.text in repeated and before.ending != "open"
    return caption or before.stands_alone or before.ending == "closed"


def is_plain_heading(line: Line, before: Line | None, after: Line | None) -> bool:
    """A short line without numbering or punctuation before a paragraph that it is no piece of."""
    if line.numbering or line.stands_alone or line.is_item or after is None:
        return False
    if line.ending == "open" and not line.text.endswith("——"):
        return False
    if not reads_as_title(line.text) or not reads_as_text(after):
        return False
    if before and len(line.text) <= _LONGEST_NAME and before.text[0] == "《" and before.text[-1] == "》":
        return False  # the author, below the title of a text that is quoted
    return after.numbering is not None or break_score(line.text, after.text) < SURE


def is_boxed(line: Line) -> bool:
    """A line of one pair of heavy brackets, or over further reading; numbers in brackets are a numbering."""
    return line.numbering is None and bool(BOXED.match(line.text))


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


def _add_entries(lines: Sequence[Line], found: list[int]) -> None:
    """The dates of a log: several, in order, each over an entry."""
    dates = [index for index, line in enumerate(lines[:-1]) if line.is_date and not lines[index + 1].is_date]
    if len(dates) < _LEAST_ENTRIES:
        return
    numbers = [tuple(map(int, re.findall(r"\d+", lines[index].text))) for index in dates]
    rising = sum(one <= other for one, other in pairwise(numbers))
    steps = len(dates) - 1
    gaps = {other - one for one, other in pairwise(dates)}
    is_table = len(gaps) == 1 and max(gaps) > _LONGEST_ROW
    if all(numbers) and not is_table and (rising * 10 >= steps * 9 or rising * 10 <= steps):
        for index in dates:
            found[index] = len(lines[index].text)


def _drop_lone_pieces(lines: Sequence[Line], found: list[int]) -> None:
    """Where only one line of a part would be an unnumbered heading, less is enough to see a piece in it."""
    headings = ((index, lines[index]) for index, extent in enumerate(found) if extent)
    plain = [index for index, line in headings if not (line.numbering or line.is_date or line.level)]
    if len(plain) == 1 and not BOXED.match(lines[plain[0]].text):
        (index,) = plain
        below = lines[index + 1]
        if below.numbering is None and break_score(lines[index].text, below.text) >= SURE - 1:
            found[index] = 0
