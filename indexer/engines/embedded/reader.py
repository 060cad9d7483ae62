"""Answers from one version of an embedded index: Whoosh walks the postings, arrays do the rest."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from indexer.engines.embedded.expand import Expansion, expand
from indexer.engines.embedded.facets import FacetColumns
from indexer.engines.embedded.literals import LiteralScan
from indexer.engines.embedded.store import Manifest, Store
from indexer.engines.engine import IndexStats
from indexer.errors import IndexDamaged, PassageNotFound
from indexer.model import Page, Passage, SearchRequest
from indexer.query import ParsedQuery
from indexer.records import from_line

__all__ = ["EmbeddedEngine"]


class LiteralSearcher(Searcher):
    """Whoosh's searcher, which also finds literal runs (see ``query.nodes.Literal``)."""

    literals: LiteralScan


class EmbeddedEngine:
    """One version of an index folder, open for reading; see ``engines.engine.Engine``."""

    def __init__(self, folder: Path, made_of: Mapping[str, str]) -> None:
        """Opens the current version. Raises IndexMissing, IndexOutdated or IndexDamaged."""
        self._store = Store(folder)
        self._folder, self._manifest = self._open_current(made_of)
        try:
            lines = (self._folder / "passages.jsonl").read_bytes().splitlines()
            self._passages = [from_line(line) for line in lines]
            storage = FileStorage(str(self._folder), readonly=True)
            self._searcher = LiteralSearcher(storage.open_index().reader(), weighting=BM25F())
        except (
            OSError,
            ValueError,
            KeyError,
            TypeError,
            EOFError,
            pickle.UnpicklingError,
            whoosh_index.IndexError,
        ) as error:
            raise IndexDamaged(
                f"the index at {folder} cannot be opened ({error}); "
                f"rebuild it: zongjie index --full SOURCE… --index {folder}"
            ) from error
        if not len(self._passages) == self._manifest.passages == self._searcher.doc_count():
            raise IndexDamaged(
                f"the files of the index at {folder} do not belong together; "
                f"rebuild it: zongjie index --full SOURCE… --index {folder}"
            )
        self._reading = threading.Lock()  # Whoosh's readers of one file share a position in it
        self._searcher.literals = LiteralScan(self._passages)
        self._numbers = {passage.id: number for number, passage in enumerate(self._passages)}
        self._facets = FacetColumns(self._passages)

    def _open_current(self, made_of: Mapping[str, str]) -> tuple[Path, Manifest]:
        """A build may remove a version between the moment it is named and the moment it is read."""
        while True:
            version = self._store.current()
            try:
                return version, self._store.manifest(version, made_of)
            except IndexDamaged:
                if self._store.current() == version:
                    raise

    @property
    def version(self) -> str:
        """See ``Engine.version``."""
        return self._manifest.version

    def search(self, request: SearchRequest, query: ParsedQuery) -> Page:
        """See ``Engine.search``."""
        expansion = self._expand(query)
        numbers, scores = self._evaluate(expansion.tree)
        matched = np.zeros(len(self._passages), bool)
        matched[numbers] = True
        allowed = self._facets.allowed(request)
        kept = np.logical_and.reduce([flags[numbers] for flags in allowed.values()] or [matched[numbers]])
        numbers, scores = numbers[kept], scores[kept]
        order = self._order(numbers, scores, request)
        first = (request.page - 1) * request.per_page
        return Page(
            total=len(numbers),
            hits=tuple(
                (float(scores[place]), self._passages[numbers[place]])
                for place in order[first : first + request.per_page]
            ),
            facets=self._facets.counts(matched, allowed, request),
            expanded=expansion.words,
            notes=expansion.notes,
        )

    def matches(self, request: SearchRequest, query: ParsedQuery) -> Iterator[Passage]:
        """See ``Engine.matches``."""
        numbers, _ = self._evaluate(self._expand(query).tree)
        flags = self._facets.allowed(request).values()
        return (self._passages[number] for number in numbers if all(flag[number] for flag in flags))

    def expanded(self, query: ParsedQuery) -> frozenset[str]:
        """See ``Engine.expanded``."""
        return self._expand(query).words

    def _expand(self, query: ParsedQuery) -> Expansion:
        with self._reading:
            return expand(query.tree, self._searcher.reader())

    def _evaluate(self, tree: Any) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]:
        """All matching passages, ascending by number, and their scores."""
        found: list[tuple[int, float]] = []
        with self._reading:
            matcher = tree.matcher(self._searcher)
            while matcher.is_active():
                found.append((matcher.id(), matcher.score()))
                matcher.next()
        numbers, scores = zip(*found, strict=True) if found else ((), ())
        return np.array(numbers, np.int32), np.array(scores, np.float64)

    def _order(
        self, numbers: npt.NDArray[np.int32], scores: npt.NDArray[np.float64], request: SearchRequest
    ) -> npt.NDArray[np.int64]:
        """Places in ``numbers``, best first."""
        by_id, by_score = self._id_ranks[numbers], -scores
        if request.sort == "newest":
            return np.lexsort((by_id, by_score, -self._years[numbers]))
        if request.sort == "longest":
            return np.lexsort((by_id, by_score, -self._lengths[numbers]))
        return np.lexsort((by_id, by_score))

    @cached_property
    def _id_ranks(self) -> npt.NDArray[np.int64]:
        ranks = np.empty(len(self._passages), np.int64)
        ranks[sorted(range(len(ranks)), key=lambda number: self._passages[number].id)] = np.arange(len(ranks))
        return ranks

    @cached_property
    def _years(self) -> npt.NDArray[np.int64]:
        return np.array([passage.year or 0 for passage in self._passages], np.int64)

    @cached_property
    def _lengths(self) -> npt.NDArray[np.int64]:
        return np.array([len(passage.text) for passage in self._passages], np.int64)

    def get(self, passage_id: str) -> Passage:
        """See ``Engine.get``."""
        return self._passages[self._number(passage_id)]

    def siblings(self, passage_id: str) -> tuple[Passage, ...]:
        """See ``Engine.siblings``: neighbours in source order with the same source and collection."""
        first = last = self._number(passage_id)
        own = self._passages[first]
        while first > 0 and _same_collection(self._passages[first - 1], own):
            first -= 1
        while last + 1 < len(self._passages) and _same_collection(self._passages[last + 1], own):
            last += 1
        return tuple(self._passages[first : last + 1])

    def _number(self, passage_id: str) -> int:
        try:
            return self._numbers[passage_id]
        except KeyError:
            raise PassageNotFound(f"没有编号为“{passage_id}”的段落。") from None

    def passages(self) -> Iterator[Passage]:
        """See ``Engine.passages``."""
        return iter(self._passages)

    def stats(self) -> IndexStats:
        """See ``Engine.stats``."""
        nothing = SearchRequest()
        everything = np.ones(len(self._passages), bool)
        return IndexStats(
            passages=len(self._passages),
            collections=len({(passage.source, passage.collection) for passage in self._passages}),
            parts=len({(p.source, p.collection, p.part) for p in self._passages if p.part is not None}),
            characters=int(self._lengths.sum()),
            facets=self._facets.counts(everything, {}, nothing),
            built_at=self._manifest.built_at,
            version=self._manifest.version,
            size_bytes=sum(size for size, _ in self._manifest.files.values()),
        )

    def check(self) -> tuple[str, ...]:
        """See ``Engine.check``."""
        return self._store.verify(self._folder, self._manifest)

    def close(self) -> None:
        """See ``Engine.close``."""
        self._searcher.close()


def _same_collection(one: Passage, other: Passage) -> bool:
    return (one.source, one.collection) == (other.source, other.collection)
