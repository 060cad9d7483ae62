"""What is told beside an answer, never in its place: what to go on with, and where a score comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = [
    "Correction",
    "Explanation",
    "Folded",
    "Keyword",
    "Replacement",
    "Span",
    "Suggestion",
    "SuggestionKind",
]

SuggestionKind = Literal["title", "heading", "term"]


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of the text it belongs to."""

    start: int
    end: int


class Replacement(NamedTuple):
    """A part of a query as it was typed, and what may have been meant."""

    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What may have been meant by a query that found little: the whole ``query`` as typed but for some parts.

    ``replaced`` holds for each such part what was typed and what stands there now; ``total`` is how many
    passages the corrected query finds with the same choices.
    """

    query: str
    replaced: tuple[Replacement, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title, heading or frequent word of the index; ``spans`` is the part that was typed."""

    text: str
    kind: SuggestionKind
    spans: tuple[Span, ...]


class Keyword(NamedTuple):
    """A telling word of a passage, as the passage writes it; ``weight`` is frequency times rarity."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A part of a score, what it is for (in Chinese), and the parts that it is the sum of."""

    label: str
    score: float
    parts: tuple[Explanation, ...] = ()


class Folded(NamedTuple):
    """How many hits are folded under one; near-duplicates by their ids too, best-ranked first."""

    total: int
    ids: tuple[str, ...] = ()
