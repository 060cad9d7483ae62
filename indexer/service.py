"""The public handle of an index: a request goes in, an answer of plain frozen types comes out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from indexer.assist import find_corrections, find_keywords, find_related, find_similar, query_like
from indexer.build import ingredients
from indexer.engines.embedded import EmbeddedEngine, Store
from indexer.engines.engine import Engine, IndexStats
from indexer.errors import BadRequest, ZongjieError
from indexer.highlight import Highlighter
from indexer.hits import make_hit, make_hits
from indexer.model import Hit, Label, Matching, Passage, SearchRequest, SearchResult, Sort
from indexer.offers import Correction, Explanation, Keyword, Span, Suggestion
from indexer.prepare import tools
from indexer.query import ParsedQuery, SynonymFile, SynonymRules, hints_of, is_long, parse, typed_runs
from indexer.relaxing import find, relaxed_query
from indexer.requests import MAX_PER_PAGE, check_limit, check_paging, plain_request
from indexer.settings import Settings

__all__ = ["Index", "open_index"]

MAX_SUGGESTIONS = 8


def open_index(location: str | Path, *, settings: Settings | None = None) -> Index:
    """Opens the index in the folder ``location``, with the dictionary, tables and synonyms of ``settings``.

    Raises IndexMissing, IndexOutdated or IndexDamaged, and ZongjieError where a file that ``settings`` name
    is malformed; each message says what to do.
    """
    if "://" in str(location):
        raise BadRequest(f"索引位置“{location}”不是文件夹：目前只支持本机文件夹。")
    return Index(Path(location), settings or Settings())


class Index:
    """An open index. Safe to share between threads; use it as a context manager or ``close`` it.

    It answers from the version and the synonyms of when it was opened, until ``refresh`` finds newer ones.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        own = tools(settings)
        self._analyser, self._classifier, self._made_of = own.analyser, own.classifier, ingredients(own)
        self._synonyms = SynonymFile(settings.synonyms)
        self._engine: Engine = EmbeddedEngine(folder, self._made_of)
        self._opening = threading.Lock()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the index's files."""
        self._engine.close()

    def refresh(self) -> bool:
        """Picks up a newer version of the index where there is one, and says whether it did; synonyms too.

        Cheap when there is none. Where the newer version cannot be opened the old one goes on answering;
        where the file of synonyms is malformed, the old ones stay, and the log says so.
        Answers under way keep the version they began with.
        """
        self._synonyms.refresh()
        try:
            if Store(self._folder).current().name == self._engine.version:
                return False
            if not self._opening.acquire(blocking=False):
                return False  # another thread is opening it
            try:
                self._engine = EmbeddedEngine(self._folder, self._made_of)
            finally:
                self._opening.release()
        except ZongjieError:
            return False
        return True

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
        group: bool = False,
        synonyms: bool = True,
        near: str = "",
    ) -> SearchResult:
        """One page of hits, best first, with the exact total and counts; any ``query`` gives an answer.

        The empty query finds everything. With ``synonyms``, those of a typed run are found too, below it.
        ``group`` folds near-duplicates under the best-ranked of them; ``near`` finds only those of the
        passage with that id, itself included. Raises BadRequest where a parameter is out of range or a page
        reaches past the 10,000th hit, PassageNotFound for ``near``.
        """
        request = replace(
            plain_request(query, genre, domain, section, year, collection),
            page=page,
            per_page=per_page,
            sort=sort,
            matching=matching,
            group=group,
            synonyms=synonyms,
            near=near,
        )
        check_paging(request)
        return self._answer(request)

    def _answer(self, request: SearchRequest) -> SearchResult:
        started = time.perf_counter()
        engine = self._engine
        rules = self._synonyms.rules if request.synonyms else None
        parsed = self._parsed(request.query, rules)
        found = find(engine, request, parsed)
        corrections: tuple[Correction, ...] = ()
        if request.page == 1 and not is_long(parsed):
            corrections = find_corrections(engine, self._analyser, request, found.strictly, rules)
        return SearchResult(
            request=request,
            total=found.page.total,
            hits=make_hits(found.page, Highlighter(found.query, found.page.expanded)),
            facets=found.page.facets,
            notes=found.query.notes + found.page.notes,
            corrections=corrections,
            took_ms=(time.perf_counter() - started) * 1000,
            synonyms=found.query.synonyms,
            relaxed=found.relaxed,
            groups=found.page.groups,
        )

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
        request = plain_request(query, genre, domain, section, year, collection)
        rules = self._synonyms.rules if synonyms else None
        return self._engine.matches(request, self._parsed(query, rules))

    def explain(self, query: str, passage_id: str) -> Explanation | None:
        """Where the score of a passage for a query without choices comes from; None where it does not match.

        Raises PassageNotFound.
        """
        engine, request = self._engine, SearchRequest(query)
        parsed = self._parsed(query, self._synonyms.rules)
        return engine.explain(relaxed_query(engine, request, parsed), passage_id)

    def suggest(self, typed: str, limit: int = MAX_SUGGESTIONS) -> tuple[Suggestion, ...]:
        """What to offer somebody who is typing a query: titles, headings and frequent words, best first.

        They begin with what was typed: characters, pinyin (chuangxin), initials (cx) or a mixture (创x).
        Any ``typed`` gives an answer. Raises BadRequest where ``limit`` is not 1 to 8.
        """
        check_limit(limit, MAX_SUGGESTIONS)
        return self._engine.suggest(typed, limit)

    def get(self, passage_id: str) -> Passage:
        """The whole passage with this id. Raises PassageNotFound."""
        return self._engine.get(passage_id)

    def siblings(self, passage_id: str) -> tuple[Passage, ...]:
        """All passages of the same collection, in source order. Raises PassageNotFound."""
        return self._engine.siblings(passage_id)

    def evidence(self, passage: Passage) -> Mapping[str, tuple[Label, ...]]:
        """What speaks for each label of a passage, by facet: ``genre``, ``domain`` and ``section``.

        The labels are those that the index keeps. The cues are found anew in what it keeps of the part, so a
        label that came from the source itself may have none. Raises PassageNotFound.
        """
        siblings = self.siblings(passage.id)
        place = passage.part, passage.title
        return self._classifier.evidence(passage, [one for one in siblings if (one.part, one.title) == place])

    def marks(
        self,
        query: str,
        passages: Sequence[Passage],
        *,
        matching: Matching = "auto",
        synonyms: bool = True,
    ) -> list[tuple[Span, ...]]:
        """What the query matches in the text of each of some passages, as ``search`` would mark it."""
        if not query.strip():
            return [() for _ in passages]
        engine, rules = self._engine, self._synonyms.rules if synonyms else None
        request = SearchRequest(query, matching=matching)
        asked = relaxed_query(engine, request, self._parsed(query, rules))
        highlighter = Highlighter(asked, engine.expanded(asked))
        return [highlighter.mark(passage).text for passage in passages]

    def _parsed(self, query: str, rules: SynonymRules | None) -> ParsedQuery:
        parsed = parse(query, self._analyser, rules)
        runs = [] if is_long(parsed) else [run.text for run in typed_runs(parsed.tree)]
        return replace(parsed, hints=hints_of(runs, self._classifier)) if runs else parsed

    def keywords(self, passage_id: str, limit: int = 10) -> tuple[Keyword, ...]:
        """The passage's most telling words, best first; those that no other passage has are left out.

        Raises PassageNotFound, and BadRequest where ``limit`` is not 1 to 100.
        """
        check_limit(limit, MAX_PER_PAGE)
        engine = self._engine
        return find_keywords(engine.get(passage_id), engine, self._analyser, limit)

    def similar(self, passage_id: str, limit: int = 10) -> tuple[Hit, ...]:
        """Passages of other parts that are about the same, best first; their snippets mark shared words.

        Neither the passage itself nor anything that is nearly the same comes. Raises PassageNotFound, and
        BadRequest where ``limit`` is not 1 to 100.
        """
        check_limit(limit, MAX_PER_PAGE)
        engine = self._engine
        passage = engine.get(passage_id)
        query = query_like(passage, engine, self._analyser)
        highlighter = Highlighter(query)
        return tuple(
            make_hit(score, one, highlighter) for score, one in find_similar(passage, query, engine, limit)
        )

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
        request = plain_request(query, genre, domain, section, year, collection)
        return find_related(request, self._parsed(query, None), self._engine, self._analyser, limit)

    def passages(self) -> Iterator[Passage]:
        """All passages, in source order."""
        return self._engine.passages()

    def stats(self) -> IndexStats:
        """What is in the index."""
        return self._engine.stats()

    def check(self) -> tuple[str, ...]:
        """Reads every byte of the index; one sentence a problem found, none where all is well."""
        return self._engine.check()
