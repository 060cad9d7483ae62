"""Kernels over character grams: where a run of characters occurs, exactly.

A segment's normalised texts lie behind each other, field after field and passage after passage, each
followed by a separator. A *gram* is a character and the one after it; for each gram the array ``positions``
holds all places where it begins, ascending. So a run of characters occurs where its grams do, shifted.
``slots[4 * d + f]`` is where field ``f`` of passage ``d`` begins; ``blocks[p >> 6]`` is the slot of place
``p & ~63``, from which that of ``p`` is a few steps away.
"""

from __future__ import annotations

import numpy as np

from indexer.engines.embedded.compiled import Longs, Numbers, Shorts, kernel
from indexer.engines.embedded.gallop import gallop
from indexer.engines.embedded.segments.packing import ALL_BITS, FIELDS, add_one

__all__ = ["BLOCK_SHIFT", "count_places", "find_character", "find_run", "key_of", "needed_grams", "slot_of"]

BLOCK_SHIFT = 6


def key_of(first: int, second: int) -> int:
    """The key of a gram. A character's number is its code point plus one; 0 is the separator."""
    return first << 21 | second


def needed_grams(sizes: list[int]) -> list[int]:
    """Which grams of a run to intersect, rarest first, given how often each occurs.

    Every second one and the last cover all characters; the rarest is added since the work follows it.
    """
    last = len(sizes) - 1
    rarest = min(range(len(sizes)), key=sizes.__getitem__)
    needed = {*range(0, len(sizes), 2), last, rarest}
    return sorted(needed, key=sizes.__getitem__)


@kernel
def slot_of(place: int, slots: Numbers, blocks: Numbers) -> int:
    """The slot that holds a place of the text; raises ValueError where there is none."""
    if place < 0 or place >> BLOCK_SHIFT >= len(blocks):
        raise ValueError("position out of range")
    slot = blocks[place >> BLOCK_SHIFT]
    if slot < 0:
        raise ValueError("slot out of range")
    while slot + 1 < len(slots) and slots[slot + 1] <= place:
        slot += 1
    if slot + 1 >= len(slots):
        raise ValueError("position out of range")
    return slot


@kernel
def find_run(positions: Numbers, starts: Longs, ends: Longs, shifts: Longs) -> Numbers:
    """The places where a run begins, ascending.

    Its grams are slices of ``positions``, the rarest first, ``shifts`` their places in the run.
    """
    if len(starts) == 1:
        return positions[starts[0] : ends[0]] - np.int32(shifts[0])
    at = starts.copy()
    places = np.empty(ends[0] - starts[0], np.int32)
    count, p = 0, starts[0]
    while p < ends[0]:
        place = positions[p] - shifts[0]
        there = True
        for j in range(1, len(starts)):
            at[j] = gallop(positions, at[j], ends[j], place + shifts[j])
            if at[j] == ends[j]:
                return places[:count]
            if positions[at[j]] != place + shifts[j]:
                p = gallop(positions, p + 1, ends[0], positions[at[j]] - shifts[j] + shifts[0])
                there = False
                break
        if there:
            places[count] = place
            count += 1
            p += 1
    return places[:count]


@kernel
def count_places(places: Numbers, slots: Numbers, blocks: Numbers, bits: int) -> tuple[Numbers, Shorts]:
    """The passages with an ascending place in a field of ``bits``, and the packed frequencies there.

    There may be a hundred thousand places and which passage is next is unpredictable, so the loop has no
    branch on it: three steps from the block's slot are always made, and each passage written more than once.
    """
    size = min(len(places), (len(slots) - 1) // FIELDS)
    docs = np.empty(size + 1, np.int32)
    counts = np.empty(size + 1, np.uint16)
    count, last, packed = 0, -1, 0
    for place in places:
        if place < 0 or place >> BLOCK_SHIFT >= len(blocks):
            raise ValueError("position out of range")
        slot = blocks[place >> BLOCK_SHIFT]
        if slot >= 0 and slot + 4 < len(slots):
            slot += slots[slot + 1] <= place
            slot += slots[slot + 1] <= place
            slot += slots[slot + 1] <= place
        if slot < 0 or slot + 1 >= len(slots) or slots[slot + 1] <= place:
            slot = slot_of(place, slots, blocks)
        document, field = slot // FIELDS, slot % FIELDS
        if add_one(0, field) & bits == 0:
            continue
        new = document != last
        count += new
        if count > size or document < last:
            raise ValueError("positions out of order")
        packed = add_one(0 if new else packed, field)
        docs[count], counts[count] = document, packed
        last = document
    return docs[1 : count + 1], counts[1 : count + 1]


@kernel
def find_character(
    positions: Numbers, start: int, end: int, slots: Numbers, blocks: Numbers, bits: int
) -> tuple[Numbers, Shorts]:
    """The same for one character: the grams that begin with it are one slice, in no order of places."""
    documents = (len(slots) - 1) // FIELDS
    seen = np.zeros(documents, np.uint16)
    count = 0
    for p in range(start, end):
        slot = slot_of(positions[p], slots, blocks)
        document, field = slot // FIELDS, slot % FIELDS
        if add_one(0, field) & bits:
            count += seen[document] == 0
            seen[document] = add_one(seen[document], field) & ALL_BITS
    docs = np.empty(count, np.int32)
    counts = np.empty(count, np.uint16)
    count = 0
    for document in range(documents):
        if seen[document]:
            docs[count], counts[count] = document, seen[document]
            count += 1
    return docs, counts
