"""Kernels over word postings: documents ascending for each word, with packed frequencies.

Several words are given as slices (``starts``, ``ends``) of one pair of arrays, each with a mask of the
fields in which it counts and a weight. What is out of range raises ``ValueError``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from indexer.compiled import Bytes, Floats, Longs, Numbers, Shorts, kernel
from indexer.engines.embedded.evaluation.scoring import Norms, share_beside_text, worth
from indexer.engines.embedded.gallop import gallop
from indexer.engines.embedded.segments.dense import Dense
from indexer.engines.embedded.segments.packing import ALL_BITS, TEXT, TEXT_BITS

__all__ = ["Lists", "add_words", "any_word", "is_dense", "score_counts", "score_rows", "some_words"]

_WINDOW = 4096


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
def is_dense(lists: Lists, j: int) -> bool:
    """Whether word ``j`` has a bitmap that can be used: one tells of all fields together."""
    return lists.dense.rows[j] >= 0 and lists.bits[j] == ALL_BITS


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
def some_words(lists: Lists, needed: Bytes, least: int, norms: Norms) -> tuple[Numbers, Floats]:
    """The documents with at least ``least`` of the words for which ``needed`` is 1, scored by all words."""
    docs, counts, _, starts, ends, bits, weights = lists
    documents = norms.documents
    held = np.zeros(documents, np.uint8)
    sums = np.zeros(documents, np.float32)
    for j in range(len(starts)):
        for p in range(starts[j], ends[j]):
            d = docs[p]
            if d < 0 or d >= documents:
                raise ValueError("document out of range")
            packed = counts[p] & bits[j]
            if packed != 0:
                held[d] += needed[j]
                sums[d] += weights[j] * worth(packed, d, norms)
    found = np.empty(documents, np.int32)
    count = 0
    for d in range(documents):
        if held[d] >= least:
            found[count] = d
            count += 1
    found = found[:count].copy()
    return found, sums[found]


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
