"""What compiled loops need to compare typed text with stored text by characters and by sound.

Only letters, digits and ideographs count there: width, case, traditional forms, blanks and punctuation make
no difference. Nothing is made at import; the first use takes some hundredths of a second.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from indexer.analysis.normalise import normalised_points
from indexer.analysis.pinyin import pinyin
from indexer.compiled import Longs, Numbers, Points

__all__ = ["DIGIT", "LETTERS", "LETTER_BITS", "OTHER", "Sounds", "folded", "sounds"]

LETTERS = 26
"""Letters are numbered from 1 to this."""
LETTER_BITS = 5
DIGIT = 27
"""The class of the digit 0; the other nine follow."""
OTHER = 37
"""The class of a character that has no reading and is neither a Latin letter nor a digit."""

_FOLDED = 0x40000
"""Nothing from here on is a character that texts are written in; it stays as it is."""


class Sounds(NamedTuple):
    """The readings of ``pinyin`` and the folding of characters as arrays."""

    fold: Points
    """The compared form of each character below 0x40000; 0 for one that does not count."""
    starts: Numbers
    """See ``Pinyin``: where the readings of each character begin."""
    readings: Numbers
    """All readings: the number of each letter in LETTER_BITS, the first one lowest."""
    classes: Longs
    """For each folded character the set of its classes, as bits: its initials, or what it is itself."""


@functools.cache
def sounds() -> Sounds:
    """The arrays, made once."""
    chars = list(map(chr, range(_FOLDED)))
    counts = np.fromiter(map(str.isalnum, chars), np.bool_, _FOLDED)
    points = normalised_points("".join(chars)) - np.uint32(1)
    own = pinyin()
    packed = [
        sum(ord(letter) - ord("a") + 1 << LETTER_BITS * place for place, letter in enumerate(syllable))
        for syllable in own.syllables
    ]
    readings = np.array(packed, np.int32)[own.ids]
    fold = np.where(counts, points, np.uint32(0))
    return Sounds(fold, own.starts, readings, _classes(own.starts, readings & (1 << LETTER_BITS) - 1))


def _classes(starts: Numbers, initials: Numbers) -> Longs:
    classes = np.zeros(_FOLDED, np.int64)
    read = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    np.bitwise_or.at(classes, read, np.left_shift(np.int64(1), initials.astype(np.int64)))
    classes[classes == 0] = 1 << OTHER
    for first, char, size in ((1, "a", LETTERS), (DIGIT, "0", 10)):
        classes[ord(char) : ord(char) + size] = np.left_shift(np.int64(1), np.arange(first, first + size))
    return classes


def folded(text: str) -> Points:
    """The compared form of each character of a text, 0 where it does not count."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    fold = sounds().fold
    return np.where(points < len(fold), fold[np.minimum(points, len(fold) - 1)], points)
