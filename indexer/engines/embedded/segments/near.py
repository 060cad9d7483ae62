"""Words of a dictionary that a typed run of characters may have been meant as, wherever in the run.

One pass over the dictionary compares each word with all parts of the run at once: for each character of a
word a bit set says at which places of the run it stands, so that one shift and one AND compare it with every
part (Baeza-Yates and Gonnet's shift-and, turned round: the words are the patterns, the run is the text).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from indexer.compiled import Bytes, Longs, Numbers, kernel
from indexer.engines.embedded.segments.lexicon import Lexicon
from indexer.engines.engine import LONGEST_DOUBTFUL, Doubtful

__all__ = ["NearPlaces", "Places", "find_near", "places_of"]

_POINTS = 0x10000
"""Characters beyond the basic plane equal none of a run."""

_LONGEST = 16
"""Characters of the longest word that is looked at."""

SAME, ALIKE, EXCHANGED, REPLACED, LEFT_OUT, ADDED = range(6)
"""How a word differs from a part of the run; what is looked for is said in ``Doubtful``."""


class Places(NamedTuple):
    """A run in bit sets: bit ``i`` stands for place ``i``. The first two have one for each character."""

    equal: Longs
    alike: Longs
    loose: int
    borders: int


class NearPlaces(NamedTuple):
    """What is near, a row each: place in the dictionary, kind of difference, part of the run."""

    words: Longs
    kinds: Numbers
    starts: Numbers
    ends: Numbers


def places_of(doubtful: Doubtful) -> Places:
    """The bit sets of a run. Raises ValueError where it is longer than LONGEST_DOUBTFUL."""
    if len(doubtful.text) > LONGEST_DOUBTFUL:
        raise ValueError(f"a run of {len(doubtful.text)} characters")
    equal, alike = np.zeros(_POINTS, np.int64), np.zeros(_POINTS, np.int64)
    for place, (char, others) in enumerate(zip(doubtful.text, doubtful.alike, strict=True)):
        for table, chars in ((equal, char), (alike, others)):
            points = np.frombuffer(chars.encode("utf-32-le", "surrogatepass"), np.uint32)
            table[points[points < _POINTS]] |= 1 << place
    return Places(equal, alike, _bits(doubtful.loose), _bits(doubtful.borders))


def _bits(places: frozenset[int]) -> int:
    return sum(1 << place for place in places)


def find_near(lexicon: Lexicon, places: Places) -> NearPlaces:
    """The words of a dictionary that are near a part of the run, once for each part and kind."""
    return NearPlaces(*_find_near(lexicon.blob, lexicon.offsets, *places))


@kernel
def _look_up(blob: Bytes, start: int, end: int, equal: Longs, alike: Longs, own: Longs) -> int:
    """Fills in the places of each character of a word, and says how many it has.

    0 stands for a word that is too long, or can be near to no part of the run: one of its characters is not
    even alike to any, and another equals none. Most words are left after two characters.
    """
    size = unequal = strange = 0
    while start < end:
        lead = blob[start]
        width = 1 if lead < 0x80 else (2 if lead < 0xE0 else (3 if lead < 0xF0 else 4))
        point = np.int64(lead) if width == 1 else np.int64(lead & (0xFF >> (width + 1)))
        for place in range(start + 1, min(start + width, end)):
            point = (point << 6) | np.int64(blob[place] & 0x3F)
        here = equal[point] if point < len(equal) else 0
        near = alike[point] if point < len(equal) else 0
        unequal += here == 0
        strange += here | near == 0
        if (strange > 0 and unequal > 1) or size == _LONGEST:
            return 0
        own[0, size], own[1, size] = here, near
        size += 1
        start += width
    return size if strange < size else 0


@kernel
def _differing(size: int, equal: Longs, alike: Longs, loose: int, borders: int, kinds: Longs) -> None:
    """Fills in, for each kind of difference, at which places a part begins that differs so from a word.

    ``equal`` and ``alike`` hold the places of each of the word's characters.
    """
    whole = borders & (borders >> size)
    near, unequal = whole, 0
    for i in range(size):
        near &= (equal[i] | alike[i]) >> i
        unequal += equal[i] == 0
    kinds[:] = 0
    if unequal > 1:  # as most words that come here: it can only be alike
        kinds[ALIKE] = near
        return
    # Where all characters before the i-th stand as they should; where all from it on do, or one place earlier
    # (row 0) or later (row 2).
    before, after = np.empty(size + 1, np.int64), np.empty((3, size + 1), np.int64)
    before[0], after[:, size] = -1, -1
    for i in range(size):
        before[i + 1] = before[i] & (equal[i] >> i)
    for i in range(size - 1, -1, -1):
        earlier = equal[i] >> (i - 1) if i > 0 else equal[i] << 1
        after[0, i] = after[0, i + 1] & earlier
        after[1, i] = after[1, i + 1] & (equal[i] >> i)
        after[2, i] = after[2, i + 1] & (equal[i] >> (i + 1))
    same = before[size]
    kinds[SAME] = same & whole
    if size == 1:
        return
    kinds[ALIKE] = near & ~same
    touched = np.int64(0)
    for i in range(size):
        kinds[REPLACED] |= before[i] & after[1, i + 1] & (loose >> i)
        kinds[LEFT_OUT] |= before[i] & after[0, i + 1]
        kinds[ADDED] |= before[i] & after[2, i] & (loose >> i)
        if i < size - 1:
            touched |= loose >> i
            kinds[EXCHANGED] |= before[i] & (equal[i] >> (i + 1)) & (equal[i + 1] >> i) & after[1, i + 2]
    kinds[ADDED] |= same & (loose >> size)
    kinds[EXCHANGED] &= ~same & whole
    kinds[REPLACED] &= ~near & ~kinds[EXCHANGED] & whole
    kinds[LEFT_OUT] &= touched & borders & (borders >> (size - 1))
    kinds[ADDED] &= borders & (borders >> (size + 1))


@kernel
def _find_near(
    blob: Bytes, offsets: Longs, equal: Longs, alike: Longs, loose: int, borders: int
) -> tuple[Longs, Numbers, Numbers, Numbers]:
    words, rows = np.empty(1_024, np.int64), np.empty((3, 1_024), np.int32)
    own = np.empty((2, _LONGEST), np.int64)
    kinds = np.empty(6, np.int64)
    count = 0
    for word in range(len(offsets) - 1):
        size = _look_up(blob, offsets[word], offsets[word + 1] - 1, equal, alike, own)
        if size == 0:
            continue
        _differing(size, own[0], own[1], loose, borders, kinds)
        for kind in range(len(kinds)):
            bits, start = kinds[kind], 0
            longer = -1 if kind == LEFT_OUT else (1 if kind == ADDED else 0)
            while bits > 0:
                if bits & 1:
                    if count == len(words):
                        words = np.append(words, np.empty_like(words))
                        rows = np.concatenate((rows, np.empty_like(rows)), axis=1)
                    words[count] = word
                    rows[0, count], rows[1, count], rows[2, count] = kind, start, start + size + longer
                    count += 1
                bits >>= 1
                start += 1
    return words[:count], rows[0, :count].copy(), rows[1, :count].copy(), rows[2, :count].copy()
