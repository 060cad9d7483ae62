"""Kernels that turn documents into postings: counting sorts, linear in the text.

Words are counted and then placed, which leaves each word's documents ascending. Grams are sorted by their
first character and then by their second, over a dense numbering of the characters, which leaves each
gram's places ascending.
"""

from __future__ import annotations

import numpy as np

from indexer.compiled import Longs, Numbers, Points, Shorts, kernel
from indexer.engines.embedded.segments.literals import BLOCK_SHIFT
from indexer.engines.embedded.segments.packing import FIELDS, add_one, field_count

__all__ = [
    "count_fields",
    "find_blocks",
    "invert_labels",
    "invert_words",
    "sort_grams",
]


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
def sort_grams(text: Points, dense: Numbers, characters: Points) -> tuple[Longs, Longs, Numbers]:
    """All places of ``text`` but the separators, by the two characters there: keys, offsets, positions.

    ``characters`` are those that occur, ascending, the separator first; ``dense`` gives the number of each
    among them. Places are dealt out by their first character, then each of these small piles is sorted by
    the second, so that most of the work is done within the processor's cache.
    """
    piles = np.zeros(len(characters) + 1, np.int64)
    for place in range(len(text) - 1):
        if text[place] != 0:
            piles[dense[text[place]] + 1] += 1
    piles = np.cumsum(piles)
    at = piles[:-1].copy()
    dealt = np.empty(piles[-1], np.int64)
    for place in range(len(text) - 1):
        if text[place] != 0:
            first = dense[text[place]]
            dealt[at[first]] = np.int64(dense[text[place + 1]]) << 32 | place
            at[first] += 1
    positions = np.empty(len(dealt), np.int32)
    keys = np.empty(len(dealt), np.int64)  # far too many: what is not written takes no memory
    offsets = np.empty(len(dealt) + 1, np.int64)
    counts = np.zeros(len(characters) + 1, np.int64)
    grams = 0
    for first in range(1, len(characters)):
        start, stop = piles[first], piles[first + 1]
        for p in range(start, stop):
            counts[(dealt[p] >> 32) + 1] += 1
        place = start
        for second in range(len(characters)):
            size = counts[second + 1]
            if size > 0:
                keys[grams] = np.int64(characters[first]) << 21 | np.int64(characters[second])
                offsets[grams] = place
                grams += 1
                counts[second + 1] = 0
            at[second] = place
            place += size
        for p in range(start, stop):
            second = dealt[p] >> 32
            positions[at[second]] = dealt[p] & 0x7FFFFFFF
            at[second] += 1
    offsets[grams] = len(dealt)
    return keys[:grams].copy(), offsets[: grams + 1].copy(), positions


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
