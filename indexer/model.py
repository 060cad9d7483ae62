"""What flows through the product: one small frozen type a stage, in reading order.

    bytes -> Block -> Collection -> Passage -> AnalysedPassages -> [engine] -> Page -> SearchResult

The left half is indexing, the right half searching. Nothing here does work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from indexer.offers import Correction, Folded, Span

__all__ = [
    "FACETS", "TEXT_FIELDS", "Block", "Collection", "FacetValue", "Group", "Heading", "Hit", "Label",
    "Matching", "Metadata", "Page", "Part", "Passage", "ReadyPassage", "SearchRequest", "SearchResult",
    "Section", "Skipped", "Snippet", "Sort",
]  # fmt: skip

Sort = Literal["relevance", "newest", "longest"]
Matching = Literal["auto", "all"]
Group = Literal["", "near", "collection"]

TEXT_FIELDS = ("title", "heading", "text", "collection")
"""The searched fields of a passage, in the order in which a page shows their matches."""

FACETS = ("genre", "domain", "section", "year")
"""The fields a result can be narrowed by, with counts."""


# ---- reading: bytes -> Block -> Collection ----


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a source's main text, without its line break.

    ``level`` is the heading level (1 is outermost) where the format itself knows it (HTML, Markdown),
    else None. An empty ``text`` is a blank line: the outline needs to see where the source had one.
    """

    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says about itself outside its text; a field that is not given is None or empty."""

    id: str | None = None
    title: str | None = None
    genre: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    section: str | None = None
    year: int | None = None
    period: str = ""
    organisation: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line, split after its numbering: ``number + text`` is the line as it was written.

    ``number`` keeps all marks of the numbering ("（一）", "1、", "## "), and is empty for an unnumbered
    heading. ``level`` is the depth in this part's outline, 1 for the outermost.
    """

    number: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Section:
    """A run of text under one heading.

    ``path`` holds the headings above the text, outermost first; the last one is this section's own, and
    every heading of a part begins exactly one section (so ``text`` is empty where a subheading follows
    at once). The text before a part's first heading is a section with an empty path.
    ``text`` holds paragraphs separated by one "\\n"; page breaks are repaired.
    """

    path: tuple[Heading, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One summary of a collection. ``title`` is its title line as written ("…工作总结篇一").

    ``ordinal`` is 1 for 篇一; None where the source has no parts: then its whole text is one part whose
    ``title`` is empty, since the collection's title is its title.
    """

    ordinal: int | None
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """One source text, outlined.

    ``source`` is the file's path relative to its source folder, with "/" between folders. ``key`` names
    the text among all texts of a build: the source, or for a line of a JSON-lines file the line's id or
    ``source#L<number>``. ``title`` is what people read; ``title_line`` is the title as it stands in the
    text, empty where the title came from elsewhere (metadata, HTML <title>, the file name).
    ``preface`` is the introduction before the first part, empty in a text without parts. ``furniture``
    holds the page's own lines that were left out, in their order: bylines, buttons, adverts.
    """

    key: str
    source: str
    title: str
    title_line: str
    preface: str
    parts: tuple[Part, ...]
    metadata: Metadata = Metadata()
    furniture: tuple[str, ...] = ()

    def source_text(self) -> str:
        """All pieces in their order: equals the source's main text but for white space and furniture."""
        pieces = [self.title_line, self.preface]
        for part in self.parts:
            pieces.append(part.title)
            for section in part.sections:
                if section.path:
                    pieces.append(section.path[-1].number + section.path[-1].text)
                pieces.append(section.text)
        return "\n".join(piece for piece in pieces if piece)


@dataclass(frozen=True, slots=True)
class ReadyPassage:
    """A line of a JSON-lines file that is one passage already: it is labelled, never outlined or cut.

    ``key`` and ``source`` are those of a Collection; ``metadata`` holds the labels the line gives.
    """

    key: str
    source: str
    title: str
    collection: str
    part: int | None
    heading: tuple[str, ...]
    text: str
    metadata: Metadata = Metadata()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source, or one line of it, that could not be indexed. ``path`` may end in ``#L<line>``."""

    path: str
    reason: str


# ---- classifying: Collection -> Passage ----


@dataclass(frozen=True, slots=True)
class Label:
    """One label with what speaks for it: ``evidence`` holds the cues found, strongest first."""

    value: str
    score: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and found: a section, or a piece of one that is too long (the public contract).

    ``period``, ``organisation`` and ``author`` are for showing, and empty where the text does not tell.
    """

    id: str
    collection: str
    part: int | None
    title: str
    heading: tuple[str, ...]
    section: str
    genre: tuple[str, ...]
    domain: tuple[str, ...]
    year: int | None
    text: str
    source: str
    period: str = ""
    organisation: str = ""
    author: str = ""


# ---- searching: SearchRequest -> Page -> SearchResult ----


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked. Choices of one facet are joined by OR, facets by AND; ``page`` counts from 1."""

    query: str = ""
    genre: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    collection: tuple[str, ...] = ()
    page: int = 1
    per_page: int = 10
    sort: Sort = "relevance"
    matching: Matching = "auto"
    group: Group = ""  # near-duplicates, or hits of one collection, are folded under the best-ranked
    near: str = ""  # the id of a passage: only near-duplicates of it are found, itself included
    synonyms: bool = True
    related: int = 0  # so many words that lead on are wanted beside the first page


class FacetValue(NamedTuple):
    """One value of a facet, and how many hits there would be if the facet had only this choice."""

    value: str | int
    count: int  # type: ignore[assignment]  # the contract's name; hides tuple.count on purpose
    selected: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """A window of a passage's text as written, and what matched in it. Plain text, never markup."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What an engine answers: the exact total, one page of hits, counts, and the terms it expanded to.

    ``expanded`` holds the normalised words that prefixes, wildcards and near spellings matched.
    """

    total: int
    hits: tuple[tuple[float, Passage], ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    expanded: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    groups: int | None = None  # how many matches are not folded, where that was asked for
    folded: tuple[Folded, ...] = ()  # beside each hit


@dataclass(frozen=True, slots=True)
class Hit:
    """One found passage without its text: all fields of the contract, score, snippets and marks."""

    id: str
    score: float
    collection: str
    part: int | None
    title: str
    heading: tuple[str, ...]
    section: str
    genre: tuple[str, ...]
    domain: tuple[str, ...]
    year: int | None
    source: str
    snippets: tuple[Snippet, ...]
    title_spans: tuple[Span, ...] = ()
    heading_spans: tuple[tuple[Span, ...], ...] = ()
    period: str = ""
    organisation: str = ""
    author: str = ""
    folded: int = 0  # how many hits are folded under it
    folded_ids: tuple[str, ...] = ()  # near-duplicates among these, best-ranked first


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to one request. ``notes`` are sentences in Chinese for the person who asked.

    ``synonyms`` are those that were looked for beside what was typed.
    """

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    notes: tuple[str, ...] = ()
    took_ms: float = 0.0
    corrections: tuple[Correction, ...] = ()  # best first
    synonyms: tuple[str, ...] = ()
    relaxed: bool = False  # passages that lack some of the words were looked for too
    unfound: tuple[str, ...] = ()  # where nothing was found: what was typed that no passage has by itself
    groups: int | None = None  # how many there are to page through, where hits are folded
    related: tuple[str, ...] = ()  # words that lead on, best first, where they were asked for

    @property
    def pages(self) -> int:
        """How many pages there are, 0 where nothing was found."""
        rows = self.total if self.groups is None else self.groups
        return -(-rows // self.request.per_page)
