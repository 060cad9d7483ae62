"""Matches by collection: of each collection the best match, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.compiled import Longs, Numbers, kernel
from indexer.engines.embedded.evaluation.orders import Ranked, by_rank
from indexer.engines.embedded.evaluation.sets import Order, ranks_behind
from indexer.engines.embedded.segments.opened import OpenSegment

__all__ = ["Collections", "Grouping"]


class Collections:
    """Which collection each passage is of; collections are numbered through all segments.

    Safe to share between threads.
    """

    def __init__(self, segments: Sequence[OpenSegment]) -> None:
        """Raises IndexDamaged where a passage has not one collection."""
        numbers: dict[bytes, int] = {}
        self.of: list[Numbers] = []
        """The number of the collection of each document, segment by segment."""
        for segment in segments:
            column = segment.column("collection")
            if len(column.doc_codes) != segment.documents:
                raise segment.file.damaged("its passages have not one collection each")
            own = np.array([numbers.setdefault(value, len(numbers)) for value in column.values], np.int32)
            self.of.append(own[column.doc_codes])
        self.all = np.concatenate([np.empty(0, np.int32), *self.of])
        """The same, by the numbers of the passages."""
        self.count = len(numbers)


class Grouping:
    """The collections of the matches of one search.

    Groups stand in the order of their best hits. These are known once all matches were added: of the first
    hits, which may have been rescored, each may lead its group; of all others only the best of each group.
    """

    def __init__(self, collections: Collections) -> None:
        self._collections = collections
        self._sizes = np.zeros(collections.count, np.int32)
        self.leaders: list[Ranked] = []
        """The best match of each collection; of many segments, one of each."""

    def add(self, segment: int, docs: Numbers, order: Order) -> tuple[Numbers, Order]:
        """Counts the matches of a segment; returns the best one of each collection, and their order."""
        places = best_of_each(docs, self._collections.of[segment], order, self._sizes)
        return docs[places], Order(order.keys[places], order.scores[places], order.ranks)

    @property
    def groups(self) -> int:
        """How many collections have a match."""
        return int(np.count_nonzero(self._sizes))

    def lead(self, first: Sequence[Ranked], limit: int) -> list[Ranked]:
        """The best hits of the first ``limit`` groups: of the ``first`` hits, then of the leaders."""
        found: dict[int, Ranked] = {}
        for hit in (*first, *sorted(self.leaders, key=by_rank)):
            if len(found) == limit:
                break
            found.setdefault(int(self._collections.all[hit[3]]), hit)
        return list(found.values())

    def under(self, hits: Sequence[Ranked]) -> tuple[int, ...]:
        """How many further matches the collection of each hit has."""
        return tuple(int(self._sizes[self._collections.all[hit[3]]]) - 1 for hit in hits)


@kernel
def best_of_each(docs: Numbers, groups: Numbers, order: Order, sizes: Numbers) -> Longs:
    """The place in ``docs`` of the match of each group that is first in rank, ascending.

    ``groups`` holds the group of every document, in range; the matches are added to ``sizes``.
    """
    best = np.full(len(sizes), -1, np.int64)
    count = 0
    for p in range(len(docs)):
        group = groups[docs[p]]
        sizes[group] += 1
        if best[group] < 0:
            count += 1
            best[group] = p
        elif ranks_behind(docs, order, best[group], p):
            best[group] = p
    places = np.empty(count, np.int64)
    count = 0
    for p in range(len(docs)):
        if best[groups[docs[p]]] == p:
            places[count] = p
            count += 1
    return places
