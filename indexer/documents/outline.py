"""Blocks to a Collection: title, introduction, parts, sections.

What is the page's and not the text's goes first (clutter). Then every line goes to exactly one place and
none is changed but for the white space around it, so all pieces together are the text again
(Collection.source_text). The rules are in titles, parts, headings and joining; here they are put in order.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from indexer.documents.clutter import tidy
from indexer.documents.headings import BOXED, find_headings
from indexer.documents.joining import join_paragraphs
from indexer.documents.layout import Layout, layout_of
from indexer.documents.lines import Line, lines_of, rest_of
from indexer.documents.parts import PartStart, find_parts, site_words_start
from indexer.documents.titles import find_title, is_title_again
from indexer.model import Block, Collection, Heading, Metadata, Part, Section

__all__ = ["outline"]

_TOP = 3
"""Among so many lines a title that comes again is no heading."""
_RUNNING_TITLES = 3
_BOXED_RANK = 5
"""A heading in brackets is outside any numbering."""
_DATE_RANK = 45
"""The entries of a log may be numbered inside, as lists are."""


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
    with _no_cycles():
        return _outline(tuple(blocks), key, source, title, fallback, metadata or Metadata())


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Puts off the search for cycles of objects: outlining makes none, and many objects to search.

    On a text of 20 MB the search takes a fifth of the time, and more the longer a text is.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _outline(
    blocks: Sequence[Block], key: str, source: str, title: str, fallback: str, metadata: Metadata
) -> Collection:
    tidied = tidy(blocks)
    lines = lines_of(tidied.blocks)
    found, has_title_line = find_title(lines, title, fallback)
    body, again = _without_title(lines[has_title_line:], lines[0].text if has_title_line else "")
    starts = find_parts(body, found)
    if starts:
        preface = join_paragraphs(body[: starts[0].index], layout_of(body[: starts[0].index]))
        ends = [*(start.index for start in starts[1:]), len(body)]
        pieces = [body[start.index : end] for start, end in zip(starts, ends, strict=True)]
        parts = tuple(_part(start, piece, again) for start, piece in zip(starts, pieces, strict=True))
    else:
        preface, parts = "", (Part(None, "", _sections(body, found)),)
    return Collection(
        key=key,
        source=source,
        title=found,
        title_line=lines[0].text if has_title_line else "",
        preface=preface,
        parts=parts,
        metadata=metadata,
        furniture=(*tidied.furniture, *again),
    )


def _part(start: PartStart, lines: list[Line], again: list[str]) -> Part:
    """A part; where its title line is said twice, one goes to ``again``."""
    while start.lines == 1 < len(lines) and is_title_again(lines[1].text, lines[0].text):
        again.append(lines.pop(1).text)
    title = " ".join(line.text for line in lines[: start.lines])
    return Part(start.ordinal, title, _sections(lines[start.lines :], title))


def _without_title(lines: list[Line], title: str) -> tuple[list[Line], list[str]]:
    """A text's lines without its title, which pages put above the text again, or on every page of it."""
    places = [index for index, line in enumerate(lines) if is_title_again(line.text, title)]
    if len(places) < _RUNNING_TITLES:
        places = [index for index in places if index < _TOP]
    taken = set(places)
    kept = [line for index, line in enumerate(lines) if index not in taken]
    return (kept, [lines[index].text for index in places]) if kept else (lines, [])


def _sections(lines: Sequence[Line], title: str) -> tuple[Section, ...]:
    """The sections of a part: the text before the first heading, then one section a heading.

    What the site says at the end belongs to no heading.
    """
    end = site_words_start(lines)
    if 0 < end < len(lines):
        closing = Section((), join_paragraphs(lines[end:], layout_of(lines[end:])))
        return (*_sections(lines[:end], title), closing)
    layout = layout_of(lines)
    extents = find_headings(lines, layout, title)
    places = [index for index, extent in enumerate(extents) if extent]
    sections = []
    opening = lines[: places[0]] if places else lines
    if opening:
        sections.append(Section((), join_paragraphs(opening, layout)))
    path: tuple[_Open, ...] = ()
    for place, end in pairwise([*places, len(lines)]):
        line, extent = lines[place], extents[place]
        path = _nest(path, line, extent)
        below = lines[place + 1 : end]
        if extent < len(line.text):
            below = [rest_of(line, extent), *below]
        sections.append(_section(path, below, layout))
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


def _nest(path: tuple[_Open, ...], line: Line, extent: int) -> tuple[_Open, ...]:
    """The headings above and including a new one, outermost first."""
    style, rank = _style_of(line)
    kept = path[: _depth(path, line.level, style, rank)]
    heading = Heading(line.text[: line.mark], line.text[line.mark : extent].rstrip(), len(kept) + 1)
    return (*kept, _Open(heading, line.level, style, rank))


def _style_of(line: Line) -> tuple[str, int | None]:
    """A heading's style of numbering and the style's rank; of those without number, only some have one."""
    if line.numbering:
        return line.numbering.style, line.numbering.rank
    if line.is_date:
        return "date", _DATE_RANK
    return ("boxed", _BOXED_RANK) if BOXED.match(line.text) else ("", None)


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
