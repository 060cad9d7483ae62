"""The passages of a collection -> its outline, as links: the parts, and the sections of one of them.

A collection is shown as its parts, a part as its sections. Passages of one part share ordinal and title;
a section cut into several passages repeats its heading path.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from indexer import Passage, SearchRequest
from webui.language import gettext as _
from webui.present import Link, part_label
from webui.text import excerpt
from webui.urls import document_url

__all__ = [
    "Listing",
    "Outline",
    "OutlineEntry",
    "OutlinePart",
    "find_passage",
    "new_headings",
    "parts_of",
    "present_outline",
    "section_entries",
]

_Entry = TypeVar("_Entry")

_LENGTH = 60
"""Parts, and sections of one part, that an outline names: a statute has hundreds, a screen has not."""

_DEPTH = 4
"""Headings further in are not set in any further."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section; ``depth`` counts from 1."""

    text: str
    url: str
    depth: int
    current: bool


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A part; ``label`` is its place in the collection."""

    label: str
    title: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Listing(Generic[_Entry]):
    """Entries around the current one. ``before`` and ``after`` lead to the nearest left out, if any."""

    entries: tuple[_Entry, ...]
    before: Link | None
    after: Link | None


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a collection, and the sections of the current part."""

    parts: Listing[OutlinePart]
    sections: Listing[OutlineEntry]


def parts_of(siblings: Sequence[Passage]) -> list[list[Passage]]:
    """The passages of a collection, part by part, in source order."""
    return [list(part) for _key, part in groupby(siblings, key=lambda sibling: (sibling.part, sibling.title))]


def find_passage(parts: Sequence[Sequence[Passage]], passage_id: str) -> tuple[int, int]:
    """The part a passage is in, and its place there."""
    return next(
        (i, j) for i, part in enumerate(parts) for j, member in enumerate(part) if member.id == passage_id
    )


def new_headings(part: Sequence[Passage]) -> Iterator[tuple[tuple[int, str], ...]]:
    """For each passage of a part the headings that begin with it, each with its depth, from 1."""
    above: tuple[str, ...] = ()
    for passage in part:
        shared = 0
        while shared < min(len(above), len(passage.heading)) and above[shared] == passage.heading[shared]:
            shared += 1
        yield tuple(enumerate(passage.heading, 1))[shared:]
        above = passage.heading


def present_outline(
    parts: Sequence[Sequence[Passage]], part_at: int, at: int, request: SearchRequest
) -> Outline:
    """The outline around passage ``at`` of part ``part_at``; its links keep the search ``request``."""
    part = parts[part_at]
    first, last = _window(len(parts), part_at)
    start, end = _window(len(part), at)
    names = [document_url(passage.id, request) for passage in part[start:end]]
    return Outline(
        parts=Listing(
            entries=tuple(_outline_part(parts[i][0], i == part_at, request) for i in range(first, last)),
            before=_parts_left_out(first, parts[first - 1][0], request),
            after=_parts_left_out(len(parts) - last, parts[last % len(parts)][0], request),
        ),
        sections=Listing(
            entries=section_entries(part, at, names, start),
            before=_sections_left_out(start, part[start - 1], request),
            after=_sections_left_out(len(part) - end, part[end % len(part)], request),
        ),
    )


def section_entries(
    part: Sequence[Passage], current: int, urls: Sequence[str], start: int = 0
) -> tuple[OutlineEntry, ...]:
    """The passages of ``part`` from ``start`` on, one for each of ``urls``."""
    return tuple(
        OutlineEntry(
            text=_name(part, i),
            url=url,
            depth=min(max(len(part[i].heading), 1), _DEPTH),
            current=i == current,
        )
        for i, url in enumerate(urls, start)
    )


def _outline_part(first: Passage, current: bool, request: SearchRequest) -> OutlinePart:
    label = part_label(first.part, first.section)
    return OutlinePart(label, first.title, document_url(first.id, request), current)


def _parts_left_out(count: int, nearest: Passage, request: SearchRequest) -> Link | None:
    return Link(_("还有 %(count)d 篇", count=count), document_url(nearest.id, request)) if count else None


def _sections_left_out(count: int, nearest: Passage, request: SearchRequest) -> Link | None:
    return Link(_("还有 %(count)d 段", count=count), document_url(nearest.id, request)) if count else None


def _window(length: int, current: int) -> tuple[int, int]:
    """Start and end of the at most ``_LENGTH`` entries around the current one."""
    start = max(0, min(current - _LENGTH // 2, length - _LENGTH))
    return start, min(length, start + _LENGTH)


def _name(part: Sequence[Passage], at: int) -> str:
    """What an outline calls a passage: its heading, else how it begins; later pieces are counted."""
    passage = part[at]
    if not passage.heading:
        return excerpt(passage.text, 16)
    pieces_before = 0
    while at > pieces_before and part[at - pieces_before - 1].heading == passage.heading:
        pieces_before += 1
    if pieces_before:
        return _("%(heading)s（续 %(number)d）", heading=passage.heading[-1], number=pieces_before)
    return passage.heading[-1]
