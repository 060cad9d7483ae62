"""Matches what was typed with the beginnings of entries, and keeps the best.

An entry matches if all that was typed stands for its first characters. A typed character stands for itself.
Typed letters stand for a character with a reading that they are, or the initial of (z or zh of zhong), or,
for the last character, any beginning of. All ways to cut the letters are followed at once: after each
character of the entry there is a set of bits, the places up to which the typed text may be used up.
"""

from __future__ import annotations

import numpy as np

from indexer.analysis.sounds import LETTER_BITS
from indexer.compiled import Bytes, Floats, Longs, Numbers, Points, kernel
from indexer.engines.embedded.segments.lexicon import point_at

__all__ = ["best_entries", "heads_of"]

_LETTER = (1 << LETTER_BITS) - 1
_H = 8


@kernel
def heads_of(blob: Bytes, offsets: Longs, fold: Points) -> Points:
    """The first character of each term that counts, folded; 0 where there is none."""
    heads = np.zeros(len(offsets) - 1, np.uint32)
    for term in range(len(heads)):
        p, stop = offsets[term], offsets[term + 1] - 1
        while p < stop and heads[term] == 0:
            point, p = point_at(blob, p, stop)
            heads[term] = fold[point] if point < len(fold) else point
    return heads


@kernel
def best_entries(
    entries: tuple[Numbers, Longs, Numbers],
    known: tuple[Points, Floats],
    terms: tuple[Bytes, Longs, Bytes, Longs],
    typed: tuple[Points, Longs],
    tables: tuple[Points, Numbers, Numbers],
    limit: int,
) -> Numbers:
    """The best entries among those of some slices: rows of number, kind of match, start and end of the match.

    Better is a match by whole syllables, then the higher score, then the smaller number. An entry that is
    in several slices is given once. ``entries`` are a list, slices of it, and all entries, best first: where
    the slices are long, these are tried before, for what is typed may stand for many of the best. ``known``
    are the first character and the score of each entry.
    """
    order, slices, ranked = entries
    heads = (known[0], np.zeros(len(tables[0]), np.uint8))
    scores = known[1]
    best = np.empty((limit + 1, 4), np.int32)
    some = (slices[:, 1] - slices[:, 0]).sum() >> 1
    count, complete = _scan(ranked[:some], best, 0, heads, scores, terms, typed, tables)
    if complete:
        return best[:count].copy()
    count = 0
    for k in range(len(slices)):
        part = order[slices[k, 0] : slices[k, 1]]
        count, _ = _scan(part, best, count, heads, scores, terms, typed, tables)
    return best[:count].copy()


@kernel
def _scan(
    entries: Numbers,
    best: Numbers,
    count: int,
    heads: tuple[Points, Bytes],
    scores: Floats,
    terms: tuple[Bytes, Longs, Bytes, Longs],
    typed: tuple[Points, Longs],
    tables: tuple[Points, Numbers, Numbers],
) -> tuple[int, bool]:
    """Puts those of some entries that match among the best. Returns how many these are then.

    And whether the last entry could not be among them, however it matched. ``heads`` are the first characters
    of all entries, and which characters cannot be first: most entries differ in the first one.
    """
    firsts, refused = heads
    texts, text_offsets, words, word_offsets = terms
    points, letters = typed
    fold, starts, readings = tables
    size, beyond = len(text_offsets) - 1, False
    for entry in entries:
        beyond = count == len(best) - 1 and not _before(scores, entry, 2, best[count - 1])
        first = firsts[entry]
        if beyond or (first < len(refused) and refused[first] != 0):
            continue
        if entry < size:
            p, stop = text_offsets[entry], text_offsets[entry + 1] - 1
            kind, start, end = _match(texts, p, stop, points, letters, fold, starts, readings)
        else:
            p, stop = word_offsets[entry - size], word_offsets[entry - size + 1] - 1
            kind, start, end = _match(words, p, stop, points, letters, fold, starts, readings)
        if kind > 0:
            count = min(len(best) - 1, _insert(best, count, scores, (entry, kind, start, end)))
        elif first < len(refused):
            refused[first] = _step(1, 1, first, points, letters, starts, readings)[1] == 0
    return count, beyond


@kernel
def _match(
    blob: Bytes,
    p: int,
    stop: int,
    points: Points,
    letters: Longs,
    fold: Points,
    starts: Numbers,
    readings: Numbers,
) -> tuple[int, int, int]:
    """How a term matches: 0 not, 1 by initials, 2 by characters and syllables alone; start and end.

    The last syllable may be a beginning. The places are counted in characters of the term.
    """
    goal = np.int64(1) << np.int64(len(points))
    whole, by_any = 1, 1
    chars = start = 0
    while p < stop and by_any != 0:
        point, p = point_at(blob, p, stop)
        chars += 1
        if point < len(fold):
            point = fold[point]
        if point == 0:
            start += chars == start + 1
            continue
        whole, by_any = _step(whole, by_any, point, points, letters, starts, readings)
        if by_any & goal != 0:
            return (2 if whole & goal != 0 else 1), start, chars
    return 0, 0, 0


@kernel
def _step(
    whole: int, by_any: int, point: int, points: Points, letters: Longs, starts: Numbers, readings: Numbers
) -> tuple[int, int]:
    """How far the typed text is used up after one more character, given how far it was.

    Two sets of places: by characters and syllables alone, and by initials too. ``letters`` has the places of
    each letter, and first those before which a letter does not go on.
    """
    one = np.int64(1)
    goal = one << np.int64(len(points))
    same = np.int64(0)
    for place in range(len(points)):
        if points[place] == point:
            same |= one << np.int64(place)
    next_whole, next_any = (whole & same) << one, (by_any & same) << one
    if point + 1 < len(starts):
        for k in range(starts[point], starts[point + 1]):
            now, now_any, rest, at = whole, by_any, readings[k], np.int64(-1)
            while rest != 0 and now_any != 0:
                letter = rest & _LETTER
                rest >>= LETTER_BITS
                begins = at == -1
                at = letters[letter] if begins else letters[letter] & ~letters[0]
                now, now_any = (now & at) << one, (now_any & at) << one
                if rest == 0:  # the whole syllable
                    next_whole |= now
                    next_any |= now_any
                elif begins or letter == _H:  # z or zh, which no syllable is
                    next_any |= now_any
                next_whole |= now & goal
                next_any |= now_any & goal
    return int(next_whole), int(next_any)


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
