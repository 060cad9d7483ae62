"""Kernels that turn documents into postings: counting sorts, linear in the text.

Words are counted and then placed, which leaves each word's documents ascending. Grams are sorted by two
counting passes over a dense numbering of the characters (by the second character, then by the first),
which leaves each gram's places ascending.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from indexer.engines.embedded.compiled import Longs, Numbers, Shorts, kernel
from indexer.engines.embedded.segments.literals import BLOCK_SHIFT
from indexer.engines.embedded.segments.packing import FIELDS, add_one, field_count

__all__ = [
    "count_fields",
    "find_blocks",
    "gram_keys",
    "invert_labels",
    "invert_words",
    "sort_grams",
    "spread",
]

Points = npt.NDArray[np.uint32]


@kernel
def invert_words(tokens: Numbers, token_counts: Numbers, words: int) -> tuple[Longs, Numbers, Shorts]:
    """The postings of all words: offsets, documents, packed frequencies.

    ``tokens`` are word numbers in dictionary order, ``token_counts`` how many each field of a document has.
    """
    last = np.full(words, -1, np.int32)
    offsets = np.zeros(words + 1, np.int64)
    p = 0
    for slot in range(len(token_counts)):
        for _ in range(token_counts[slot]):
            word = tokens[p]
            p += 1
            if last[word] != slot // FIELDS:
                last[word] = slot // FIELDS
                offsets[word + 1] += 1
    offsets = np.cumsum(offsets)
    at = offsets[:-1].copy()
    last[:] = -1
    docs = np.empty(offsets[-1], np.int32)
    counts = np.zeros(offsets[-1], np.uint16)
    p = 0
    for slot in range(len(token_counts)):
        for _ in range(token_counts[slot]):
            word = tokens[p]
            p += 1
            if last[word] != slot // FIELDS:
                last[word] = slot // FIELDS
                docs[at[word]] = slot // FIELDS
                at[word] += 1
            place = at[word] - 1
            counts[place] = add_one(counts[place], slot % FIELDS)
    return offsets, docs, counts


@kernel
def count_fields(offsets: Longs, counts: Shorts) -> Numbers:
    """How many documents have each word in each field: ``FIELDS`` numbers a word."""
    holders = np.zeros(FIELDS * (len(offsets) - 1), np.int32)
    for word in range(len(offsets) - 1):
        for p in range(offsets[word], offsets[word + 1]):
            for field in range(FIELDS):
                holders[FIELDS * word + field] += field_count(counts[p], field) > 0
    return holders


@kernel
def invert_labels(offsets: Longs, codes: Numbers, values: int) -> tuple[Longs, Numbers]:
    """The documents of each value, from the values of each document: offsets and documents."""
    where = np.zeros(values + 1, np.int64)
    for code in codes:
        where[code + 1] += 1
    where = np.cumsum(where)
    at = where[:-1].copy()
    docs = np.empty(len(codes), np.int32)
    for d in range(len(offsets) - 1):
        for k in range(offsets[d], offsets[d + 1]):
            docs[at[codes[k]]] = d
            at[codes[k]] += 1
    return where, docs


@kernel
def spread(points: Points, lengths: Numbers) -> tuple[Points, Numbers]:
    """The text with a 0 after each field, and where each field begins in it (and the whole ends)."""
    slots = np.empty(len(lengths) + 1, np.int32)
    text = np.zeros(len(points) + len(lengths), np.uint32)
    source = place = 0
    for slot in range(len(lengths)):
        slots[slot] = place
        for _ in range(lengths[slot]):
            text[place] = points[source]
            source += 1
            place += 1
        place += 1
    slots[len(lengths)] = place
    return text, slots


@kernel
def sort_grams(text: Points, dense: Numbers, characters: int) -> Numbers:
    """All places of ``text`` but the separators, sorted by the two characters there.

    ``dense`` numbers the occurring characters in order; there are ``characters`` of them.
    """
    by_second = np.zeros(characters + 1, np.int64)
    by_first = np.zeros(characters + 1, np.int64)
    for place in range(len(text) - 1):
        if text[place] != 0:
            by_second[dense[text[place + 1]] + 1] += 1
            by_first[dense[text[place]] + 1] += 1
    by_second = np.cumsum(by_second)
    by_first = np.cumsum(by_first)
    half = np.empty(by_second[-1], np.int32)
    for place in range(len(text) - 1):
        if text[place] != 0:
            second = dense[text[place + 1]]
            half[by_second[second]] = place
            by_second[second] += 1
    positions = np.empty(len(half), np.int32)
    for place in half:
        first = dense[text[place]]
        positions[by_first[first]] = place
        by_first[first] += 1
    return positions


@kernel
def gram_keys(text: Points, positions: Numbers) -> tuple[Longs, Longs]:
    """The keys of the grams of sorted ``positions``, ascending, and the offsets of their slices."""
    count, last = 0, np.int64(-1)
    for place in positions:
        key = np.int64(text[place]) << 21 | np.int64(text[place + 1])
        count += key != last
        last = key
    keys = np.empty(count, np.int64)
    offsets = np.empty(count + 1, np.int64)
    count, last = 0, np.int64(-1)
    for p in range(len(positions)):
        key = np.int64(text[positions[p]]) << 21 | np.int64(text[positions[p] + 1])
        if key != last:
            keys[count], offsets[count] = key, p
            count += 1
        last = key
    offsets[count] = len(positions)
    return keys, offsets


@kernel
def find_blocks(slots: Numbers) -> Numbers:
    """For each block of the text, the slot that holds its first place."""
    size = slots[-1]
    blocks = np.empty((size >> BLOCK_SHIFT) + 1, np.int32)
    slot = 0
    for block in range(len(blocks)):
        while slot + 2 < len(slots) and slots[slot + 1] <= block << BLOCK_SHIFT:
            slot += 1
        blocks[block] = slot
    return blocks
