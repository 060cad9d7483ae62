"""Kernels over word postings: documents ascending for each word, with packed frequencies.

Several words are given as slices (``starts``, ``ends``) of one pair of arrays, each with a mask of the
fields in which it counts and a weight. What is out of range raises ``ValueError``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from indexer.compiled import Floats, Longs, Numbers, Shorts, kernel
from indexer.engines.embedded.evaluation.scoring import Norms, worth
from indexer.engines.embedded.gallop import gallop
from indexer.engines.embedded.segments.packing import ALL_BITS

__all__ = ["Lists", "add_words", "all_words", "any_word", "score_counts"]

_WINDOW = 4096


class Lists(NamedTuple):
    """Several words: all postings of the segment, the slice of each word, its field mask, its weight."""

    docs: Numbers
    counts: Shorts
    starts: Longs
    ends: Longs
    bits: Longs
    weights: Floats


@kernel
def _one_word(lists: Lists, norms: Norms) -> tuple[Numbers, Floats]:
    """The documents that have the only word, with scores."""
    docs, counts, starts, ends, bits, weights = lists
    size = min(ends[0] - starts[0], norms.documents)
    found = np.empty(size, np.int32)
    scores = np.empty(size, np.float32)
    count = 0
    for p in range(starts[0], ends[0]):
        packed = counts[p] & bits[0]
        if packed != 0:
            if docs[p] < 0 or docs[p] >= norms.documents or count == size:
                raise ValueError("document out of range")
            found[count], scores[count] = docs[p], weights[0] * worth(packed, docs[p], norms)
            count += 1
    return found[:count], scores[:count]


@kernel
def all_words(lists: Lists, norms: Norms) -> tuple[Numbers, Floats]:
    """The documents that have every word, with scores: galloping through the lists, shortest first."""
    docs, counts, starts, ends, bits, weights = lists
    words = len(starts)
    if words == 1:
        return _one_word(lists, norms)
    order = np.argsort(ends - starts)
    at = starts.copy()
    first = order[0]
    size = ends[first] - starts[first]
    found = np.empty(size, np.int32)
    scores = np.empty(size, np.float32)
    count = 0
    while at[first] < ends[first]:
        d = docs[at[first]]
        ahead = d
        for k in range(words):
            j = order[k]
            if k > 0:
                at[j] = gallop(docs, at[j], ends[j], d)
            if at[j] == ends[j]:
                return found[:count], scores[:count]
            if docs[at[j]] != d:
                ahead = docs[at[j]]
                break
            if counts[at[j]] & bits[j] == 0:
                ahead = d + 1
                break
        if ahead != d:
            at[first] = gallop(docs, at[first] + 1, ends[first], ahead)
            continue
        if d < 0 or d >= norms.documents:
            raise ValueError("document out of range")
        score = np.float32(0)
        for j in range(words):
            score += weights[j] * worth(counts[at[j]] & bits[j], d, norms)
        found[count], scores[count] = d, score
        count += 1
        at[first] += 1
    return found[:count], scores[:count]


@kernel
def any_word(lists: Lists, norms: Norms) -> tuple[Numbers, Floats]:
    """The documents that have any of the words, with scores: a window of accumulators at a time.

    Accumulators come in groups of eight with a flag each, so that a window with few matches is read fast.
    """
    docs, counts, starts, ends, bits, weights = lists
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
