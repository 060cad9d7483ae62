"""Any of some words: the best few and the exact total, without scoring what cannot be among the best.

Lists are read from the rarest word on (MaxScore: Turtle and Flood 1995, "Query evaluation: strategies and
optimizations"). A document that has none of the words read so far can get no more than the weights of the
others; as soon as the best found are all above that, reading ends. The total comes from bitmaps.
"""

from __future__ import annotations

import numpy as np

from indexer.bits import bits_in
from indexer.compiled import Bits, Floats, Longs, Numbers, Shorts, kernel
from indexer.engines.embedded.evaluation.intersection import by_size, meet, meet_dense, words_of_bitmap
from indexer.engines.embedded.evaluation.postings import Lists, is_dense, score_rows
from indexer.engines.embedded.evaluation.scoring import Norms, worth
from indexer.engines.embedded.segments.dense import words_of_row

__all__ = ["best_of_any"]

_ROUNDING = 1e-6
"""More than what a score may be off, as a share of it: scores have 24 bits."""

_TOGETHER = 4096
"""So many documents are scored before it is looked anew what the next ones need."""


@kernel
def best_of_any(
    lists: Lists, norms: Norms, ranks: Numbers, limit: int, floor: float
) -> tuple[int, Numbers, Floats]:
    """How many documents have any of the words, and the ``limit`` best, best first, with their scores.

    Of equal scores the one with the lowest of ``ranks`` comes first. What scores less than ``floor`` need not
    be among the best: other segments have that many better ones.
    """
    order = by_size(lists.starts, lists.ends)
    seen = np.zeros(words_of_row(norms.documents), np.uint64)
    bitmap = np.zeros(words_of_bitmap(norms.documents), np.uint64)
    best, scores, size = np.empty(limit, np.int32), np.empty(limit, np.float32), 0
    for turn in range(len(order)):
        if limit == 0 or _most(lists.weights, order, turn) < _least(scores, size, floor):
            break
        found, packed = _unseen(lists, order[turn], norms.documents, seen)
        rest = _most(lists.weights, order, turn + 1)
        for start in range(0, len(found), _TOGETHER):
            some = slice(start, start + _TOGETHER)
            needed = ((1 - _ROUNDING) * _least(scores, size, floor) - rest) / lists.weights[order[turn]]
            hopeful = _worth_at_least(found[some], packed[some], needed, norms)
            own = _score_rows_of(hopeful, order[turn:], lists, norms, bitmap)
            for i in range(len(hopeful)):
                if own[i] >= floor and (
                    size < limit or not _behind(own[i], hopeful[i], scores, best, limit - 1, ranks)
                ):
                    size = _insert(own[i], hopeful[i], scores, best, size, ranks)
    return _count_any(lists, norms.documents), best[:size], scores[:size]


@kernel
def _least(scores: Floats, size: int, floor: float) -> float:
    """What a score must not be below to be among the best."""
    return max(floor, float(scores[size - 1])) if 0 < size == len(scores) else floor


@kernel
def _worth_at_least(found: Numbers, packed: Shorts, needed: float, norms: Norms) -> Numbers:
    """The documents in which a word, given its frequencies, is worth what they need to be among the best."""
    if needed <= 0:
        return found
    kept = np.empty(len(found) + 1, np.int32)
    count = 0
    for i in range(len(found)):
        kept[count] = found[i]
        count += worth(int(packed[i]), found[i], norms) >= needed
    return kept[:count]


@kernel
def _most(weights: Floats, order: Longs, turn: int) -> float:
    """The most that the words from ``order[turn]`` on can add to a score, and a little for rounding."""
    most = 0.0
    for k in range(turn, len(order)):
        most += weights[order[k]]
    return (1 + _ROUNDING) * most


@kernel
def _unseen(lists: Lists, j: int, documents: int, seen: Bits) -> tuple[Numbers, Shorts]:
    """The documents with word ``j`` that were not seen, and its frequencies; they are seen from now on."""
    docs, counts, mask = lists.docs, lists.counts, lists.bits[j]
    found = np.empty(lists.ends[j] - lists.starts[j] + 1, np.int32)
    packed = np.empty(len(found), np.uint16)
    count = 0
    for p in range(lists.starts[j], lists.ends[j]):
        d = docs[p]
        if d < 0 or d >= documents:
            raise ValueError("document out of range")
        bit = np.uint64(d & 63)
        new = int(counts[p] & mask != 0) & int(~(seen[d >> 6] >> bit) & np.uint64(1))
        found[count], packed[count] = d, counts[p] & mask
        count += new
        seen[d >> 6] |= np.uint64(new) << bit
    return found[:count], packed[:count]


@kernel
def _score_rows_of(found: Numbers, words: Longs, lists: Lists, norms: Norms, bitmap: Bits) -> Floats:
    """The scores of documents that have none but some of these words."""
    count = len(found)
    rows = np.zeros((len(lists.starts), count), np.uint16)
    pairs = np.empty((2, count + 1), np.int32)
    for j in words:
        if count == 0:
            break
        if is_dense(lists, j):
            met = meet_dense(found, count, j, lists, norms.documents, pairs)
        else:
            met = meet(found, count, lists.docs, lists.starts[j], lists.ends[j], bitmap, pairs)
        for q in range(met):
            rows[j, pairs[1, q]] = lists.counts[pairs[0, q]] & lists.bits[j]
    return score_rows(found, rows, lists.weights, norms)


@kernel
def _behind(score: float, document: int, scores: Floats, best: Numbers, i: int, ranks: Numbers) -> bool:
    """Whether a document ranks behind the one in place ``i``."""
    if score != scores[i]:
        return score < scores[i]
    return ranks[document] > ranks[best[i]]


@kernel
def _insert(score: float, document: int, scores: Floats, best: Numbers, size: int, ranks: Numbers) -> int:
    """Puts a document in its place among the best; the last gives way where there is no room."""
    i = min(size, len(best) - 1)
    while i > 0 and not _behind(score, document, scores, best, i - 1, ranks):
        scores[i], best[i] = scores[i - 1], best[i - 1]
        i -= 1
    scores[i], best[i] = score, document
    return min(size + 1, len(best))


@kernel
def _count_any(lists: Lists, documents: int) -> int:
    """How many documents have any of the words."""
    width = words_of_row(documents)
    union = np.zeros(width, np.uint64)
    for j in range(len(lists.starts)):
        if is_dense(lists, j):
            row = lists.dense.bits[lists.dense.rows[j] * width : (lists.dense.rows[j] + 1) * width]
            for k in range(width):
                union[k] |= row[k]
        else:
            _add_bits(lists, j, documents, union)
    total = 0
    for k in range(width):
        total += bits_in(union[k])
    return total


@kernel
def _add_bits(lists: Lists, j: int, documents: int, union: Bits) -> None:
    for p in range(lists.starts[j], lists.ends[j]):
        document = lists.docs[p]
        if document < 0 or document >= documents:
            raise ValueError("document out of range")
        if lists.counts[p] & lists.bits[j] != 0:
            union[document >> 6] |= np.uint64(1) << np.uint64(document & 63)
