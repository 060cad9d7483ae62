"""The index behind the address of a server: ``Index`` over the JSON API."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from indexer.engines.engine import IndexStats
from indexer.errors import PassageNotFound, ZongjieError
from indexer.index import Index
from indexer.model import Hit, Label, Passage, SearchRequest, SearchResult
from indexer.offers import Explanation, Keyword, Span, Suggestion
from indexer.query.lexer import MAX_LENGTH
from indexer.records import from_line
from indexer.remote.answers import read, read_as
from indexer.remote.connection import Connection, Pairs
from indexer.remote.troubles import foreign
from indexer.requests import leads_on, search_pairs

__all__ = ["RemoteIndex"]

_PATIENCE_SECONDS = 30.0
_MALFORMED = (ValueError, KeyError, TypeError, RecursionError)

_Made = TypeVar("_Made")


class RemoteIndex(Index):
    """The index that a running server answers; ``Index`` says what each method promises.

    Every method asks the server, which answers from its newest version, with its own dictionary, labels and
    synonyms. Each raises EngineUnreachable where the server does not answer as it should, and what is wrong
    with the index there as if it lay here.
    """

    def __init__(self, address: str, patience: float = _PATIENCE_SECONDS) -> None:
        """Asks the server once. ``patience`` are the seconds that it may be silent.

        Raises BadRequest for what is no address, and what every method raises.
        """
        self._connection = Connection(address, patience)
        self._comparing = threading.Lock()
        try:
            self._seen = self.fingerprint
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Lets go of all connections; other methods raise ZongjieError from then on."""
        self._connection.close()

    def refresh(self) -> bool:
        """Whether the server answers from another version or other synonyms than when this was last asked.

        There is nothing to pick up: the server does that by itself.
        """
        with self._comparing:
            before, self._seen = self._seen, self.fingerprint
            return self._seen != before

    @property
    def fingerprint(self) -> str:
        """See ``Index``: that of the server, which is asked each time."""
        return self._ask("stats", (), lambda record: str(read_as(str, record["fingerprint"])))

    def _search(self, request: SearchRequest) -> SearchResult:
        found = self._ask(
            "search", _pairs(request), lambda record: read(SearchResult, record, request=request)
        )
        if not leads_on(request):
            return found
        return replace(found, related=self._related(request, request.related))

    def _matches(self, request: SearchRequest) -> Iterator[Passage]:
        return self._passages(_pairs(request))

    def _explain(self, query: str, passage_id: str) -> Explanation | None:
        return self._ask(
            "explain/",
            [("id", passage_id), *_pairs(SearchRequest(query))],
            lambda record: _explanation(record["explanation"]),
        )

    def _suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        return self._ask(
            "suggest",
            [*_pairs(SearchRequest(typed)), ("limit", str(limit))],
            lambda record: read_as(tuple[Suggestion, ...], record["suggestions"]),
        )

    def _get(self, passage_id: str) -> Passage:
        return self._ask("documents/", [("id", passage_id)], lambda record: read(Passage, record))

    def _siblings(self, passage_id: str) -> tuple[Passage, ...]:
        return self._ask(
            "siblings/",
            [("id", passage_id)],
            lambda record: read_as(tuple[Passage, ...], record["passages"]),
        )

    def _evidence(self, passage: Passage) -> Mapping[str, tuple[Label, ...]]:
        return self._ask(
            "evidence/",
            [("id", passage.id)],
            lambda record: read_as(Mapping[str, tuple[Label, ...]], record["labels"]),
        )

    def _marks(self, request: SearchRequest, passages: Sequence[Passage]) -> list[tuple[Span, ...]]:
        """See ``Index``. Raises PassageNotFound where the index has none, or no longer one with this text."""
        return [self._marked(request, passage) for passage in passages]

    def _marked(self, request: SearchRequest, passage: Passage) -> tuple[Span, ...]:
        found, spans = self._ask(
            "documents/",
            [("id", passage.id), *_pairs(request)],
            lambda record: (read(Passage, record), _spans(record["spans"])),
        )
        if found.text != passage.text:  # spans of other characters would mark anything
            raise PassageNotFound(f"编号为“{passage.id}”的段落已经改变，请重新读取。")
        return spans

    def _keywords(self, passage_id: str, limit: int) -> tuple[Keyword, ...]:
        return self._ask(
            "similar/",
            [("id", passage_id), ("limit", "1"), ("keywords", str(limit))],
            lambda record: read_as(tuple[Keyword, ...], record["keywords"]),
        )

    def _similar(self, passage_id: str, limit: int) -> tuple[Hit, ...]:
        return self._ask(
            "similar/",
            [("id", passage_id), ("limit", str(limit)), ("keywords", "1")],
            lambda record: read_as(tuple[Hit, ...], record["hits"]),
        )

    def _related(self, request: SearchRequest, limit: int) -> tuple[str, ...]:
        return self._ask(
            "related",
            [*_pairs(request), ("limit", str(limit))],
            lambda record: read_as(tuple[str, ...], record["related"]),
        )

    def passages(self) -> Iterator[Passage]:
        """See ``Index``."""
        return self._passages(())

    def stats(self) -> IndexStats:
        """See ``Index``."""
        return self._ask("stats", (), lambda record: read(IndexStats, record))

    def check(self) -> tuple[str, ...]:
        """Raises ZongjieError: only who has the files can read every byte of them."""
        raise ZongjieError(
            f"the files behind {self._connection.address} can only be checked where they are: run "
            "`zongjie check --index FOLDER` on that machine"
        )

    def _ask(self, path: str, pairs: Pairs, reader: Callable[[Any], _Made]) -> _Made:
        """What ``reader`` makes of an answer. Raises EngineUnreachable where it cannot."""
        answer = self._connection.ask(path, pairs)
        try:
            return reader(answer)
        except _MALFORMED as error:
            raise foreign(self._connection.address, f"an answer lacks something: {error}") from error

    def _passages(self, pairs: Pairs) -> Iterator[Passage]:
        """The passages of a stream: it is asked for when the first one is, and read as they are."""
        for line in self._connection.lines("passages", pairs):
            try:
                passage = from_line(line)
            except _MALFORMED as error:
                raise foreign(self._connection.address, f"a line is no passage: {error}") from error
            yield passage


def _spans(record: Any) -> tuple[Span, ...]:
    spans: tuple[Span, ...] = read_as(tuple[Span, ...], record)
    return spans


def _explanation(record: Any) -> Explanation | None:
    return None if record is None else read(Explanation, record)


def _pairs(request: SearchRequest) -> Pairs:
    """The parameters that say ``request``. Of a query no more is sent than is read, and that it goes on."""
    return list(search_pairs(replace(request, query=request.query[: MAX_LENGTH + 1])))
