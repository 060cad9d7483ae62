"""The answers of the API, as types: what ``openapi.py`` describes. The records of ``indexer`` have these
shapes; a test holds real answers against them."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType, TypedDict

from indexer import Sort

__all__ = [
    "EvidenceAnswer",
    "ExplanationAnswer",
    "PassageAnswer",
    "PassageRecord",
    "Problem",
    "RelatedAnswer",
    "SearchAnswer",
    "SiblingsAnswer",
    "SimilarAnswer",
    "StatsAnswer",
    "SuggestionsAnswer",
]


SpanPair = TypeAliasType(
    "SpanPair",
    Annotated[
        tuple[int, int],
        Field(
            description="Start and end (exclusive) in the text it belongs to, in characters (code points)."
        ),
    ],
)


class _PassageFields(TypedDict):
    id: Annotated[str, Field(description="Stable across rebuilds; may hold any character.")]
    collection: Annotated[str, Field(description="Title of the source page.")]
    part: Annotated[
        int | None,
        Field(description="Ordinal of the part; null for an introduction or a text without parts."),
    ]
    title: Annotated[
        str, Field(description="The part's title, or the collection's where there are no parts.")
    ]
    heading: Annotated[list[str], Field(description="Heading path, outermost first, without its numbering.")]
    section: Annotated[str, Field(description="The section's role (章节).")]
    genre: Annotated[list[str], Field(description="Kinds of text (体裁).")]
    domain: Annotated[list[str], Field(description="Walks of life (领域).")]
    year: Annotated[int | None, Field(description="The year that the title tells; null where it tells none.")]
    source: Annotated[str, Field(description="Path of the file, relative to its source folder.")]
    period: Annotated[str, Field(description="The time that the text is about, as it says it; may be empty.")]
    organisation: Annotated[str, Field(description="Who the text is of, as it says it; may be empty.")]
    author: Annotated[str, Field(description="Who signed it; may be empty.")]


class PassageRecord(_PassageFields):
    """A section, or a piece of one that is too long: what is indexed and found."""

    text: Annotated[str, Field(description="The passage as its author wrote it; paragraphs are lines.")]


class _Marked(TypedDict, total=False):
    spans: Annotated[
        list[SpanPair], Field(description="What the query `q` matches in `text`; there only if `q` is given.")
    ]


class PassageAnswer(PassageRecord, _Marked):
    """One whole passage."""


class SnippetRecord(TypedDict):
    """A window of a passage's text as written, and what matched in it. Plain text, never markup."""

    text: str
    spans: list[SpanPair]


class HitRecord(_PassageFields):
    """A found passage without its text."""

    score: Annotated[float, Field(description="What it ranks by; only comparable within one answer.")]
    folded: Annotated[int, Field(description="How many hits are folded under it.")]
    folded_ids: Annotated[list[str], Field(description="Near-duplicates among these, best-ranked first.")]
    snippets: list[SnippetRecord]
    title_spans: Annotated[list[SpanPair], Field(description="What matched in `title`.")]
    heading_spans: Annotated[list[list[SpanPair]], Field(description="What matched in each of `heading`.")]


class FacetRecord(TypedDict):
    """A value of a facet."""

    value: Annotated[str | int, Field(description="A text; a number for years.")]
    count: Annotated[
        int, Field(description="How many hits there would be if the facet had only this choice.")
    ]
    selected: bool


class FacetsRecord(TypedDict):
    """The values of each facet with counts."""

    genre: list[FacetRecord]
    domain: list[FacetRecord]
    section: list[FacetRecord]
    year: list[FacetRecord]


class ReplacedRecord(TypedDict):
    """A part of a query that may be misspelt."""

    typed: str
    meant: str


class CorrectionRecord(TypedDict):
    """What may have been meant by a query that found little."""

    query: Annotated[str, Field(description="The whole query, corrected.")]
    total: Annotated[int, Field(description="What it finds with the same choices.")]
    replaced: list[ReplacedRecord]


