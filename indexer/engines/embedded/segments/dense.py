"""Bitmaps of frequent words: whether a document has one, and where among its postings, at a glance.

A word that at least one document in ``RARER`` has is *dense*. Its bitmap has a bit a document, in blocks of
256 bits; for each block ``ranks`` says how many bits are set in the blocks before it. So the place of a
document among the word's postings is its block's rank and the bits before it in the block. The row of a
bitmap is that of the word in ``words``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from indexer.bits import bits_in
from indexer.compiled import Bits, Longs, Numbers, kernel

__all__ = ["RARER", "WORDS_A_BLOCK", "Dense", "dense_arrays", "has", "place_in", "words_of_row"]

RARER = 16

WORDS_A_BLOCK = 4
"""64-bit words of a block, which so has 256 bits."""


class Dense(NamedTuple):
    """The bitmaps of a segment, and for each word of a query its row, or -1."""

    bits: Bits
    ranks: Numbers
    rows: Longs


@kernel
def words_of_row(documents: int) -> int:
    """How many 64-bit words a bitmap has: whole blocks."""
    return ((documents + 64 * WORDS_A_BLOCK - 1) // (64 * WORDS_A_BLOCK)) * WORDS_A_BLOCK


@kernel
def has(dense: Dense, row: int, documents: int, document: int) -> int:
    """1 if the word of a row has a document, else 0; ``document`` must be in range."""
    word = dense.bits[row * words_of_row(documents) + (document >> 6)]
    return int((word >> np.uint64(document & 63)) & np.uint64(1))


@kernel
def place_in(dense: Dense, row: int, documents: int, document: int) -> int:
    """How many documents before it the word of a row has; ``document`` must be in range."""
    width = words_of_row(documents)
    base, word = row * width, document >> 6
    place = int(dense.ranks[(base + word) // WORDS_A_BLOCK])
    for k in range(word - word % WORDS_A_BLOCK, word):
        place += bits_in(dense.bits[base + k])
    below = (np.uint64(1) << np.uint64(document & 63)) - np.uint64(1)
    return place + bits_in(dense.bits[base + word] & below)


@kernel
def dense_arrays(offsets: Longs, docs: Numbers, documents: int) -> tuple[Numbers, Bits, Numbers]:
    """The dense words of a segment, ascending, their bitmaps and the ranks of their blocks."""
    count = 0
    for word in range(len(offsets) - 1):
        count += RARER * (offsets[word + 1] - offsets[word]) >= documents
    width = words_of_row(documents)
    words = np.empty(count, np.int32)
    bits = np.zeros(count * width, np.uint64)
    ranks = np.zeros(count * width // WORDS_A_BLOCK, np.int32)
    row = 0
    for word in range(len(offsets) - 1):
        if RARER * (offsets[word + 1] - offsets[word]) < documents:
            continue
        words[row] = word
        base = row * width
        for p in range(offsets[word], offsets[word + 1]):
            bits[base + (docs[p] >> 6)] |= np.uint64(1) << np.uint64(docs[p] & 63)
        place = 0
        for k in range(width):
            if k % WORDS_A_BLOCK == 0:
                ranks[(base + k) // WORDS_A_BLOCK] = place
            place += bits_in(bits[base + k])
        row += 1
    return words, bits, ranks
