"""One state of an index, open for searching: some segments, and which of their passages are deleted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from whoosh import query

from indexer.compiled import Floats, Longs, Numbers
from indexer.engines.embedded.evaluation.evaluate import Matches, evaluate
from indexer.engines.embedded.evaluation.explain import explain_node, explain_rescored
from indexer.engines.embedded.evaluation.facets import add_counts, refusals
from indexer.engines.embedded.evaluation.folding import NearDuplicates, duplicates_in
from indexer.engines.embedded.evaluation.found import Found
from indexer.engines.embedded.evaluation.grouping import Collections, Grouping
from indexer.engines.embedded.evaluation.known import Here, Known
from indexer.engines.embedded.evaluation.left import LeftInSegments
from indexer.engines.embedded.evaluation.near_words import holders_of, near_words
from indexer.engines.embedded.evaluation.orders import KEYS, Ranked, by_rank
from indexer.engines.embedded.evaluation.plan import Planner
from indexer.engines.embedded.evaluation.plan_nodes import Node
from indexer.engines.embedded.evaluation.rescoring import Rescorer, Signals
from indexer.engines.embedded.evaluation.scoring import Norms, Weights, inverse_lengths
from indexer.engines.embedded.evaluation.sets import Order, others, top
from indexer.engines.embedded.evaluation.shortcuts import Best, find_best
from indexer.engines.embedded.evaluation.suggest import Suggester
from indexer.engines.embedded.segments.lexicon import decode, encode
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.engines.engine import Doubtful, NearWord
from indexer.model import FACETS, TEXT_FIELDS, Passage, Sort
from indexer.offers import Explanation, Suggestion

__all__ = ["Snapshot"]

Choices = Mapping[str, Collection[str]]

WINDOW = 200
"""So many of the best matches are rescored."""


class Snapshot:
    """Safe to share between threads. A passage's number counts through the segments, deleted ones included.

    Any method may raise IndexDamaged.
    """

    def __init__(
        self,
        segments: Sequence[OpenSegment],
        deleted: Sequence[Collection[int]],
        weights: Weights | None = None,
    ) -> None:
        """``deleted`` are the deleted documents of each segment."""
        self._segments, self._weights = tuple(segments), weights or Weights()
        self._deleted = [np.array(sorted(documents), np.int32) for documents in deleted]
        self._has_deleted = any(map(len, self._deleted))
        self._bases = list(accumulate((segment.documents for segment in segments), initial=0))
        none = [0] * len(TEXT_FIELDS)
        totals = [sum(column) for column in zip(none, *(one.totals for one in segments), strict=True)]
        inverse = inverse_lengths(self._weights, totals, self._bases[-1])
        damping = np.float32(self._weights.damping)
        self._norms = [
            Norms(segment.length_codes, inverse, segment.documents, damping) for segment in segments
        ]

    @property
    def size(self) -> int:
        """How many passages there are, deleted ones included."""
        return self._bases[-1]

    def __len__(self) -> int:
        """How many passages there are that are not deleted."""
        return self._bases[-1] - sum(map(len, self._deleted))

    def search(
        self,
        tree: Any,  # a whoosh.query.Query, which has no types
        *,
        choices: Choices | None = None,
        facets: Collection[str] = FACETS,
        limit: int = 10,
        sort: Sort = "relevance",
        signals: Signals | None = None,
        grouped: bool = False,
    ) -> Found:
        """The exact total, the best ``limit`` matches and the facets' counts.

        ``choices`` gives the chosen values of label fields: a match has one value of each. Ties are broken
        by score, then id. ``signals`` rescore the best WINDOW; ``grouped`` keeps the best of a collection.
        """
        planner = Planner(self._segments)
        plan = planner.plan(tree)
        if not (choices or facets or signals or sort != "relevance" or self._has_deleted or grouped):
            each = find_best(plan, self._segments, self._norms, limit)
            if each is not None:
                return self._join(each, planner, limit)
        rescorer = self._rescorer(signals) if sort == "relevance" else None
        reach = max(limit, WINDOW) if rescorer else limit
        chosen = [(name, values) for name, values in (choices or {}).items() if values]
        own = {name: 1 << number for number, (name, _) in enumerate(chosen)}
        counts: dict[str, dict[str, int]] = {name: {} for name in facets}
        total = 0
        best: list[Ranked] = []
        grouping = Grouping(self._collections) if grouped else None
        for number, matches in self._matches(plan, rescorer.most if rescorer else 0.0):
            segment = self._segments[number]
            refused = refusals(segment, matches.docs, chosen)
            for name in facets:
                add_counts(counts[name], segment, name, matches.docs, refused, own.get(name, 0))
            if chosen:
                kept = refused == 0
                matches = Matches(matches.docs[kept], matches.scores[kept])  # noqa: PLW2901
            total += len(matches.docs)
            order = Order(KEYS[sort](segment, matches), matches.scores, segment.ranks)
            best += self._best(number, matches.docs, order, reach)
            if grouping:
                first = grouping.add(number, matches.docs, order)
                grouping.leaders += self._best(number, *first, reach + limit)
        if rescorer:
            best = self._rescored(self._first(best, reach), rescorer)
        if grouping:
            best = grouping.lead(self._first(best, reach), limit)
        found = self._found(total, best, counts, planner, limit)
        return replace(found, under=grouping.under(best), groups=grouping.groups) if grouping else found

    def _rescorer(self, signals: Signals | None) -> Rescorer | None:
        return Rescorer(signals, self._segments, self._weights) if signals else None

    def _join(self, found: Sequence[Best], planner: Planner, limit: int) -> Found:
        """The answer, given the best of each segment."""
        if len(found) == 1:
            ((total, docs, scores),) = found
            hits = tuple(zip(scores.tolist(), docs.tolist(), strict=True))
            return Found(total, hits, {}, frozenset(planner.expanded), tuple(planner.notes))
        best: list[Ranked] = []
        for number, (_, docs, scores) in enumerate(found):
            best += self._ranked(number, docs, scores, scores)
        return self._found(sum([count for count, _, _ in found]), best, {}, planner, limit)

    def _found(
        self,
        total: int,
        best: list[Ranked],
        counts: Mapping[str, Mapping[str, int]],
        planner: Planner,
        limit: int,
    ) -> Found:
        hits = tuple([(score, number) for _, score, _, number in self._first(best, limit)])
        return Found(total, hits, counts, frozenset(planner.expanded), tuple(planner.notes))

    def _first(self, best: list[Ranked], limit: int) -> list[Ranked]:
        """The first of matches that come from one segment in order, or from several."""
        if len(self._segments) > 1:
            best.sort(key=by_rank)
        return best[:limit]

    def _rescored(self, best: Sequence[Ranked], rescorer: Rescorer) -> list[Ranked]:
        """The best matches, the first WINDOW of them with what the rescorer adds."""
        window = sorted(best[:WINDOW], key=lambda hit: hit[3])
        numbers = np.array([hit[3] for hit in window], np.int64)
        scores = np.array([hit[1] for hit in window], np.float32)
        for segment, (start, end) in enumerate(pairwise(self._bases)):
            own = slice(np.searchsorted(numbers, start), np.searchsorted(numbers, end))
            docs = (numbers[own] - start).astype(np.int32)
            if len(docs):
                scores[own] = rescorer.rescore(segment, docs, scores[own], self._norms[segment])
        scored = [(s, s, hit[2], hit[3]) for s, hit in zip(scores.tolist(), window, strict=True)]
        if len(self._segments) == 1:  # without ids, whose order is that of the ranks
            scored = [scored[place] for place in np.argsort(self._segments[0].ranks[numbers]).tolist()]
        return [*sorted(scored, key=by_rank), *best[WINDOW:]]

    def explain(self, tree: Any, number: int, signals: Signals | None = None) -> Explanation | None:
        """Where the score of a passage comes from; None where it does not match."""
        segment = bisect_right(self._bases, number) - 1
        document = number - self._bases[segment]
        rescorer = self._rescorer(signals)
        plan = Planner(self._segments).plan(tree)
        known = Known(plan, self._segments, self._weights, rescorer.most if rescorer else 0.0)
        here = Here(known, segment, self._segments[segment], self._norms[segment])
        found = here.segment.checked(explain_node, plan, here, document)
        best = self.search(tree, facets=(), limit=WINDOW, signals=signals).hits if rescorer else ()
        final = {other: score for score, other in best[:WINDOW]}.get(number)
        if found is None or rescorer is None or final is None:
            return found
        added = rescorer.by_signal(segment, np.array([document], np.int32), self._norms[segment])[:, 0]
        return explain_rescored(found, added.tolist(), final)

    def frequencies(self, words: Sequence[str]) -> list[int]:
        """How many passages have each of some words, deleted ones included."""
        return holders_of(self._segments, [encode(word) for word in words]).tolist()

    def matches(self, tree: Any, choices: Choices | None = None) -> Iterator[int]:
        """The numbers of all matches, ascending."""
        chosen = [(name, values) for name, values in (choices or {}).items() if values]
        for number, matches in self._matches(Planner(self._segments).plan(tree)):
            refused = refusals(self._segments[number], matches.docs, chosen)
            yield from (matches.docs[refused == 0] + self._bases[number]).tolist()

    def expanded(self, tree: Any) -> frozenset[str]:
        """The words that the patterns of a query match."""
        planner = Planner(self._segments)
        planner.plan(tree)
        return frozenset(planner.expanded)

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """What to offer for the beginning of a query; see ``suggest``."""
        return self._suggester.suggest(typed, limit)

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(self._segments, LeftInSegments(self._segments, self._deleted).left)

    def near_words(self, doubtful: Doubtful) -> Sequence[NearWord]:
        """The words near a part of a run; see ``Engine``. Shares count deleted passages too."""
        return near_words(self._segments, doubtful)

    def passage(self, number: int) -> Passage:
        """The passage of that number."""
        return self.passages([number])[0]

    def passages(self, numbers: Sequence[int]) -> list[Passage]:
        """The passages of some numbers, in their order."""
        found: dict[int, Passage] = {}
        for segment, (start, end) in zip(self._segments, pairwise(self._bases), strict=True):
            if own := [number for number in numbers if start <= number < end]:
                found.update(zip(own, segment.passages([number - start for number in own]), strict=True))
        return [found[number] for number in numbers]

    def numbers(self) -> Iterator[int]:
        """The numbers of all passages that are not deleted, ascending."""
        return self.matches(query.Every())

    def ids(self, numbers: Iterable[int]) -> list[str]:
        """The ids of some passages."""
        found = []
        for number in numbers:
            place = bisect_right(self._bases, number) - 1
            segment = self._segments[place]
            found.append(decode(segment.column("id").values[segment.ranks[number - self._bases[place]]]))
        return found

    def fold(self, numbers: Sequence[int]) -> Numbers:
        """See ``NearDuplicates.fold``."""
        return self._near_duplicates.fold(numbers)

    def near(self, number: int) -> Longs:
        """The numbers of all passages that nearly agree with one, ascending, itself included."""
        found = self._near_duplicates.near(number)
        gone = [deleted + base for base, deleted in zip(self._bases, self._deleted, strict=False)]
        return np.setdiff1d(found, np.concatenate(gone))

    @cached_property
    def _collections(self) -> Collections:
        return Collections(self._segments)

    @cached_property
    def _near_duplicates(self) -> NearDuplicates:
        return duplicates_in(self._segments)

    def places_of(self, name: str, values: Sequence[str]) -> Longs:
        """For each passage number the place among ``values`` of its value of a label field.

        Meant for fields of which each passage has one value; other values count as after the last.
        """
        places = {encode(value): place for place, value in enumerate(values)}
        found = np.full(self._bases[-1], len(values), np.int64)
        for base, segment in zip(self._bases, self._segments, strict=False):
            column = segment.column(name)
            if len(column.doc_codes) != segment.documents:
                raise segment.file.damaged(f"its passages have not one {name} each")
            own = np.array([places.get(value, len(values)) for value in column.values], np.int64)
            found[base : base + segment.documents] = own[column.doc_codes]
        return found

    def _matches(self, plan: Node, headroom: float = 0.0) -> Iterator[tuple[int, Matches]]:
        """The matches in each segment, without the deleted ones."""
        found = evaluate(plan, self._segments, self._norms, self._weights, headroom)
        for number, matches in enumerate(found):
            deleted = self._deleted[number]
            yield number, Matches(*others(*matches, deleted)) if len(deleted) else matches

    def _best(self, number: int, docs: Numbers, order: Order, limit: int) -> Iterable[Ranked]:
        places = top(docs, order, limit)
        return self._ranked(number, docs[places], order.keys[places], order.scores[places])

    def _ranked(self, number: int, docs: Numbers, keys: Floats, scores: Floats) -> Iterable[Ranked]:
        """Matches of a segment with what ranks them among those of other segments."""
        segment, names = self._segments[number], [""] * len(docs)
        if len(self._segments) > 1:
            ids = segment.column("id").values
            names = [decode(ids[rank]) for rank in segment.ranks[docs].tolist()]
        numbers = (docs + self._bases[number]).tolist()
        return zip(keys.tolist(), scores.tolist(), names, numbers, strict=True)
