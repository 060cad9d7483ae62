"""Answers from one version of an embedded index; ``engines.engine.Engine`` says what each method promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import query as whoosh_query

from indexer.engines.embedded.codec.index import ArrayIndex
from indexer.engines.embedded.evaluation.folding import FOLDED, fold_hits
from indexer.engines.embedded.evaluation.found import Found
from indexer.engines.embedded.evaluation.rescoring import Signals
from indexer.engines.embedded.evaluation.snapshot import Snapshot
from indexer.engines.embedded.manifest import Manifest, SourceEntry
from indexer.engines.embedded.store import Store
from indexer.engines.engine import Doubtful, IndexStats, NearWord
from indexer.errors import IndexDamaged, IndexMissing, PassageNotFound
from indexer.model import FACETS, FacetValue, Page, Passage, SearchRequest
from indexer.offers import Explanation, Folded, Suggestion
from indexer.query import ParsedQuery, typed_runs

__all__ = ["EmbeddedEngine"]


class EmbeddedEngine:
    """One version of an index folder, open for reading. Its files are mapped, so opening costs little."""

    def __init__(self, folder: Path, made_of: Mapping[str, str]) -> None:
        """Opens the current version. Raises IndexMissing, IndexOutdated or IndexDamaged."""
        self._store = Store(folder)
        while True:
            version = self._store.current()
            try:
                self._open(version, made_of)
                break
            except (IndexMissing, IndexDamaged):
                # A build removes the version before: it may have gone between being named and being read.
                if self._store.current() == version:
                    raise

    def _open(self, version: Path, made_of: Mapping[str, str]) -> None:
        self._manifest: Manifest = self._store.manifest(version, made_of)
        try:
            self._index = ArrayIndex.open_in(version)
            self._snapshot: Snapshot = self._index.snapshot()
            self._bytes = sum(path.stat().st_size for path in version.iterdir())
        except (IndexMissing, OSError) as error:
            raise IndexDamaged(f"{version} holds no index; {self._store.cure}") from error
        if len(self._snapshot) != sum(source.passages for source in self._manifest.sources):
            raise IndexDamaged(f"the files in {version} do not belong together; {self._store.cure}")

    @property
    def version(self) -> str:
        """See ``Engine``."""
        return self._manifest.version

    @cached_property
    def fingerprint(self) -> str:
        """See ``Engine``."""
        return self._manifest.fingerprint()

    @property
    def sources(self) -> tuple[SourceEntry, ...]:
        """What this version was built from, in source order."""
        return self._manifest.sources

    def search(self, request: SearchRequest, query: ParsedQuery) -> Page:
        """See ``Engine``."""
        choices = self._chosen(request)
        last = request.page * request.per_page
        found = self._snapshot.search(
            query.tree,
            choices=choices,
            limit=last + FOLDED if request.group == "near" else last,
            sort=request.sort,
            signals=_signals(query),
            grouped=request.group == "collection",
        )
        shown, groups = self._rows(found, request, slice(last - request.per_page, last))
        return Page(
            total=found.total,
            hits=self._read([hit for hit, _ in shown]),
            groups=groups,
            folded=tuple(folded for _, folded in shown),
            facets={name: _facet(name, found.facets[name], getattr(request, name)) for name in FACETS},
            expanded=found.expanded,
            notes=found.notes,
        )

    def _read(self, hits: Sequence[tuple[float, int]]) -> tuple[tuple[float, Passage], ...]:
        passages = self._snapshot.passages([number for _, number in hits])
        return tuple((score, passage) for (score, _), passage in zip(hits, passages, strict=True))

    def _chosen(self, request: SearchRequest) -> dict[str, list[str]]:
        choices = _choices(request)
        if request.near:
            choices["id"] = self._snapshot.ids(self._snapshot.near(self._number(request.near)).tolist())
        return choices

    def _rows(
        self, found: Found, request: SearchRequest, page: slice
    ) -> tuple[list[tuple[tuple[float, int], Folded]], int | None]:
        """The hits of a page that are not folded, each with what is under it, and how many there are."""
        if request.group != "near":
            under = found.under or (0,) * len(found.hits)
            rows = zip(found.hits[page], map(Folded, under[page]), strict=True)
            return list(rows), found.groups
        owners = self._snapshot.fold([number for _, number in found.hits[:FOLDED]])
        named = [
            (hit, Folded(len(numbers), tuple(self._snapshot.ids(numbers))))
            for hit, numbers in fold_hits(found.hits, owners)[page]
        ]
        return named, found.total - int((owners >= 0).sum())

    def matches(self, request: SearchRequest, query: ParsedQuery) -> Iterator[Passage]:
        """See ``Engine``."""
        numbers = np.fromiter(self._snapshot.matches(query.tree, _choices(request)), np.int64)
        return self._in_source_order(numbers)

    def best(
        self, request: SearchRequest, query: ParsedQuery, limit: int
    ) -> tuple[tuple[float, Passage], ...]:
        """See ``Engine``."""
        found = self._snapshot.search(
            query.tree, choices=self._chosen(request), facets=(), limit=limit, signals=_signals(query)
        )
        return self._read(found.hits)

    def expanded(self, query: ParsedQuery) -> frozenset[str]:
        """See ``Engine``."""
        return self._snapshot.expanded(query.tree)

    def count(self, request: SearchRequest, query: ParsedQuery) -> int:
        """See ``Engine``."""
        return self._snapshot.search(query.tree, choices=self._chosen(request), facets=(), limit=0).total

    def near_words(self, doubtful: Doubtful) -> Sequence[NearWord]:
        """See ``Engine``."""
        return self._snapshot.near_words(doubtful)

    def explain(self, query: ParsedQuery, passage_id: str) -> Explanation | None:
        """See ``Engine``."""
        return self._snapshot.explain(query.tree, self._number(passage_id), _signals(query))

    @property
    def size(self) -> int:
        """See ``Engine``."""
        return self._snapshot.size

    def frequencies(self, words: Sequence[str]) -> Sequence[int]:
        """See ``Engine``."""
        return self._snapshot.frequencies(words)

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """See ``Engine``."""
        return self._snapshot.suggest(typed, limit)

    def get(self, passage_id: str) -> Passage:
        """See ``Engine``."""
        return self._snapshot.passage(self._number(passage_id))

    def _number(self, passage_id: str) -> int:
        for number in self._snapshot.matches(whoosh_query.Term("id", passage_id)):
            return number
        raise PassageNotFound(f"没有编号为“{passage_id}”的段落。")

    def siblings(self, passage_id: str) -> tuple[Passage, ...]:
        """See ``Engine``."""
        own = self.get(passage_id)
        choices = {"source": [own.source], "collection": [own.collection]}
        return tuple(self._snapshot.passages(list(self._snapshot.matches(whoosh_query.Every(), choices))))

    def passages(self) -> Iterator[Passage]:
        """See ``Engine``."""
        return self._in_source_order(np.fromiter(self._snapshot.numbers(), np.int64))

    def _in_source_order(self, numbers: np.ndarray[Any, np.dtype[np.int64]]) -> Iterator[Passage]:
        """Passages of one source stand together; after an update the sources are out of order."""
        places = self._source_places[numbers]
        return map(self._snapshot.passage, numbers[np.argsort(places, kind="stable")].tolist())

    @cached_property
    def _source_places(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """For each passage number the place of its source among all sources."""
        return self._snapshot.places_of("source", [entry.source for entry in self._manifest.sources])

    def stats(self) -> IndexStats:
        """See ``Engine``."""
        sources = self._manifest.sources
        found = self._snapshot.search(whoosh_query.Every(), limit=0)
        return IndexStats(
            passages=len(self._snapshot),
            collections=sum(source.collections for source in sources),
            parts=sum(source.parts for source in sources),
            characters=sum(source.characters for source in sources),
            facets={name: _facet(name, found.facets[name], ()) for name in FACETS},
            built_at=self._manifest.built_at,
            version=self._manifest.version,
            size_bytes=self._bytes,
        )

    def check(self) -> tuple[str, ...]:
        """See ``Engine``."""
        try:
            return self._index.check().problems
        except IndexMissing:
            return ("this version of the index was replaced by a newer one; open the index again",)

    def close(self) -> None:
        """See ``Engine``: mappings go with the last answer that uses them; nothing else is held."""


def _signals(query: ParsedQuery) -> Signals | None:
    """What the plain runs of a query tell beside their words; None where there are none."""
    runs = tuple([leaf.text for leaf in typed_runs(query.tree)])
    return Signals(runs, query.hints) if runs else None


def _choices(request: SearchRequest) -> dict[str, list[str]]:
    """The chosen values as the index keeps them."""
    labels = {name: list(getattr(request, name)) for name in ("genre", "domain", "section", "collection")}
    return {**labels, "year": [f"{year:04}" for year in request.year]}


def _facet(name: str, counts: Mapping[str, int], chosen: tuple[str | int, ...]) -> tuple[FacetValue, ...]:
    """Most frequent first, years newest first; a chosen value is listed even at 0."""
    values: dict[str | int, int] = {
        int(value) if name == "year" else value: count for value, count in counts.items()
    }
    for value in chosen:
        values.setdefault(value, 0)
    if name == "year":
        order = sorted(values, key=int, reverse=True)
    else:
        order = sorted(values, key=lambda value: (-values[value], str(value)))
    return tuple(FacetValue(value, values[value], value in chosen) for value in order)
