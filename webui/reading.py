"""A passage among its siblings -> what the document page and the part page show.

A collection is shown as its parts, a part as its sections. Passages of one part share ordinal and title;
a section cut into several passages repeats its heading path.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from indexer import Hit, Index, Passage, SearchRequest, Span
from webui.filters import FACET_TITLES, Tag, tags_of
from webui.present import Link, part_label
from webui.text import Piece, excerpt, paragraphs, pieces
from webui.urls import document_url, part_url, search_url

__all__ = [
    "DocumentView",
    "LabelView",
    "OutlineEntry",
    "OutlinePart",
    "PartSection",
    "PartView",
    "SimilarView",
    "present_document",
    "present_part",
]

_OUTLINE_LENGTH = 60
"""Parts, and sections of one part, that an outline names: a statute has hundreds, a screen has not."""

_SIMILAR = 6
"""Passages that are named as similar to one."""

_CUES = 8
"""Cues that are named for one label, the strongest."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section in the outline; ``depth`` counts from 1."""

    text: str
    url: str
    depth: int
    current: bool


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A part in the outline. Only the current part names its sections, and says how many it leaves out."""

    label: str
    title: str
    url: str
    current: bool
    sections: tuple[OutlineEntry, ...]
    left_out_before: int
    left_out_after: int


@dataclass(frozen=True, slots=True)
class LabelView:
    """A label of the passage, and the cues that speak for it as one text; empty where there are none."""

    facet: str
    value: str
    cues: str


@dataclass(frozen=True, slots=True)
class SimilarView:
    """A passage like the one that is shown, and how it begins where the two share words."""

    title: str
    heading: str
    url: str
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One passage with everything around it; ``previous`` and ``next`` are None at the collection's ends."""

    title: str
    place: str
    position: str
    headings: tuple[str, ...]
    tags: tuple[Tag, ...]
    labels: tuple[LabelView, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    collection: str
    collection_url: str
    source: str
    about: tuple[tuple[str, str], ...]
    part_url: str
    back_url: str
    query: str
    previous: Link | None
    next: Link | None
    outline: tuple[OutlinePart, ...]
    parts_before: int
    parts_after: int
    keywords: tuple[Link, ...]
    similar: tuple[SimilarView, ...]


@dataclass(frozen=True, slots=True)
class PartSection:
    """One passage of a part; ``headings`` are those that begin here, with their level in HTML."""

    headings: tuple[tuple[int, str], ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    current: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """A whole part, to read and copy."""

    title: str
    place: str
    collection: str
    sections: tuple[PartSection, ...]
    characters: int
    document_url: str
    back_url: str
    query: str


def present_document(index: Index, passage: Passage, request: SearchRequest) -> DocumentView:
    """``passage`` in its part and collection, marked by the query of ``request``."""
    siblings = index.siblings(passage.id)
    parts = _parts(siblings)
    part_at, at = _find(parts, passage.id)
    before, after = _window(len(parts), part_at)
    position = next(i for i, sibling in enumerate(siblings) if sibling.id == passage.id)
    return DocumentView(
        title=passage.title,
        place=part_label(passage.part, passage.section),
        position=f"第 {at + 1} 段，共 {len(parts[part_at])} 段",
        headings=passage.heading,
        tags=tags_of(passage, SearchRequest()),
        labels=tuple(_labels(index, passage)),
        paragraphs=paragraphs(passage.text, _marks(index, [passage], request)[0]),
        collection=passage.collection,
        collection_url=search_url(
            SearchRequest(request.query, collection=(passage.collection,), synonyms=request.synonyms)
        ),
        source=passage.source,
        about=_about(passage),
        part_url=part_url(passage.id, request),
        back_url=_back_url(request),
        query=request.query,
        previous=_neighbour(siblings, position - 1, request),
        next=_neighbour(siblings, position + 1, request),
        outline=tuple(
            _outline_part(part, at if i == part_at else None, request)
            for i, part in enumerate(parts)
            if before <= i < after
        ),
        parts_before=before,
        parts_after=len(parts) - after,
        keywords=tuple(
            Link(keyword.text, search_url(SearchRequest(query=keyword.text)))
            for keyword in index.keywords(passage.id)
        ),
        similar=tuple(_similar(hit) for hit in index.similar(passage.id, _SIMILAR)),
    )


def _similar(hit: Hit) -> SimilarView:
    first = hit.snippets[0] if hit.snippets else None
    return SimilarView(
        title=hit.title,
        heading=hit.heading[-1] if hit.heading else "",
        url=document_url(hit.id),
        snippet=pieces(first.text, first.spans) if first else (),
    )


def _about(passage: Passage) -> tuple[tuple[str, str], ...]:
    """What the text says of itself, by the words of the page: period, organisation, author."""
    found = (("时间", passage.period), ("单位", passage.organisation), ("作者", passage.author))
    return tuple((label, value) for label, value in found if value)


def present_part(index: Index, passage: Passage, request: SearchRequest) -> PartView:
    """The whole part ``passage`` belongs to, marked by the query of ``request``."""
    parts = _parts(index.siblings(passage.id))
    part = parts[_find(parts, passage.id)[0]]
    return PartView(
        title=passage.title,
        place=part_label(passage.part, passage.section),
        collection=passage.collection if passage.collection != passage.title else "",
        sections=tuple(_part_sections(index, part, passage.id, request)),
        characters=sum(len(member.text) for member in part),
        document_url=document_url(passage.id, request),
        back_url=_back_url(request),
        query=request.query,
    )


def _labels(index: Index, passage: Passage) -> Iterator[LabelView]:
    for facet, labels in index.evidence(passage).items():
        for label in labels:
            more = f"等 {len(label.evidence)} 项" if len(label.evidence) > _CUES else ""
            yield LabelView(FACET_TITLES[facet], label.value, "、".join(label.evidence[:_CUES]) + more)


def _parts(siblings: Sequence[Passage]) -> list[list[Passage]]:
    """The passages of a collection, part by part, in source order."""
    return [list(part) for _, part in groupby(siblings, key=lambda sibling: (sibling.part, sibling.title))]


def _find(parts: Sequence[Sequence[Passage]], passage_id: str) -> tuple[int, int]:
    """The part a passage is in, and its place there."""
    return next(
        (i, j) for i, part in enumerate(parts) for j, member in enumerate(part) if member.id == passage_id
    )


def _window(length: int, current: int) -> tuple[int, int]:
    """Start and end of the at most ``_OUTLINE_LENGTH`` entries around the current one."""
    start = max(0, min(current - _OUTLINE_LENGTH // 2, length - _OUTLINE_LENGTH))
    return start, min(length, start + _OUTLINE_LENGTH)


def _outline_part(part: Sequence[Passage], current: int | None, request: SearchRequest) -> OutlinePart:
    first = part[0]
    start, end = _window(len(part), current) if current is not None else (0, 0)
    return OutlinePart(
        label=part_label(first.part, first.section),
        title=first.title,
        url=document_url(first.id, request),
        current=current is not None,
        sections=tuple(
            OutlineEntry(
                text=_name(part, i),
                url=document_url(part[i].id, request),
                depth=min(max(len(part[i].heading), 1), 4),
                current=i == current,
            )
            for i in range(start, end)
        ),
        left_out_before=start,
        left_out_after=len(part) - end if current is not None else 0,
    )


def _name(part: Sequence[Passage], at: int) -> str:
    """What an outline calls a passage: its heading, else how it begins; later pieces are counted."""
    passage = part[at]
    if not passage.heading:
        return excerpt(passage.text, 16)
    pieces_before = 0
    while at > pieces_before and part[at - pieces_before - 1].heading == passage.heading:
        pieces_before += 1
    return f"{passage.heading[-1]}（续 {pieces_before}）" if pieces_before else passage.heading[-1]


def _neighbour(siblings: Sequence[Passage], at: int, request: SearchRequest) -> Link | None:
    if not 0 <= at < len(siblings):
        return None
    passage = siblings[at]
    place = part_label(passage.part, passage.section)
    heading = passage.heading[-1] if passage.heading else excerpt(passage.text, 20)
    return Link(f"{place}　{heading}" if place else heading, document_url(passage.id, request))


def _part_sections(
    index: Index, part: Sequence[Passage], current_id: str, request: SearchRequest
) -> Iterator[PartSection]:
    above: tuple[str, ...] = ()
    for passage, marks in zip(part, _marks(index, part, request), strict=True):
        shared = 0
        while shared < min(len(above), len(passage.heading)) and above[shared] == passage.heading[shared]:
            shared += 1
        # The page's h1 is the part's title; HTML knows no level below h6.
        headings = ((min(depth + 2, 6), heading) for depth, heading in enumerate(passage.heading))
        yield PartSection(
            headings=tuple(headings)[shared:],
            paragraphs=paragraphs(passage.text, marks),
            current=passage.id == current_id,
        )
        above = passage.heading


def _marks(index: Index, passages: Sequence[Passage], request: SearchRequest) -> Sequence[Sequence[Span]]:
    return index.marks(request.query, passages, matching=request.matching, synonyms=request.synonyms)


def _back_url(request: SearchRequest) -> str:
    """The search the reader came from; empty for one who came by a direct link."""
    return "" if request == SearchRequest() else search_url(request)
