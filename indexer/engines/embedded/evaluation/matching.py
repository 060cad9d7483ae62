"""Matches what was typed with the beginnings of entries, and keeps the best.

An entry matches if all that was typed stands for its first characters. A typed character stands for itself.
Typed letters stand for a character with a reading that they are, or the initial of (z or zh of zhong), or,
for the last character, any beginning of. All ways to cut the letters are followed at once: after each
character of the entry there is a set of bits, the places up to which the typed text may be used up.
"""

from __future__ import annotations

import numpy as np

from indexer.compiled import Bytes, Floats, Longs, Numbers, Points, Shorts, kernel
from indexer.engines.embedded.segments.lexicon import point_at

__all__ = ["best_entries"]

_H = 8


@kernel
def _match(
    term: tuple[Bytes, int, int],
    typed: tuple[Points, Longs, int],
    tables: tuple[Points, Numbers, Shorts, Bytes],
) -> tuple[int, int, int]:
    """How a term matches: 0 not, 1 by initials, 2 by characters and syllables alone; start and end.

    The last syllable may be a beginning. The places are counted in characters of the term.
    """
    blob, p, stop = term
    fold = tables[0]
    goal = np.int64(1) << np.int64(len(typed[0]))
    reached = (1, 1)
    chars = start = 0
    while p < stop and reached[1] != 0:
        point, p = point_at(blob, p, stop)
        chars += 1
        if point < len(fold):
            point = fold[point]
        if point == 0:
            start += chars == start + 1
            continue
        reached = _step(reached, point, typed, tables)
        if reached[1] & goal != 0:
            return (2 if reached[0] & goal != 0 else 1), start, chars
    return 0, 0, 0


@kernel
def _step(
    before: tuple[int, int],
    point: int,
    typed: tuple[Points, Longs, int],
    tables: tuple[Points, Numbers, Shorts, Bytes],
) -> tuple[int, int]:
    """How far the typed text is used up after one more character, given how far it was.

    Two sets of places: by characters and syllables alone, and by initials too.
    """
    points, letters, breaks = typed
    _, starts, ids, syllables = tables
    one = np.int64(1)
    goal = one << np.int64(len(points))
    same = np.int64(0)
    for place in range(len(points)):
        if points[place] == point:
            same |= one << np.int64(place)
    whole, by_any = (before[0] & same) << one, (before[1] & same) << one
    if point + 1 < len(starts):
        for k in range(starts[point], starts[point + 1]):
            letter = syllables[ids[k]]
            now, now_any = before
            for j in range(len(letter) - 1):
                at = letters[letter[j]] if j == 0 else letters[letter[j]] & ~breaks
                now, now_any = (now & at) << one, (now_any & at) << one
                if letter[j + 1] == 0:  # the whole syllable
                    whole |= now
                    by_any |= now_any
                elif j == 0 or letter[j] == _H:  # z or zh, which no syllable is
                    by_any |= now_any
                whole |= now & goal
                by_any |= now_any & goal
                if letter[j + 1] == 0 or now_any == 0:
                    break
    return int(whole), int(by_any)


@kernel
def best_entries(
    entries: tuple[Numbers, Longs],
    scores: Floats,
    texts: tuple[Bytes, Longs],
    words: tuple[Bytes, Longs],
    typed: tuple[Points, Longs, int],
    tables: tuple[Points, Numbers, Shorts, Bytes],
    limit: int,
) -> Numbers:
    """The best entries among those of some slices: rows of number, kind of match, start and end of the match.

    Better is a match by whole syllables, then the higher score, then the smaller number. An entry that is
    in several slices is given once.
    """
    order, slices = entries
    best = np.empty((limit + 1, 4), np.int32)
    count = 0
    size = len(texts[1]) - 1
    for k in range(len(slices)):
        for place in range(slices[k, 0], slices[k, 1]):
            entry = order[place]
            if count == limit and not _before(scores, entry, 2, best[count - 1]):
                continue
            blob, offsets = texts if entry < size else words
            at = entry if entry < size else entry - size
            kind, start, end = _match((blob, offsets[at], offsets[at + 1] - 1), typed, tables)
            if kind > 0:
                count = min(limit, _insert(best, count, scores, (entry, kind, start, end)))
    return best[:count].copy()


@kernel
def _before(scores: Floats, entry: int, kind: int, other: Numbers) -> bool:
    """Whether an entry with a kind of match is better than a row of the best."""
    if kind != other[1]:
        return kind > other[1]
    if scores[entry] != scores[other[0]]:
        return bool(scores[entry] > scores[other[0]])
    return bool(entry < other[0])


@kernel
def _insert(best: Numbers, count: int, scores: Floats, found: tuple[int, int, int, int]) -> int:
    """Puts a match among the best unless it is there. Returns how many there are then."""
    entry, kind, start, end = found
    for row in range(count):
        if best[row, 0] == entry:
            return count
    row = count
    while row > 0 and _before(scores, entry, kind, best[row - 1]):
        best[row] = best[row - 1]
        row -= 1
    best[row, 0], best[row, 1], best[row, 2], best[row, 3] = entry, kind, start, end
    return count + 1
