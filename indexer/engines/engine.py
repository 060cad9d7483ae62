"""What the product asks of an engine. One implementation a folder: ``embedded`` is Whoosh on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from indexer.model import FacetValue, Page, Passage, SearchRequest
from indexer.query import ParsedQuery

__all__ = ["Engine", "Frequencies", "IndexStats"]


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


class Frequencies(NamedTuple):
    """Of how many ``passages`` an index has each of some words is found in ``holders``, in their order.

    An engine may count deleted passages for a while, in both alike: it is meant for weights.
    """

    passages: int
    holders: tuple[int, ...]


class Engine(Protocol):
    """One version of an index, open for reading. All methods may be called from several threads at once.

    A newer version of the index does not change what an open engine answers.
    """

    @property
    def version(self) -> str:
        """Names this version among all versions of the index."""

    def search(self, request: SearchRequest, query: ParsedQuery) -> Page:
        """The page of hits that ``request`` asks for, the exact total and the facets' counts.

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

    def frequencies(self, words: Sequence[str]) -> Frequencies:
        """How many passages have each of some normalised words in any text field."""

    def expanded(self, query: ParsedQuery) -> frozenset[str]:
        """The words of this index that the query's prefixes, patterns and near spellings match."""

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
