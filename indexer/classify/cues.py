"""Finding hundreds of cues in a text in one pass, by a compiled loop over a trie of them."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.compiled import Longs, Numbers, Points, kernel
from indexer.trie import child, make_trie, points_of

__all__ = ["SHORTEST", "CueFinder", "next_cue"]

SHORTEST = 2
"""A cue must have this many characters: a single one says too little."""


class CueFinder:
    """Finds a fixed set of strings, the longest at each place, without overlaps.

    So 工作总结 counts once, as itself and not as 总结 too.
    """

    __slots__ = ("cues", "places", "trie")

    def __init__(self, cues: Iterable[str]) -> None:
        self.cues = sorted(set(cues))
        self.trie, self.places = make_trie(self.cues)

    def find(self, text: str) -> list[tuple[str, int]]:
        """The cues in ``text`` in their order, each with where it starts."""
        points, found, end = points_of(text), list[tuple[str, int]](), 0
        while end < len(points):
            cue, start, end = next_cue(points, end, *self.trie, self.places)
            if cue >= 0:
                found.append((self.cues[cue], start))
        return found


@kernel
def next_cue(
    points: Points, start: int, first: Numbers, table: Longs, places: Numbers
) -> tuple[int, int, int]:
    """The next word of a trie in a text from ``start`` on: its place, where it starts and where it ends.

    The longest of those that start at one place. Where there is none, the place is -1 and the end the text's.
    """
    while start < len(points):
        node = int(first[points[start]])
        found, end, k = -1, start, start + 1
        while node != 0:
            if places[node] >= 0:
                found, end = int(places[node]), k
            if k == len(points):
                break
            node = child(first, table, node, points[k])
            k += 1
        if found >= 0:
            return found, start, end
        start += 1
    return -1, start, start
