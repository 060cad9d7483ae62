"""A trie of words over characters, in flat arrays: what dictionaries and lists of cues are looked up in.

It is one hash table, ``table``, of 64-bit numbers ``node << 42 | character << 21 | child``: the character
leads from the node to the child. ``first`` leads from a character to its node at the root, where most
steps begin. Node 0 is the root; the others are numbered in the order in which they were made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from indexer.compiled import Longs, Numbers, Points, kernel

__all__ = ["POINTS", "Trie", "child", "grow", "make_trie", "new_trie", "points_of"]

POINTS = 0x110001
"""Characters are numbered by their code point plus one, so that 0 can separate texts."""

_BITS = 21
_CHILD = (1 << _BITS) - 1


class Trie(NamedTuple):
    """The arrays of a trie; see the module."""

    first: Numbers
    table: Longs


def points_of(text: str) -> Points:
    """The numbers of a text's characters: the code point plus one."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32) + np.uint32(1)


def new_trie(nodes: int) -> Trie:
    """An empty trie with room for so many nodes, two million at most."""
    return Trie(np.zeros(POINTS, np.int32), np.zeros(1 << max(4, (2 * nodes - 1).bit_length()), np.int64))


def make_trie(words: Iterable[str]) -> tuple[Trie, Numbers]:
    """The trie of some words, and for each node the place of the word that ends there among them, or -1."""
    listed = list(words)
    room = 1 + sum(map(len, listed))
    trie, places, nodes = new_trie(room), np.full(room, -1, np.int32), 1
    for place, word in enumerate(listed):
        node, nodes = grow(*trie, nodes, points_of(word))
        places[node] = place
    return trie, places


@kernel
def _slot(table: Longs, key: int) -> int:
    """Where a key, ``node << 21 | character``, is in the table, or where it would be."""
    mask = len(table) - 1
    slot = ((key * 0x9E3779B97F4A7C1) >> 32) & mask
    while table[slot] != 0 and table[slot] >> _BITS != key:
        slot = (slot + 1) & mask
    return slot


@kernel
def child(first: Numbers, table: Longs, node: int, point: int) -> int:
    """The node that a character leads to, or 0."""
    if node == 0:
        return int(first[point])
    return int(table[_slot(table, int(node) << _BITS | int(point))] & _CHILD)


@kernel
def grow(first: Numbers, table: Longs, nodes: int, points: Points) -> tuple[int, int]:
    """Adds a word to a trie of ``nodes`` nodes. Returns the node where it ends, and how many there are then.

    Raises ValueError where the trie has no room for it.
    """
    node = 0
    for k in range(len(points)):
        following = child(first, table, node, points[k])
        if following == 0:
            if 2 * nodes > len(table) or nodes > _CHILD:
                raise ValueError("the trie is full")
            following = nodes
            nodes += 1
            if node == 0:
                first[points[k]] = following
            else:
                key = node << _BITS | int(points[k])
                table[_slot(table, key)] = key << _BITS | following
        node = following
    return node, nodes
