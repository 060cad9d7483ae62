"""A whole part -> what the part page shows, to read and copy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer import Index, Passage, SearchRequest
from webui.marking import Run, marked_paragraphs
from webui.outline import OutlineEntry, find_passage, new_headings, parts_of, section_entries
from webui.present import part_label
from webui.reading import Tools, back_url, tools_of
from webui.urls import document_url

__all__ = ["PartSection", "PartView", "present_part"]

_HERE = "here"
"""The anchor of the passage that the reader comes from."""


@dataclass(frozen=True, slots=True)
class PartSection:
    """One passage of a part; ``headings`` are those that begin here, with their level in HTML."""

    anchor: str
    headings: tuple[tuple[int, str], ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    current: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """A whole part. ``outline`` leads to places on the page; empty where there is only one."""

    title: str
    place: str
    collection: str
    sections: tuple[PartSection, ...]
    outline: tuple[OutlineEntry, ...]
    tools: Tools
    characters: str
    document_url: str
    back_url: str
    query: str


def present_part(index: Index, passage: Passage, request: SearchRequest) -> PartView:
    """The whole part ``passage`` belongs to, marked by the query of ``request``."""
    parts = parts_of(index.siblings(passage.id))
    part_at, at = find_passage(parts, passage.id)
    part = parts[part_at]
    texts, marks = marked_paragraphs(index, part, request)
    sections = tuple(_sections(part, at, texts))
    anchors = [f"#{section.anchor}" for section in sections]
    return PartView(
        title=passage.title,
        place=part_label(passage.part, passage.section),
        collection=passage.collection if passage.collection != passage.title else "",
        sections=sections,
        outline=section_entries(part, at, anchors) if len(part) > 1 else (),
        tools=tools_of(passage, marks),
        characters=f"{sum(len(member.text) for member in part):,}",
        document_url=document_url(passage.id, request),
        back_url=back_url(request),
        query=request.query,
    )


def _sections(
    part: Sequence[Passage], at: int, texts: Sequence[tuple[tuple[Run, ...], ...]]
) -> Iterator[PartSection]:
    for i, (headings, paragraphs) in enumerate(zip(new_headings(part), texts, strict=True)):
        yield PartSection(
            anchor=_HERE if i == at else f"section-{i + 1}",
            # The page's h1 is the part's title; HTML knows no level below h6.
            headings=tuple((min(depth + 1, 6), heading) for depth, heading in headings),
            paragraphs=paragraphs,
            current=i == at,
        )
