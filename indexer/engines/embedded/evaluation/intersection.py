"""Intersecting lists of postings: with bitmaps where there are some, else each list with the shortest."""

from __future__ import annotations

import numpy as np

from indexer.compiled import Bits, Floats, Longs, Numbers, Shorts, kernel
from indexer.engines.embedded.evaluation.postings import Lists, is_dense, score_rows
from indexer.engines.embedded.evaluation.scoring import Norms
from indexer.engines.embedded.gallop import gallop
from indexer.engines.embedded.segments.dense import has, place_in, words_of_row

__all__ = ["all_words", "by_size", "meet", "meet_dense", "words_of_bitmap"]

_MUCH_LONGER = 24
"""From this ratio of lengths on, galloping through the longer list costs less than reading it."""


@kernel
def all_words(lists: Lists, norms: Norms) -> tuple[Numbers, Floats]:
    """The documents that have every word, with scores.

    Bitmaps sort out most of the shortest list; what is left is intersected with the other lists; only for
    what is left then it is looked up where it stands in the lists of words with bitmaps.
    """
    words = len(lists.starts)
    order = by_size(lists.starts, lists.ends)
    with_bitmap = _dense_ones(lists, order[1:])
    found, rows, count = _sift(lists, order[0], with_bitmap, norms.documents)
    pairs = np.empty((2, count + 1), np.int32)
    bitmap = np.empty(0, np.uint64)
    words_of_rows = np.empty(words, np.int64)
    words_of_rows[0] = order[0]
    row = 1
    for j in order[1:]:
        if is_dense(lists, j):
            continue
        if count > 0:
            if len(bitmap) == 0:
                bitmap = np.zeros(words_of_bitmap(norms.documents), np.uint64)
            met = meet(found, count, lists.docs, lists.starts[j], lists.ends[j], bitmap, pairs)
            packed = lists.counts[pairs[0, :met]] & np.uint16(lists.bits[j])
            count = _keep(met, pairs, found, rows, row, packed)
        words_of_rows[row] = j
        row += 1
    for j in with_bitmap:
        if meet_dense(found, count, j, lists, norms.documents, pairs) != count:
            raise ValueError("bitmap out of order")
        rows[row, :count] = lists.counts[pairs[0, :count]]
        words_of_rows[row] = j
        row += 1
    found = found[:count]
    return found, score_rows(found, rows[:, :count], lists.weights[words_of_rows], norms)


@kernel
def _sift(lists: Lists, j: int, others: Longs, documents: int) -> tuple[Numbers, Shorts, int]:
    """The documents of word ``j`` that the bitmaps of the other words have, too, and its frequencies.

    There is room for a row of frequencies a word, in the order in which words are looked at.
    """
    docs, counts, mask = lists.docs, lists.counts, lists.bits[j]
    size = lists.ends[j] - lists.starts[j]
    found = np.empty(size + 1, np.int32)
    rows = np.empty((len(lists.starts), size + 1), np.uint16)
    bases = lists.dense.rows[others] * words_of_row(documents)
    count = 0
    for p in range(lists.starts[j], lists.ends[j]):
        d = docs[p]
        if d < 0 or d >= documents:
            raise ValueError("document out of range")
        keep = np.uint64(counts[p] & mask != 0)
        for base in bases:
            keep &= lists.dense.bits[base + (d >> 6)] >> np.uint64(d & 63)
        found[count], rows[0, count] = d, counts[p] & mask
        count += int(keep)
    return found, rows, count


@kernel
def _dense_ones(lists: Lists, numbers: Longs) -> Longs:
    """Those of some words that have a bitmap that can be used."""
    found = np.empty(len(numbers), np.int64)
    count = 0
    for j in numbers:
        found[count] = j
        count += int(is_dense(lists, j))
    return found[:count]


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
def words_of_bitmap(documents: int) -> int:
    """How many 64-bit words hold a bit a document: a power of two, so that no number leads outside."""
    size = 1
    while size << 6 < documents:
        size <<= 1
    return size
