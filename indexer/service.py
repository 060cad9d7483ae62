"""An index that is answered in this process: by an engine, with what stands around every engine.

That is the analyser, the synonyms and the classifier that a query is read with, relaxing, corrections and
marks.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from indexer.assist import HITS, find_corrections, find_keywords, find_related, find_similar, query_like
from indexer.build import ingredients
from indexer.engines.embedded import EmbeddedEngine, Store
from indexer.engines.engine import Engine, IndexStats
from indexer.errors import ZongjieError
from indexer.highlight import Highlighter
from indexer.hits import make_hits, similar_hits
from indexer.index import Index
from indexer.model import Hit, Label, Passage, SearchRequest, SearchResult
from indexer.offers import Correction, Explanation, Keyword, Span, Suggestion
from indexer.prepare import tools
from indexer.query import ParsedQuery, SynonymFile, SynonymRules, hints_of, is_long, parse, typed_runs
from indexer.relaxing import Findings, find, relaxed_query
from indexer.requests import leads_on
from indexer.settings import Settings
from indexer.unfound import find_unfound

__all__ = ["LocalIndex"]


class LocalIndex(Index):
    """The index in a folder of this machine; ``Index`` says what each method promises.

    It answers from the version and the synonyms of when it was opened, until ``refresh`` finds newer ones.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        own = tools(settings)
        self._analyser, self._classifier, self._made_of = own.analyser, own.classifier, ingredients(own)
        self._synonyms = SynonymFile(settings.synonyms)
        self._engine: Engine = EmbeddedEngine(folder, self._made_of)
        self._opening = threading.Lock()

    def close(self) -> None:
        """Lets go of the index's files."""
        self._engine.close()

    def refresh(self) -> bool:
        """See ``Index``. Cheap when there is nothing new.

        Where the newer version cannot be opened the old one goes on answering; where the file of synonyms is
        malformed, the old ones stay, and the log says so. Answers under way keep the version they began with.
        """
        changed = self._synonyms.refresh()
        try:
            if Store(self._folder).current().name == self._engine.version:
                return changed
            if not self._opening.acquire(blocking=False):
                return changed  # another thread is opening it
            try:
                self._engine = EmbeddedEngine(self._folder, self._made_of)
            finally:
                self._opening.release()
        except ZongjieError:
            return changed
        return True

    @property
    def fingerprint(self) -> str:
        """See ``Index``."""
        return f"{self._engine.fingerprint}-{self._synonyms.rules.fingerprint}"

    def _search(self, request: SearchRequest) -> SearchResult:
        started = time.perf_counter()
        engine = self._engine
        rules = self._rules(request)
        parsed = self._parsed(request.query, rules)
        found = find(engine, request, parsed, HITS if leads_on(request) and not parsed.synonyms else 0)
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
            related=self._leading_on(engine, request, parsed, found) if leads_on(request) else (),
            unfound=() if found.page.total else find_unfound(engine, self._parsed(request.query, None)),
        )

    def _leading_on(
        self, engine: Engine, request: SearchRequest, parsed: ParsedQuery, found: Findings
    ) -> tuple[str, ...]:
        """What ``related`` gives, with what is known already; synonyms are not to be led on from."""
        typed = self._parsed(request.query, None) if parsed.synonyms else parsed
        return find_related(request, typed, engine, self._analyser, request.related, found.best)

    def _matches(self, request: SearchRequest) -> Iterator[Passage]:
        return self._engine.matches(request, self._parsed(request.query, self._rules(request)))

    def _explain(self, query: str, passage_id: str) -> Explanation | None:
        engine, request = self._engine, SearchRequest(query)
        parsed = self._parsed(query, self._synonyms.rules)
        return engine.explain(relaxed_query(engine, request, parsed), passage_id)

    def _suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        return self._engine.suggest(typed, limit)

    def _get(self, passage_id: str) -> Passage:
        return self._engine.get(passage_id)

    def _siblings(self, passage_id: str) -> tuple[Passage, ...]:
        return self._engine.siblings(passage_id)

    def _evidence(self, passage: Passage) -> Mapping[str, tuple[Label, ...]]:
        siblings = self._engine.siblings(passage.id)
        place = passage.part, passage.title
        return self._classifier.evidence(passage, [one for one in siblings if (one.part, one.title) == place])

    def _marks(self, request: SearchRequest, passages: Sequence[Passage]) -> list[tuple[Span, ...]]:
        engine = self._engine
        asked = relaxed_query(engine, request, self._parsed(request.query, self._rules(request)))
        highlighter = Highlighter(asked, engine.expanded(asked))
        return [marked.text for marked in highlighter.mark_each(passages)]

    def _rules(self, request: SearchRequest) -> SynonymRules | None:
        return self._synonyms.rules if request.synonyms else None

    def _parsed(self, query: str, rules: SynonymRules | None) -> ParsedQuery:
        parsed = parse(query, self._analyser, rules)
        runs = [] if is_long(parsed) else [run.text for run in typed_runs(parsed.tree)]
        return replace(parsed, hints=hints_of(runs, self._classifier)) if runs else parsed

    def _keywords(self, passage_id: str, limit: int) -> tuple[Keyword, ...]:
        engine = self._engine
        return find_keywords(engine.get(passage_id), engine, self._analyser, limit)

    def _similar(self, passage_id: str, limit: int) -> tuple[Hit, ...]:
        engine = self._engine
        passage = engine.get(passage_id)
        query = query_like(passage, engine, self._analyser)
        highlighter = Highlighter(query)
        return similar_hits(find_similar(passage, query, engine, limit), highlighter)

    def _related(self, request: SearchRequest, limit: int) -> tuple[str, ...]:
        return find_related(request, self._parsed(request.query, None), self._engine, self._analyser, limit)

    def passages(self) -> Iterator[Passage]:
        """See ``Index``."""
        return self._engine.passages()

    def stats(self) -> IndexStats:
        """See ``Index``."""
        return self._engine.stats()

    def check(self) -> tuple[str, ...]:
        """See ``Index``."""
        return self._engine.check()
