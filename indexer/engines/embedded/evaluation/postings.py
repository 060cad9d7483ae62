"""Kernels over word postings: documents ascending for each word, with packed frequencies.

Several words are given as slices (``starts``, ``ends``) of one pair of arrays, each with a mask of the
fields in which it counts and a weight. What is out of range raises ``ValueError``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from indexer.compiled import Bits, Floats, Longs, Numbers, Shorts, kernel
from indexer.engines.embedded.evaluation.scoring import Norms, share_beside_text, worth
from indexer.engines.embedded.gallop import gallop
from indexer.engines.embedded.segments.dense import Dense, has, place_in
from indexer.engines.embedded.segments.packing import ALL_BITS, TEXT, TEXT_BITS

__all__ = [
    "Lists",
    "add_words",
    "all_words",
    "any_word",
    "by_size",
    "is_dense",
    "meet",
    "meet_dense",
    "score_counts",
    "score_rows",
    "words_of_bitmap",
]

_WINDOW = 4096

_MUCH_LONGER = 24
"""From this ratio of lengths on, galloping through the longer list costs less than reading it."""


class Lists(NamedTuple):
    """Several words: all postings and bitmaps of the segment; the slice, field mask and weight of each."""

    docs: Numbers
    counts: Shorts
    dense: Dense
    starts: Longs
    ends: Longs
    bits: Longs
    weights: Floats


@kernel
def _mark(docs: Numbers, count: int, bits: Bits) -> None:
    """Sets the bits of the first ``count`` documents. There are as many bits as a power of two."""
    last = len(bits) - 1
    for i in range(count):
        bits[(docs[i] >> 6) & last] |= np.uint64(1) << np.uint64(docs[i] & 63)


@kernel
def _unmark(docs: Numbers, count: int, bits: Bits) -> None:
    last = len(bits) - 1
    for i in range(count):
        bits[(docs[i] >> 6) & last] = 0


@kernel
def _find_marked(docs: Numbers, start: int, end: int, bits: Bits, places: Numbers) -> int:
    """Writes the places of the documents with a bit to ``places``. Returns how many there are.

    Raises ValueError where ``places`` has no room for them and one more.
    """
    count, last, room = 0, len(bits) - 1, len(places) - 1
    for p in range(start, end):  # without a branch: which document comes next cannot be predicted
        places[min(count, room)] = p
        d = docs[p]
        count += int((bits[(d >> 6) & last] >> np.uint64(d & 63)) & np.uint64(1))
    if count > room:
        raise ValueError("documents out of order")
    return count


@kernel
def meet(found: Numbers, count: int, docs: Numbers, start: int, end: int, bits: Bits, pairs: Numbers) -> int:
    """Where the documents of a slice are among the first ``count`` of ``found``, and the other way round.

    Writes pairs of places, in ``docs`` and in ``found``, and returns how many there are. A much longer slice
    is galloped through; otherwise each side is read once, against a bitmap of the other.
    """
    if end - start > _MUCH_LONGER * count:
        p, met = start, 0
        for i in range(count):
            p = gallop(docs, p, end, found[i])
            if p == end:
                break
            pairs[0, met], pairs[1, met] = p, i
            met += docs[p] == found[i]
        return met
    start = gallop(docs, start, end, found[0])
    end = gallop(docs, start, end, found[count - 1] + 1)
    _mark(found, count, bits)
    met = _find_marked(docs, start, end, bits, pairs[0])
    _unmark(found, count, bits)
    both = docs[pairs[0, :met]]
    _mark(both, met, bits)
    back = _find_marked(found, 0, count, bits, pairs[1])
    _unmark(both, met, bits)
    if back != met:
        raise ValueError("documents out of order")
    return met


@kernel
def meet_dense(found: Numbers, count: int, j: int, lists: Lists, documents: int, pairs: Numbers) -> int:
    """The same for word ``j``, which has a bitmap; the documents must be in range."""
    met, row = 0, lists.dense.rows[j]
    for i in range(count):
        pairs[1, met] = i
        met += has(lists.dense, row, documents, found[i])
    for q in range(met):
        place = lists.starts[j] + place_in(lists.dense, row, documents, found[pairs[1, q]])
        if place < lists.starts[j] or place >= lists.ends[j]:
            raise ValueError("bitmap out of order")
        pairs[0, q] = place
    return met


@kernel
def is_dense(lists: Lists, j: int) -> bool:
    """Whether word ``j`` has a bitmap that can be used: one tells of all fields together."""
    return lists.dense.rows[j] >= 0 and lists.bits[j] == ALL_BITS


@kernel
def _keep(met: int, pairs: Numbers, found: Numbers, rows: Shorts, row: int, packed: Shorts) -> int:
    """Keeps of ``found`` and its frequencies the places met, and adds a row; what is 0 there is left out."""
    zeros = False
    for q in range(met):
        found[q] = found[pairs[1, q]]
        rows[row, q] = packed[q]
        zeros = zeros or packed[q] == 0
    for other in range(row):
        for q in range(met):
            rows[other, q] = rows[other, pairs[1, q]]
    if not zeros:
        return met
    kept = 0
    for q in range(met):
        found[kept] = found[q]
        for other in range(row + 1):
            rows[other, kept] = rows[other, q]
        kept += packed[q] != 0
    return kept


@kernel
def score_rows(found: Numbers, rows: Shorts, weights: Floats, norms: Norms) -> Floats:
    """The scores of documents, which are in range, given a row of packed frequencies a word."""
    codes, inverse, documents, damping = norms
    count = len(found)
    scores = np.zeros(count, np.float32)
    inverses = np.empty(count, np.float32)
    for i in range(count):
        inverses[i] = inverse[256 * TEXT + codes[TEXT * documents + found[i]]]
    shares = np.empty(count, np.float32)
    for k in range(len(rows)):
        row, weight, wide = rows[k], weights[k], False
        for i in range(count):
            shares[i] = np.float32(row[i] & TEXT_BITS) * inverses[i]
            wide = wide or row[i] > TEXT_BITS
        if wide:
            for i in range(count):
                if row[i] > TEXT_BITS:
                    shares[i] += share_beside_text(int(row[i]), found[i], norms)
        for i in range(count):
            scores[i] += weight * (shares[i] / (shares[i] + damping))
    return scores


@kernel
def all_words(lists: Lists, norms: Norms) -> tuple[Numbers, Floats]:
    """The documents that have every word, with scores: the lists are intersected, shortest first."""
    docs, counts, _, starts, ends, bits, weights = lists
    words = len(starts)
    order = by_size(starts, ends)
    start, end, mask = starts[order[0]], ends[order[0]], bits[order[0]]
    found = np.empty(end - start + 1, np.int32)
    rows = np.empty((words, end - start + 1), np.uint16)
    count = 0
    for p in range(start, end):
        if docs[p] < 0 or docs[p] >= norms.documents:
            raise ValueError("document out of range")
        found[count], rows[0, count] = docs[p], counts[p] & mask
        count += counts[p] & mask != 0
    pairs = np.empty((2, count + 1 if words > 1 else 0), np.int32)
    bitmap = np.empty(0, np.uint64)
    for row in range(1, words):
        if count == 0:
            break
        j = order[row]
        if is_dense(lists, j):
            met = meet_dense(found, count, j, lists, norms.documents, pairs)
        else:
            if len(bitmap) == 0:
                bitmap = np.zeros(words_of_bitmap(norms.documents), np.uint64)
            met = meet(found, count, docs, starts[j], ends[j], bitmap, pairs)
        packed = counts[pairs[0, :met]] & np.uint16(bits[j])
        count = _keep(met, pairs, found, rows, row, packed)
    found = found[:count]
    return found, score_rows(found, rows[:, :count], weights[order], norms)


@kernel
def by_size(starts: Longs, ends: Longs) -> Longs:
    """The numbers of some slices, the shortest first."""
    order = np.empty(len(starts), np.int64)
    for j in range(len(starts)):
        k = j
        while k > 0 and ends[order[k - 1]] - starts[order[k - 1]] > ends[j] - starts[j]:
            order[k] = order[k - 1]
            k -= 1
        order[k] = j
    return order


@kernel
def words_of_bitmap(documents: int) -> int:
    """How many 64-bit words hold a bit a document: a power of two, so that no number leads outside."""
    size = 1
    while size << 6 < documents:
        size <<= 1
    return size


@kernel
def any_word(lists: Lists, norms: Norms) -> tuple[Numbers, Floats]:
    """The documents that have any of the words, with scores: a window of accumulators at a time.

    Accumulators come in groups of eight with a flag each, so that a window with few matches is read fast.
    """
    docs, counts, _, starts, ends, bits, weights = lists
    documents = norms.documents
    size = min((ends - starts).sum(), documents)
    found = np.empty(size + 1, np.int32)  # one more: each place is written before it is known to count
    scores = np.empty(size + 1, np.float32)
    window = np.zeros(_WINDOW, np.float32)
    touched = np.zeros(_WINDOW >> 3, np.uint8)
    at = starts.copy()
    count = base = 0
    while base < documents:
        stop = min(base + _WINDOW, documents)
        for j in range(len(starts)):
            p, end, mask, weight = at[j], ends[j], bits[j], weights[j]
            while p < end and docs[p] < stop:
                place = docs[p] - base
                if place < 0:
                    raise ValueError("documents out of order")
                packed = counts[p] & mask
                if packed != 0:
                    window[place] += weight * worth(packed, docs[p], norms)
                    touched[place >> 3] = 1
                p += 1
            at[j] = p
        for group in range((stop - base + 7) >> 3):
            if touched[group]:
                touched[group] = 0
                for i in range(group << 3, (group + 1) << 3):
                    found[count], scores[count] = base + i, window[i]
                    count += window[i] > 0
                    window[i] = 0
        base = documents
        for j in range(len(starts)):
            if at[j] < ends[j]:
                if docs[at[j]] >= documents:
                    raise ValueError("document out of range")
                base = min(base, docs[at[j]])
    return found[:count], scores[:count]


@kernel
def add_words(docs: Numbers, scores: Floats, lists: Lists, norms: Norms) -> None:
    """Adds to each document's score what the words in it are worth, for those that are in it."""
    for j in range(len(lists.starts)):
        at, end = lists.starts[j], lists.ends[j]
        for p in range(len(docs)):
            at = gallop(lists.docs, at, end, docs[p])
            if at == end:
                break
            packed = lists.counts[at] & lists.bits[j]
            if lists.docs[at] == docs[p] and packed != 0:
                scores[p] += lists.weights[j] * worth(packed, docs[p], norms)


@kernel
def score_counts(docs: Numbers, counts: Shorts, weight: float, bonus: float, norms: Norms) -> Floats:
    """The scores of one term, given its documents and packed frequencies, each ``bonus`` higher."""
    scores = np.empty(len(docs), np.float32)
    for p in range(len(docs)):
        scores[p] = bonus + weight * worth(counts[p] & ALL_BITS, docs[p], norms)
    return scores
