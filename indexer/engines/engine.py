"""What the product asks of an engine. One implementation a folder: ``embedded`` is Whoosh on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from indexer.model import FacetValue, Page, Passage, SearchRequest
from indexer.offers import Explanation, Suggestion
from indexer.query import ParsedQuery

__all__ = ["LONGEST_DOUBTFUL", "Doubtful", "Engine", "IndexStats", "NearWord"]

LONGEST_DOUBTFUL = 24
"""Characters of the longest run that near words are looked for in."""


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What is in an index. ``characters`` counts the passages' texts; ``built_at`` is ISO 8601 in UTC."""

    passages: int
    collections: int
    parts: int
    characters: int
    facets: Mapping[str, tuple[FacetValue, ...]]
    built_at: str
    version: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A run of characters that may be misspelt, normalised, and what may have been meant by it.

    ``alike`` holds for each place the characters that are taken for the one there. At the ``loose`` places
    any other may have been meant, or none, or one left out beside it. Words begin and end at ``borders`` (0
    is before the first character).
    """

    text: str
    alike: Sequence[str]
    loose: frozenset[int]
    borders: frozenset[int]


@dataclass(frozen=True, slots=True)
class NearWord:
    """A word of the index that the part ``start`` to ``end`` of a run may have been meant as, or is.

    ``share`` is the part of all passages that have it.
    """

    text: str
    start: int
    end: int
    share: float


class Engine(Protocol):
    """One version of an index, open for reading. All methods may be called from several threads at once.

    A newer version of the index does not change what an open engine answers.
    """

    @property
    def version(self) -> str:
        """Names this version among all versions of the index."""

    @property
    def fingerprint(self) -> str:
        """Names this version among those of all indexes: where two are equal, so are the answers."""

    def search(self, request: SearchRequest, query: ParsedQuery) -> Page:
        """The page of hits that ``request`` asks for, the exact total and the facets' counts.

        With ``group``, hits are folded under the best-ranked that they nearly agree with; with ``near``, only
        passages that nearly agree with that one are found (raises PassageNotFound where there is none).
        Relevance ties, and all other orders' ties, are broken by relevance and then by id.
        """

    def matches(self, request: SearchRequest, query: ParsedQuery) -> Iterator[Passage]:
        """Every passage that matches, in source order; paging and sorting are left aside."""

    def best(
        self, request: SearchRequest, query: ParsedQuery, limit: int
    ) -> tuple[tuple[float, Passage], ...]:
        """The ``limit`` best matches with their scores, best first, as ``search`` ranks them by relevance.

        The choices of ``request`` count, its page and order do not; nothing is counted, so it costs less.
        """

    def expanded(self, query: ParsedQuery) -> frozenset[str]:
        """The words of this index that the query's prefixes, patterns and near spellings match."""

    def count(self, request: SearchRequest, query: ParsedQuery) -> int:
        """How many passages match; paging and sorting are left aside."""

    def near_words(self, doubtful: Doubtful) -> Sequence[NearWord]:
        """The words of this index that are a part of a run, or near to one.

        Near is a word that differs from the part in characters that are alike, in two neighbours exchanged,
        or in one character replaced, left out or added at a loose place. Of many, those that most passages
        have.
        Raises ValueError for a run longer than LONGEST_DOUBTFUL.
        """

    def explain(self, query: ParsedQuery, passage_id: str) -> Explanation | None:
        """Where a passage's score by relevance comes from; None where it does not match.

        Raises PassageNotFound.
        """

    @property
    def size(self) -> int:
        """How many passages ``frequencies`` counts among: deleted ones may be in both for a while."""

    def frequencies(self, words: Sequence[str]) -> Sequence[int]:
        """How many passages have each of some words; a word of the documents' own or of a query's."""

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """At most ``limit`` titles, headings and words that begin with what was typed, best first."""

    def get(self, passage_id: str) -> Passage:
        """The passage with this id. Raises PassageNotFound."""

    def siblings(self, passage_id: str) -> tuple[Passage, ...]:
        """All passages of the same collection, in source order. Raises PassageNotFound."""

    def passages(self) -> Iterator[Passage]:
        """All passages, in source order."""

    def stats(self) -> IndexStats:
        """What is in the index."""

    def check(self) -> tuple[str, ...]:
        """Reads every byte; one sentence a problem found, none where all is well."""

    def close(self) -> None:
        """Lets go of files. Answers under way are finished."""
