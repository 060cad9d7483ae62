"""Kernels over character grams: where a run of characters occurs, exactly.

A segment's normalised texts lie behind each other, field after field and passage after passage, each
followed by a separator. A *gram* is a character and the one after it; for each gram the array ``positions``
holds all places where it begins, ascending. So a run of characters occurs where its grams do, shifted.
``slots[4 * d + f]`` is where field ``f`` of passage ``d`` begins; ``blocks[p >> 6]`` is the slot of place
``p & ~63``, from which that of ``p`` is a few steps away.
"""

from __future__ import annotations

import numpy as np

from indexer.compiled import Longs, Numbers, Points, Shorts, kernel, short_kernel
from indexer.engines.embedded.gallop import gallop
from indexer.engines.embedded.segments.packing import ALL_BITS, FIELDS, add_one

__all__ = [
    "BLOCK_SHIFT",
    "find_character",
    "find_grams",
    "find_passages",
    "first_from",
    "gram_key",
    "slot_of",
]

BLOCK_SHIFT = 6

_MUCH_LONGER = 4
"""From this ratio of lengths on, galloping through the longer list costs less than reading it."""


@kernel
def gram_key(first: int, second: int) -> int:
    """The key of a gram. A character's number is its code point plus one; 0 is the separator."""
    return int(np.int64(first) << 21 | np.int64(second))


@kernel
def first_from(keys: Longs, key: int) -> int:
    """The place of the first key that is at least ``key``."""
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) >> 1
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low


@short_kernel
def find_grams(keys: Longs, offsets: Numbers, points: Points) -> Longs:
    """Which grams of a run to intersect, rarest first: rows of where each starts, ends and stands in it.

    Every second gram and the last cover all characters; the rarest is added since the work follows it. If
    one does not occur, its empty slice is the answer. A single character asks for all grams it begins.
    """
    grams = max(len(points) - 1, 1)
    found = np.empty((3, grams), np.int64)
    for k in range(grams):
        if len(points) == 1:
            start, end = (
                first_from(keys, gram_key(points[0], 0)),
                first_from(keys, gram_key(points[0] + 1, 0)),
            )
        else:
            key = gram_key(points[k], points[k + 1])
            start = end = first_from(keys, key)
            if start < len(keys) and keys[start] == key:
                end += 1
        found[0, k], found[1, k], found[2, k] = offsets[start], offsets[end], k
    sizes = found[1] - found[0]
    needed = np.arange(grams) % 2 == 0
    needed[grams - 1] = needed[np.argmin(sizes)] = True
    order = np.argsort(sizes)
    return found[:, order[needed[order]]]


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
def _keep_followed(places: Numbers, count: int, positions: Numbers, start: int, end: int, shift: int) -> int:
    """Keeps of the first ``count`` places those with a position ``shift`` further on; returns how many.

    A much longer slice of positions is galloped through. Of two like ones each is read once, without a branch
    on which comes next, since that cannot be predicted.
    """
    kept = i = 0
    if end - start > _MUCH_LONGER * count:
        while i < count:
            start = gallop(positions, start, end, places[i] + shift)
            if start == end:
                break
            places[kept] = places[i]
            kept += positions[start] == places[i] + shift
            i += 1
        return kept
    while i < count and start < end:
        wanted, there = places[i] + shift, positions[start]
        places[kept] = places[i]
        kept += wanted == there
        i += wanted <= there
        start += there <= wanted
    return kept


@kernel
def _find_run(positions: Numbers, grams: Longs) -> Numbers:
    """The places where a run begins, ascending, given its grams as ``find_grams`` does."""
    starts, ends, shifts = grams
    places = positions[starts[0] : ends[0]] - np.int32(shifts[0])
    count = len(places)
    for j in range(1, len(starts)):
        count = _keep_followed(places, count, positions, starts[j], ends[j], shifts[j])
    return places[:count]


@kernel
def _count_places(places: Numbers, slots: Numbers, blocks: Numbers, bits: int) -> tuple[Numbers, Shorts]:
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
def find_passages(
    positions: Numbers, grams: Longs, slots: Numbers, blocks: Numbers, bits: int
) -> tuple[Numbers, Shorts]:
    """The passages with a run in a field of ``bits``, and its packed frequencies there.

    ``grams`` are those that ``find_grams`` gives for a run of two characters or more.
    """
    if grams.shape[1] == 1:
        return _count_places(positions[grams[0, 0] : grams[1, 0]], slots, blocks, bits)
    return _count_places(_find_run(positions, grams), slots, blocks, bits)


@kernel
def find_character(
    positions: Numbers, grams: Longs, slots: Numbers, blocks: Numbers, bits: int
) -> tuple[Numbers, Shorts]:
    """The same for one character: the grams that begin with it are one slice, in no order of places."""
    documents = (len(slots) - 1) // FIELDS
    seen = np.zeros(documents, np.uint16)
    count = 0
    for p in range(grams[0, 0], grams[1, 0]):
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
