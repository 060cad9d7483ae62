"""The public handle of an index: a request goes in, an answer of plain frozen types comes out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from indexer.build import ingredients
from indexer.engines.embedded import EmbeddedEngine, Store
from indexer.engines.engine import Engine, IndexStats
from indexer.errors import BadRequest, ZongjieError
from indexer.highlight import Highlighter
from indexer.model import (
    Explanation,
    Hit,
    Label,
    Matching,
    Page,
    Passage,
    SearchRequest,
    SearchResult,
    Sort,
    Span,
)
from indexer.prepare import tools
from indexer.query import ParsedQuery, SynonymFile, hints_of, is_long, parse, relax, typed_runs
from indexer.settings import Settings

__all__ = ["Index", "open_index"]

MAX_PER_PAGE = 100
ENOUGH = 10
"""Where fewer passages match, a query of plain words is relaxed: as many as a page usually shows."""

PLENTY = 100
"""A relaxed query that finds so many is not relaxed further: the best ten are hardly better among more."""

MAX_REACH = 10_000
"""Hits past this one are not paged to; ``matches`` (``zongjie export --query``) has no limit."""


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
        request = SearchRequest(
            query=query,
            genre=_values(genre),
            domain=_values(domain),
            section=_values(section),
            year=tuple(year),
            collection=_values(collection),
            page=page,
            per_page=per_page,
            sort=sort,
            matching=matching,
            group=group,
            synonyms=synonyms,
            near=near,
        )
        _check(request)
        started = time.perf_counter()
        engine = self._engine
        found, parsed = _relaxing(engine, request, self._parsed(query, synonyms))
        return SearchResult(
            request=request,
            total=found.total,
            hits=_hits(found, Highlighter(parsed, found.expanded)),
            facets=found.facets,
            notes=parsed.notes + found.notes,
            took_ms=(time.perf_counter() - started) * 1000,
            synonyms=parsed.synonyms,
            groups=found.groups,
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
        """Every passage that ``search`` would find, whole, in source order, however many there are."""
        request = SearchRequest(
            query=query,
            genre=_values(genre),
            domain=_values(domain),
            section=_values(section),
            year=tuple(year),
            collection=_values(collection),
            synonyms=synonyms,
        )
        return self._engine.matches(request, self._parsed(query, synonyms))

    def explain(self, query: str, passage_id: str) -> Explanation | None:
        """Where the score of a passage for a query without choices comes from; None where it does not match.

        Raises PassageNotFound.
        """
        engine = self._engine
        _, parsed = _relaxing(engine, SearchRequest(query), self._parsed(query, True))
        return engine.explain(parsed, passage_id)

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

    def marks(self, query: str, passage: Passage, *, synonyms: bool = True) -> tuple[Span, ...]:
        """What the query matches in the text of a passage, as ``search`` would mark it."""
        parsed = self._parsed(query, synonyms)
        return Highlighter(parsed, self._engine.expanded(parsed)).mark(passage).text if query.strip() else ()

    def _parsed(self, query: str, synonyms: bool) -> ParsedQuery:
        parsed = parse(query, self._analyser, self._synonyms.rules if synonyms else None)
        runs = [run.text for run in typed_runs(parsed.tree)]
        return replace(parsed, hints=hints_of(runs, self._classifier)) if runs else parsed

    def passages(self) -> Iterator[Passage]:
        """All passages, in source order."""
        return self._engine.passages()

    def stats(self) -> IndexStats:
        """What is in the index."""
        return self._engine.stats()

    def check(self) -> tuple[str, ...]:
        """Reads every byte of the index; one sentence a problem found, none where all is well."""
        return self._engine.check()


def _relaxing(engine: Engine, request: SearchRequest, parsed: ParsedQuery) -> tuple[Page, ParsedQuery]:
    """What the engine finds and for which query: a less strict one where too few passages match."""
    relaxable = request.matching == "auto" and bool(parsed.words)
    found = None if relaxable and is_long(parsed) else engine.search(request, parsed)
    if relaxable and (found is None or found.total < ENOUGH):
        for step in relax(parsed, engine.frequencies):
            more = engine.search(request, step.query)
            if found is None or more.total > found.total:
                parsed = replace(step.query, notes=(*step.query.notes, step.note))
                found = more
            if found.total >= PLENTY:
                break
    return found or engine.search(request, parsed), parsed


def _values(chosen: Sequence[str]) -> tuple[str, ...]:
    """A single text is one value, not the list of its characters."""
    return (chosen,) if isinstance(chosen, str) else tuple(chosen)


def _check(request: SearchRequest) -> None:
    for name in ("genre", "domain", "section", "collection"):
        if not all(isinstance(value, str) for value in getattr(request, name)):
            raise BadRequest(f"筛选 {name} 应为文字的列表。")
    if not all(isinstance(year, int) for year in request.year):
        raise BadRequest("筛选 year 应为整数的列表。")
    if not (isinstance(request.page, int) and isinstance(request.per_page, int)):
        raise BadRequest("page 和 per_page 应为整数。")
    if request.page < 1:
        raise BadRequest(f"页码 page 应从 1 开始，而不是 {request.page}。")
    if not 1 <= request.per_page <= MAX_PER_PAGE:
        raise BadRequest(f"每页条数 per_page 应为 1 到 {MAX_PER_PAGE}，而不是 {request.per_page}。")
    if request.sort not in get_args(Sort):
        raise BadRequest(f"排序 sort 应为 {'、'.join(get_args(Sort))} 之一，而不是“{request.sort}”。")
    if request.matching not in get_args(Matching):
        raise BadRequest(
            f"匹配 matching 应为 {'、'.join(get_args(Matching))} 之一，而不是“{request.matching}”。"
        )
    if request.page * request.per_page > MAX_REACH:
        raise BadRequest(f"只能翻到第 {MAX_REACH} 条；请缩小范围，或用 zongjie export --query 导出全部。")


def _hits(found: Page, highlighter: Highlighter) -> tuple[Hit, ...]:
    return tuple(
        _hit(score, passage, highlighter, folded_ids)
        for (score, passage), folded_ids in zip(found.hits, found.folded, strict=True)
    )


def _hit(score: float, passage: Passage, highlighter: Highlighter, folded_ids: tuple[str, ...]) -> Hit:
    marked = highlighter.mark(passage)
    return Hit(
        id=passage.id,
        score=score,
        collection=passage.collection,
        part=passage.part,
        title=passage.title,
        heading=passage.heading,
        section=passage.section,
        genre=passage.genre,
        domain=passage.domain,
        year=passage.year,
        source=passage.source,
        snippets=marked.snippets,
        title_spans=marked.title,
        heading_spans=marked.heading,
        period=passage.period,
        organisation=passage.organisation,
        author=passage.author,
        folded_ids=folded_ids,
    )
