"""Sketches of texts: 128 bits a passage that tell how far two texts agree, without reading them.

What is compared is a text's *content*, its normalised letters, digits and Han characters: blanks and
punctuation are left aside. Its *shingles* are all runs of ``SHINGLE`` characters of the content; a content of
fewer than ``SHORT`` characters has one shingle, the whole of it, so it agrees with an equal one only. Two
texts *agree* as far as their sets of shingles do (Jaccard: shared ones, of all), *nearly* from ``NEARLY`` on.

A sketch holds a bit of each of 128 min-wise samples of the shingles: two samples are the same with the
probability of the agreement (A. Broder, On the resemblance and containment of documents, 1997), and those
that are not have the same bit half of the time (P. Li, A. C. König, b-Bit minwise hashing, 2010). So of an
agreement ``a`` about ``64 * (1 - a)`` bits differ. The samples are drawn round by round, each shingle falling
into one of 128 bins a round, until no bin is empty (S. Dahlgaard, M. Knudsen, M. Thorup, Fast similarity
sketching, 2017): a long text needs two or three rounds, and a short one's samples are as independent.
"""

from __future__ import annotations

import numpy as np

from indexer.analysis.normalise import normalised_points
from indexer.analysis.words import character_kinds
from indexer.compiled import Bits, Bytes, Numbers, Points, kernel

__all__ = [
    "NEARLY",
    "SHINGLE",
    "SHORT",
    "WORDS",
    "agreement",
    "shingles_of",
    "sketch_of",
    "sketch_texts",
]

SHINGLE = 4
"""Characters of a shingle."""

SHORT = 20
"""Texts of less content agree with equal ones only."""

NEARLY = 0.8
"""From this share of common shingles on, two texts nearly agree."""

WORDS = 2
"""64-bit words of a sketch."""

_BINS = 64 * WORDS
_ROUNDS = 64
"""A text of ten different shingles has filled nearly all bins by then; the rest take a neighbour's bit."""

_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)
_LOW = np.uint64((1 << 57) - 1)
"""A draw's first seven bits choose its bin, the others are its value."""

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FACTORS = (
    np.uint64(0xD6E8FEB86659FD93),
    np.uint64(0xA0761D6478BD642F),
    np.uint64(0xE7037ED1A0B428DB),
    np.uint64(0x8EBC6AF09C88C6E3),
)
"""Odd numbers without a pattern, one a character of a shingle."""


@kernel
def _mixed(number: np.uint64) -> np.uint64:
    """A number each bit of which depends on all of ``number``'s: SplitMix64 (G. Steele et al., 2014)."""
    mixed = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


@kernel
def _fill_keys(points: Points, kinds: Bytes, content: Points, keys: Bits) -> int:
    """Writes a number for each shingle of a text, repeated ones included; returns how many there are."""
    size = 0
    for point in points:
        if point < len(kinds) and kinds[point]:
            content[size] = point
            size += 1
    if size < SHORT:
        key = np.uint64(size)
        for k in range(size):
            key = _mixed(key * _STEP + np.uint64(content[k]))
        keys[0] = key
        return min(size, 1)
    for k in range(size - SHINGLE + 1):
        key = np.uint64(0)
        for j in range(SHINGLE):
            key += np.uint64(content[k + j]) * _FACTORS[j]
        keys[k] = key
    return size - SHINGLE + 1


@kernel
def _draw(keys: Bits, count: int, samples: Bits) -> None:
    """The samples of a set of shingles, one a bin; ``samples`` are all ones where a bin is empty."""
    samples[:] = _NONE
    before = np.zeros(_BINS, np.bool_)
    for number in range(_ROUNDS):
        shift = np.uint64(number + 1) * _STEP
        for k in range(count):
            drawn = _mixed(keys[k] + shift)
            place = drawn >> np.uint64(57)
            if not before[place]:
                samples[place] = min(samples[place], drawn & _LOW)
        empty = 0
        for filled in range(_BINS):
            before[filled] = samples[filled] != _NONE
            empty += not before[filled]
        if empty == 0:
            return
    for left in range(_BINS - 1, -1, -1):
        if samples[left] == _NONE:
            samples[left] = samples[(left + 1) % _BINS]


@kernel
def sketch_texts(points: Points, starts: Numbers, lengths: Numbers, kinds: Bytes) -> Bits:
    """The sketches of some texts, WORDS numbers each; of a text without content, zeros.

    ``points`` are normalised characters (see ``trie.points_of``), ``starts`` and ``lengths`` say which
    of them are a text, ``kinds`` which are content.
    """
    longest = SHORT
    for length in lengths:
        longest = max(longest, length)
    content, keys = np.empty(longest, np.uint32), np.empty(longest, np.uint64)
    samples = np.empty(_BINS, np.uint64)
    sketches = np.zeros(WORDS * len(starts), np.uint64)
    for text in range(len(starts)):
        count = _fill_keys(points[starts[text] : starts[text] + lengths[text]], kinds, content, keys)
        if count == 0:
            continue
        _draw(keys, count, samples)
        for word in range(WORDS):
            bits = np.uint64(0)
            for place in range(64 * word, 64 * word + 64):
                bits = (bits << np.uint64(1)) | (samples[place] & np.uint64(1))
            sketches[WORDS * text + word] = bits
    return sketches


def sketch_of(text: str) -> Bits:
    """The sketch of one text as it was written."""
    points = normalised_points(text)
    return sketch_texts(points, np.zeros(1, np.int32), np.array([len(points)], np.int32), character_kinds())


def shingles_of(text: str) -> Bits:
    """The different shingles of a text as it was written, ascending, each as a number of 64 bits."""
    return _shingles(normalised_points(text), character_kinds())


@kernel
def _shingles(points: Points, kinds: Bytes) -> Bits:
    content, keys = np.empty(len(points), np.uint32), np.empty(len(points) + 1, np.uint64)
    count = _fill_keys(points, kinds, content, keys)
    found = np.sort(keys[:count])
    kept = 0
    for k in range(count):
        if k == 0 or found[k] != found[k - 1]:
            found[kept] = found[k]
            kept += 1
    return found[:kept]


@kernel
def agreement(one: Bits, other: Bits) -> float:
    """How far two texts agree, given the shingles of each: 1 for equal ones, 0 where one has no content."""
    i = j = shared = 0
    while i < len(one) and j < len(other):
        first, second = one[i], other[j]
        shared += first == second
        i += first <= second
        j += second <= first
    return shared / max(len(one) + len(other) - shared, 1)
