"""Blocks to a Collection: title, introduction, parts, sections.

Every line goes to exactly one place and none is changed but for the white space around it, so all
pieces together are the text again (Collection.source_text). The rules are in titles, parts, headings
and joining; here they are put in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.documents.headings import find_headings
from indexer.documents.joining import join_paragraphs
from indexer.documents.layout import Layout, layout_of
from indexer.documents.lines import Line, lines_of
from indexer.documents.parts import find_parts
from indexer.documents.titles import find_title
from indexer.model import Block, Collection, Heading, Metadata, Part, Section

__all__ = ["outline"]


def outline(
    blocks: Iterable[Block],
    *,
    key: str,
    source: str,
    title: str = "",
    fallback: str = "",
    metadata: Metadata | None = None,
) -> Collection:
    """The structure of a text.

    ``title`` comes from metadata or the format; without it the first line may be the title, and where
    that is none either, ``fallback`` (the file's name) is.
    """
    lines = lines_of(blocks)
    found, has_title_line = find_title(lines, title, fallback)
    body = lines[has_title_line:]
    starts = find_parts(body, found)
    if starts:
        preface = join_paragraphs(body[: starts[0].index], layout_of(body[: starts[0].index]))
        ends = [*(start.index for start in starts[1:]), len(body)]
        parts = tuple(
            Part(start.ordinal, body[start.index].text, _sections(body[start.index + 1 : end]))
            for start, end in zip(starts, ends, strict=True)
        )
    else:
        preface, parts = "", (Part(None, "", _sections(body)),)
    return Collection(
        key=key,
        source=source,
        title=found,
        title_line=lines[0].text if has_title_line else "",
        preface=preface,
        parts=parts,
        metadata=metadata or Metadata(),
    )


def _sections(lines: Sequence[Line]) -> tuple[Section, ...]:
    """The sections of a part: the text before the first heading, then one section a heading."""
    layout = layout_of(lines)
    flags = find_headings(lines, layout)
    places = [index for index, is_heading in enumerate(flags) if is_heading]
    sections = []
    opening = lines[: places[0]] if places else lines
    if opening:
        sections.append(Section((), join_paragraphs(opening, layout)))
    path: tuple[_Open, ...] = ()
    for place, end in pairwise([*places, len(lines)]):
        path = _nest(path, lines[place])
        sections.append(_section(path, lines[place + 1 : end], layout))
    return tuple(sections)


def _section(path: tuple[_Open, ...], lines: Sequence[Line], layout: Layout) -> Section:
    return Section(tuple(entry.heading for entry in path), join_paragraphs(lines, layout))


# ---- nesting ----


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading whose section is still open: the level of its format, or its style of numbering."""

    heading: Heading
    level: int | None
    style: str
    rank: int | None


def _nest(path: tuple[_Open, ...], line: Line) -> tuple[_Open, ...]:
    """The headings above and including a new one, outermost first."""
    style = line.numbering.style if line.numbering else ""
    rank = line.numbering.rank if line.numbering else None
    kept = path[: _depth(path, line.level, style, rank)]
    heading = Heading(line.text[: line.mark], line.words, len(kept) + 1)
    return (*kept, _Open(heading, line.level, style, rank))


def _depth(path: tuple[_Open, ...], level: int | None, style: str, rank: int | None) -> int:
    """How many of the open headings stay open above a new one.

    A level given by the format closes all but the outer levels. A style that is open closes down to
    itself; a new style goes below what is open, unless its usual place is further out.
    """
    for depth, entry in enumerate(path):
        if level is not None:
            if entry.level is None or entry.level >= level:
                return depth
        elif entry.level is None and (
            entry.style == style or (rank is not None and entry.rank is not None and entry.rank > rank)
        ):
            return depth
    return len(path)
