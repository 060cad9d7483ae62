"""The public handle of an index, wherever it is answered: a request goes in, plain frozen types come out.

``Index`` has every method that users call, with its documentation and the checks of its arguments; what
answers a checked request is left to those who derive from it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Self

from indexer.engines.engine import IndexStats
from indexer.model import Group, Hit, Label, Matching, Passage, SearchRequest, SearchResult, Sort
from indexer.offers import Explanation, Keyword, Span, Suggestion
from indexer.requests import (
    MAX_PER_PAGE,
    MAX_SUGGESTIONS,
    check_id,
    check_limit,
    check_paging,
    check_passages,
    check_query,
    plain_group,
    plain_request,
)

__all__ = ["Index"]


class Index(ABC):
    """An open index. Safe to share between threads; use it as a context manager or ``close`` it.

    Every method raises BadRequest for an argument of another type or out of range.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Lets go of what the index holds: files or connections."""

    @abstractmethod
    def refresh(self) -> bool:
        """Picks up a newer version of the index where there is one, and says whether it did; synonyms too."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Names the version of the index and of the synonyms in force, among those of all indexes.

        Equal fingerprints, equal answers (of one version of the program). Letters, digits and "-" only.
        """

    def search(  # noqa: PLR0913  the contract's parameters
        self,
        query: str = "",
        *,
        genre: Sequence[str] = (),
        domain: Sequence[str] = (),
        section: Sequence[str] = (),
        year: Sequence[int] = (),
        collection: Sequence[str] = (),
        page: int = 1,
        per_page: int = 10,
        sort: Sort = "relevance",
        matching: Matching = "auto",
        group: bool | Group = False,
        synonyms: bool = True,
        near: str = "",
        related: int = 0,
    ) -> SearchResult:
        """One page of hits, best first, with the exact total and counts; any ``query`` gives an answer.

        The empty query finds everything. With ``synonyms``, those of a typed run are found too, below it.
        ``group`` folds near-duplicates ("near", or True) or the hits of one collection ("collection") under
        the best-ranked of them; ``near`` finds only near-duplicates of the passage with that id, itself
        included. With ``related`` the first page, if not of near-duplicates, comes with what the method of
        that name gives, at little further cost. Raises BadRequest where a parameter is out of range or a
        page reaches past the 10,000th hit, PassageNotFound for ``near``.
        """
        request = replace(
            plain_request(query, genre, domain, section, year, collection),
            page=page,
            per_page=per_page,
            sort=sort,
            matching=matching,
            group=plain_group(group),
            synonyms=synonyms,
            near=near,
            related=related,
        )
        check_paging(request)
        return self._search(request)

    def matches(
        self,
        query: str = "",
        *,
        genre: Sequence[str] = (),
        domain: Sequence[str] = (),
        section: Sequence[str] = (),
        year: Sequence[int] = (),
        collection: Sequence[str] = (),
        synonyms: bool = True,
    ) -> Iterator[Passage]:
        """Every passage that ``search`` finds with ``matching="all"``, whole, in source order."""
        request = replace(
            plain_request(query, genre, domain, section, year, collection), matching="all", synonyms=synonyms
        )
        check_paging(request)
        return self._matches(request)

    def explain(self, query: str, passage_id: str) -> Explanation | None:
        """Where the score of a passage for a query without choices comes from; None where it does not match.

        Raises PassageNotFound.
        """
        check_query(query)
        check_id(passage_id)
        return self._explain(query, passage_id)

    def suggest(self, typed: str, limit: int = MAX_SUGGESTIONS) -> tuple[Suggestion, ...]:
        """What to offer somebody who is typing a query: titles, headings and frequent words, best first.

        They begin with what was typed: characters, pinyin (chuangxin), initials (cx) or a mixture (创x).
        Any ``typed`` gives an answer. Raises BadRequest where ``limit`` is not 1 to 8.
        """
        check_query(typed)
        check_limit(limit, MAX_SUGGESTIONS)
        return self._suggest(typed, limit)

    def get(self, passage_id: str) -> Passage:
        """The whole passage with this id. Raises PassageNotFound."""
        check_id(passage_id)
        return self._get(passage_id)

    def siblings(self, passage_id: str) -> tuple[Passage, ...]:
        """All passages of the same collection, in source order. Raises PassageNotFound."""
        check_id(passage_id)
        return self._siblings(passage_id)

    def evidence(self, passage: Passage) -> Mapping[str, tuple[Label, ...]]:
        """What speaks for each label of a passage, by facet: ``genre``, ``domain`` and ``section``.

        The labels are those that the index keeps. The cues are found anew in what it keeps of the part, so a
        label that came from the source itself may have none. Raises PassageNotFound.
        """
        check_passages([passage])
        return self._evidence(passage)

    def marks(
        self,
        query: str,
        passages: Sequence[Passage],
        *,
        matching: Matching = "auto",
        synonyms: bool = True,
    ) -> list[tuple[Span, ...]]:
        """What the query matches in the text of each of some passages, as ``search`` would mark it."""
        check_query(query)
        check_passages(passages)
        request = SearchRequest(query, matching=matching, synonyms=synonyms)
        check_paging(request)
        return self._marks(request, passages) if query.strip() else [() for _ in passages]

    def keywords(self, passage_id: str, limit: int = 10) -> tuple[Keyword, ...]:
        """The passage's most telling words, best first; those that no other passage has are left out.

        Raises PassageNotFound, and BadRequest where ``limit`` is not 1 to 100.
        """
        check_id(passage_id)
        check_limit(limit, MAX_PER_PAGE)
        return self._keywords(passage_id, limit)

    def similar(self, passage_id: str, limit: int = 10) -> tuple[Hit, ...]:
        """Passages of other parts that are about the same, best first; their snippets mark shared words.

        Neither the passage itself nor anything that is nearly the same comes. Raises PassageNotFound, and
        BadRequest where ``limit`` is not 1 to 100.
        """
        check_id(passage_id)
        check_limit(limit, MAX_PER_PAGE)
        return self._similar(passage_id, limit)

    def related(
        self,
        query: str,
        *,
        genre: Sequence[str] = (),
        domain: Sequence[str] = (),
        section: Sequence[str] = (),
        year: Sequence[int] = (),
        collection: Sequence[str] = (),
        limit: int = 8,
    ) -> tuple[str, ...]:
        """Words that lead on from a search: each may be added to the query. Best first, often none.

        Raises BadRequest where a filter or ``limit`` is out of range.
        """
        check_limit(limit, MAX_PER_PAGE)
        return self._related(plain_request(query, genre, domain, section, year, collection), limit)

    @abstractmethod
    def passages(self) -> Iterator[Passage]:
        """All passages, in source order."""

    @abstractmethod
    def stats(self) -> IndexStats:
        """What is in the index."""

    @abstractmethod
    def check(self) -> tuple[str, ...]:
        """Reads every byte of the index; one sentence a problem found, none where all is well."""

    # What is left to those who derive from this: the methods of the same names, with checked arguments.

    @abstractmethod
    def _search(self, request: SearchRequest) -> SearchResult: ...

    @abstractmethod
    def _matches(self, request: SearchRequest) -> Iterator[Passage]: ...

    @abstractmethod
    def _explain(self, query: str, passage_id: str) -> Explanation | None: ...

    @abstractmethod
    def _suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]: ...

    @abstractmethod
    def _get(self, passage_id: str) -> Passage: ...

    @abstractmethod
    def _siblings(self, passage_id: str) -> tuple[Passage, ...]: ...

    @abstractmethod
    def _evidence(self, passage: Passage) -> Mapping[str, tuple[Label, ...]]: ...

    @abstractmethod
    def _marks(self, request: SearchRequest, passages: Sequence[Passage]) -> list[tuple[Span, ...]]: ...

    @abstractmethod
    def _keywords(self, passage_id: str, limit: int) -> tuple[Keyword, ...]: ...

    @abstractmethod
    def _similar(self, passage_id: str, limit: int) -> tuple[Hit, ...]: ...

    @abstractmethod
    def _related(self, request: SearchRequest, limit: int) -> tuple[str, ...]: ...
