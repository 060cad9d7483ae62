"""Kernels over matches: sorted documents with their scores, combined, counted and ranked.

Everything here takes ascending document numbers, and gives them ascending.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from indexer.compiled import Bytes, Floats, Longs, Numbers, kernel
from indexer.engines.embedded.gallop import gallop

__all__ = [
    "Order",
    "count_values",
    "either",
    "inside",
    "mark_refused",
    "others",
    "ranks_behind",
    "top",
    "union_of_lists",
]


@kernel
def inside(docs: Numbers, scores: Floats, others_: Numbers, scores_: Floats) -> tuple[Numbers, Floats]:
    """The documents in both, with the sum of their scores. The first list should be the shorter."""
    found = np.empty(len(docs), np.int32)
    sums = np.empty(len(docs), np.float32)
    count = q = 0
    for p in range(len(docs)):
        q = gallop(others_, q, len(others_), docs[p])
        if q == len(others_):
            break
        if others_[q] == docs[p]:
            found[count], sums[count] = docs[p], scores[p] + scores_[q]
            count += 1
    return found[:count], sums[:count]


@kernel
def either(
    docs: Numbers, scores: Floats, others_: Numbers, scores_: Floats, needed: bool
) -> tuple[Numbers, Floats]:
    """The documents in any of the two, with the sum of their scores.

    If ``needed``, those of the first only: the second adds to their scores.
    """
    size = len(docs) + (0 if needed else len(others_))
    found = np.empty(size, np.int32)
    sums = np.empty(size, np.float32)
    count = p = q = 0
    while p < len(docs) or (q < len(others_) and not needed):
        if q < len(others_) and (p == len(docs) or others_[q] < docs[p]):
            if not needed:
                found[count], sums[count] = others_[q], scores_[q]
                count += 1
            q += 1
            continue
        found[count], sums[count] = docs[p], scores[p]
        if q < len(others_) and others_[q] == docs[p]:
            sums[count] += scores_[q]
            q += 1
        count += 1
        p += 1
    return found[:count], sums[:count]


@kernel
def others(docs: Numbers, scores: Floats, without: Numbers) -> tuple[Numbers, Floats]:
    """The documents that are not in ``without``."""
    found = np.empty(len(docs), np.int32)
    sums = np.empty(len(docs), np.float32)
    count = q = 0
    for p in range(len(docs)):
        q = gallop(without, q, len(without), docs[p])
        if q == len(without) or without[q] != docs[p]:
            found[count], sums[count] = docs[p], scores[p]
            count += 1
    return found[:count], sums[:count]


@kernel
def union_of_lists(docs: Numbers, starts: Longs, ends: Longs, documents: int) -> Numbers:
    """The documents of several slices of one array; raises ValueError for one that does not exist."""
    seen = np.zeros(documents, np.uint8)
    count = 0
    for k in range(len(starts)):
        for p in range(starts[k], ends[k]):
            d = docs[p]
            if d < 0 or d >= documents:
                raise ValueError("document out of range")
            count += 1 - seen[d]
            seen[d] = 1
    found = np.empty(count, np.int32)
    count = 0
    for d in range(documents):
        if seen[d]:
            found[count] = d
            count += 1
    return found


class Order(NamedTuple):
    """What matches are ranked by: the highest key, then the highest score, then the lowest rank.

    Keys and scores stand beside the documents; ``ranks`` holds a number for every document of the segment.
    """

    keys: Floats
    scores: Floats
    ranks: Numbers


@kernel
def ranks_behind(docs: Numbers, order: Order, i: int, j: int) -> bool:
    """Whether match ``i`` ranks behind match ``j``."""
    if order.keys[i] != order.keys[j]:
        return order.keys[i] < order.keys[j]
    if order.scores[i] != order.scores[j]:
        return order.scores[i] < order.scores[j]
    return order.ranks[docs[i]] > order.ranks[docs[j]]


@kernel
def _sink(docs: Numbers, order: Order, heap: Longs, size: int) -> None:
    """Restores the heap of matches, last in rank on top, after its root has changed."""
    i = 0
    while 2 * i + 1 < size:
        child = 2 * i + 1
        if child + 1 < size and ranks_behind(docs, order, heap[child + 1], heap[child]):
            child += 1
        if not ranks_behind(docs, order, heap[child], heap[i]):
            return
        heap[i], heap[child] = heap[child], heap[i]
        i = child


@kernel
def top(docs: Numbers, order: Order, limit: int) -> Longs:
    """The places in ``docs`` of the ``limit`` first in rank, in that order: a heap of the best so far."""
    size = min(limit, len(docs))
    heap = np.empty(size, np.int64)
    if size == 0:
        return heap
    for p in range(size):
        heap[p] = p
        i = p
        while i > 0 and ranks_behind(docs, order, heap[i], heap[(i - 1) >> 1]):
            up = (i - 1) >> 1
            heap[i], heap[up] = heap[up], heap[i]
            i = up
    least = order.keys[heap[0]]
    for p in range(size, len(docs)):
        if order.keys[p] >= least and ranks_behind(docs, order, heap[0], p):
            heap[0] = p
            _sink(docs, order, heap, size)
            least = order.keys[heap[0]]
    for last in range(size - 1, 0, -1):
        heap[0], heap[last] = heap[last], heap[0]
        _sink(docs, order, heap, last)
    return heap


@kernel
def mark_refused(
    docs: Numbers, offsets: Longs, codes: Numbers, chosen: Bytes, bit: int, refused: Bytes
) -> None:
    """Sets ``bit`` in ``refused`` for each document that has none of the chosen values of a column."""
    for p in range(len(docs)):
        passes = False
        for k in range(offsets[docs[p]], offsets[docs[p] + 1]):
            code = codes[k]
            if code < 0 or code >= len(chosen):
                raise ValueError("value out of range")
            passes = passes or chosen[code] != 0
        if not passes:
            refused[p] |= bit


@kernel
def count_values(
    docs: Numbers, offsets: Longs, codes: Numbers, values: int, bit: int, refused: Bytes
) -> Longs:
    """How many documents have each value of a column, of those refused by no other column (``bit``)."""
    counts = np.zeros(values, np.int64)
    for p in range(len(docs)):
        if refused[p] | bit != bit:
            continue
        for k in range(offsets[docs[p]], offsets[docs[p] + 1]):
            code = codes[k]
            if code < 0 or code >= values:
                raise ValueError("value out of range")
            counts[code] += 1
    return counts
