"""A passage among its siblings -> what the document page shows: the text, and everything around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer import Hit, Index, Passage, SearchRequest
from webui.downloads import source_lines
from webui.filters import FACET_TITLES, Tag, tags_of
from webui.language import gettext as _
from webui.language import translated
from webui.marking import Run, marked_paragraphs
from webui.outline import Outline, find_passage, parts_of, present_outline
from webui.present import Link, part_label
from webui.text import Piece, excerpt, pieces
from webui.urls import document_url, part_url, search_url, text_url

__all__ = ["DocumentView", "LabelView", "SimilarView", "Tools", "back_url", "present_document", "tools_of"]

_SIMILAR = 6
"""Passages that are named as similar to one."""

_CUES = 8
"""Cues that are named for one label, the strongest."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a reader may do with a text: go from mark to mark, keep it, copy it.

    ``copy_url`` has the part's text alone; ``source`` are the lines that say where a copy is from, as far as
    the address, which the browser knows best: it puts the whole of ``address`` behind them.
    """

    marks: int
    text_url: str
    copy_url: str
    source: str
    address: str


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
    paragraphs: tuple[tuple[Run, ...], ...]
    tools: Tools
    collection: str
    collection_url: str
    about: tuple[tuple[str, str], ...]
    part_url: str
    back_url: str
    query: str
    previous: Link | None
    next: Link | None
    outline: Outline
    keywords: tuple[Link, ...]
    similar: tuple[SimilarView, ...]


def present_document(index: Index, passage: Passage, request: SearchRequest) -> DocumentView:
    """``passage`` in its part and collection, marked by the query of ``request``."""
    siblings = index.siblings(passage.id)
    parts = parts_of(siblings)
    part_at, at = find_passage(parts, passage.id)
    position = sum(map(len, parts[:part_at])) + at
    (paragraphs,), marks = marked_paragraphs(index, [passage], request)
    collection = SearchRequest(request.query, collection=(passage.collection,), synonyms=request.synonyms)
    return DocumentView(
        title=passage.title,
        place=part_label(passage.part, passage.section),
        position=_("第 %(at)d 段，共 %(count)d 段", at=at + 1, count=len(parts[part_at])),
        headings=passage.heading,
        tags=tags_of(passage, SearchRequest()),
        labels=tuple(_labels(index, passage)),
        paragraphs=paragraphs,
        tools=tools_of(passage, marks),
        collection=passage.collection,
        collection_url=search_url(collection),
        about=tuple(_about(passage)),
        part_url=part_url(passage.id, request),
        back_url=back_url(request),
        query=request.query,
        previous=_neighbour(siblings, position - 1, request),
        next=_neighbour(siblings, position + 1, request),
        outline=present_outline(parts, part_at, at, request),
        keywords=tuple(
            Link(keyword.text, search_url(SearchRequest(query=keyword.text)))
            for keyword in index.keywords(passage.id)
        ),
        similar=tuple(_similar(hit) for hit in index.similar(passage.id, _SIMILAR)),
    )


def tools_of(passage: Passage, marks: int) -> Tools:
    """What can be done with ``passage`` and its part on a page that marks ``marks`` places."""
    return Tools(
        marks=marks,
        text_url=text_url(passage.id),
        copy_url=text_url(passage.id, source=False),
        source=source_lines(passage, ""),
        address=document_url(passage.id),
    )


def back_url(request: SearchRequest) -> str:
    """The search the reader came from; empty for one who came by a direct link."""
    return "" if request == SearchRequest() else search_url(request)


def _similar(hit: Hit) -> SimilarView:
    first = hit.snippets[0] if hit.snippets else None
    return SimilarView(
        title=hit.title,
        heading=hit.heading[-1] if hit.heading else "",
        url=document_url(hit.id),
        snippet=pieces(first.text, first.spans) if first else (),
    )


def _about(passage: Passage) -> Iterator[tuple[str, str]]:
    """What the text says of itself, and the file it is from."""
    told = (
        (_("时间"), passage.period),
        (_("单位"), passage.organisation),
        (_("作者"), passage.author),
        (_("文件"), passage.source),
    )
    return ((name, value) for name, value in told if value)


def _labels(index: Index, passage: Passage) -> Iterator[LabelView]:
    for facet, labels in index.evidence(passage).items():
        for label in labels:
            count = len(label.evidence)
            cues = "、".join(label.evidence[:_CUES])
            shown = _("%(cues)s等 %(count)d 项", cues=cues, count=count) if count > _CUES else cues
            yield LabelView(translated(FACET_TITLES[facet]), label.value, shown)


def _neighbour(siblings: Sequence[Passage], at: int, request: SearchRequest) -> Link | None:
    if not 0 <= at < len(siblings):
        return None
    passage = siblings[at]
    place = part_label(passage.part, passage.section)
    heading = passage.heading[-1] if passage.heading else excerpt(passage.text, 20)
    return Link(f"{place}　{heading}" if place else heading, document_url(passage.id, request))