class SearchAnswer(TypedDict):
    """One page of hits, best first."""

    query: str
    total: Annotated[int, Field(description="All matches, exactly.")]
    groups: Annotated[
        int | None,
        Field(description="How many there are to page through where matches are folded; else null."),
    ]
    page: int
    per_page: int
    pages: Annotated[int, Field(description="How many pages there are; 0 where nothing was found.")]
    sort: Sort
    took_ms: Annotated[float, Field(description="Milliseconds that the search took.")]
    notes: Annotated[
        list[str],
        Field(description="Sentences for the person who asked: what was read otherwise, relaxed, or added."),
    ]
    corrections: Annotated[list[CorrectionRecord], Field(description="What may have been meant, best first.")]
    synonyms: Annotated[list[str], Field(description="What was looked for beside what was typed.")]
    relaxed: Annotated[
        bool, Field(description="Whether passages that lack some of the words were looked for too.")
    ]
    unfound: Annotated[
        list[str],
        Field(description="Where nothing was found: what was typed that no passage has by itself."),
    ]
    hits: list[HitRecord]
    facets: FacetsRecord


class SiblingsAnswer(TypedDict):
    """The passages of a collection."""

    id: str
    passages: Annotated[list[PassageRecord], Field(description="In source order.")]


class LabelRecord(TypedDict):
    """A label with what speaks for it."""

    value: str
    score: float
    evidence: Annotated[
        list[str],
        Field(description="The cues found, strongest first; none for a label that the source gave."),
    ]


class LabelsRecord(TypedDict):
    """The labels of a passage, by facet."""

    genre: list[LabelRecord]
    domain: list[LabelRecord]
    section: list[LabelRecord]


class EvidenceAnswer(TypedDict):
    """What speaks for the labels of a passage."""

    id: str
    labels: LabelsRecord


class ExplanationRecord(TypedDict):
    """A part of a score, what it is for, and the parts that it is the sum of."""

    label: str
    score: float
    parts: "list[ExplanationRecord]"


class ExplanationAnswer(TypedDict):
    """Where the score of a passage for a query comes from."""

    query: str
    id: str
    explanation: Annotated[
        ExplanationRecord | None, Field(description="Null where the passage does not match.")
    ]


class SuggestionRecord(TypedDict):
    """Something to go on with."""

    text: str
    kind: Literal["title", "heading", "term"]
    spans: Annotated[list[SpanPair], Field(description="The part of `text` that was typed.")]


class SuggestionsAnswer(TypedDict):
    """Titles, headings and frequent words that begin with what was typed."""

    query: str
    suggestions: Annotated[list[SuggestionRecord], Field(description="Best first.")]


class KeywordRecord(TypedDict):
    """A telling word."""

    text: str
    weight: Annotated[float, Field(description="Its frequency in the passage times its rarity in the index.")]


class SimilarAnswer(TypedDict):
    """What leads on from a passage."""

    id: str
    keywords: Annotated[list[KeywordRecord], Field(description="Best first.")]
    hits: Annotated[
        list[HitRecord],
        Field(description="Passages of other parts about the same, best first; marked are shared words."),
    ]


class RelatedAnswer(TypedDict):
    """What leads on from a search."""

    query: str
    related: Annotated[
        list[str], Field(description="Words that may be added to the query, best first; often none.")
    ]


class StatsAnswer(TypedDict):
    """What is in the index."""

    passages: int
    collections: int
    parts: int
    characters: Annotated[int, Field(description="Of all passages' texts.")]
    facets: FacetsRecord
    built_at: Annotated[str, Field(description="ISO 8601, in UTC.")]
    version: Annotated[str, Field(description="Names this build of the index.")]
    size_bytes: int
    fingerprint: Annotated[str, Field(description="Changes with the index and its synonyms only.")]


class _Coded(TypedDict, total=False):
    code: Annotated[str, Field(description="The name of the error of the Python API, where it is one.")]


class Problem(_Coded):
    """Problem details (RFC 9457)."""

    type: Annotated[Literal["about:blank"], Field(description="The status says which kind of problem it is.")]
    title: Annotated[str, Field(description="The phrase of the status.")]
    status: int
    detail: Annotated[
        str, Field(description="What was wrong and what to do: a sentence for the person who asked.")
    ]
    instance: Annotated[str, Field(description="The path that was asked for.")]
