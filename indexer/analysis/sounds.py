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
from indexer.compiled import Bytes, Longs, Numbers, Points, Shorts

__all__ = ["DIGIT", "LETTERS", "OTHER", "Sounds", "folded", "sounds"]

LETTERS = 26
"""Letters are numbered from 1 to this."""
DIGIT = 27
"""The class of the digit 0; the other nine follow."""
OTHER = 37
"""The class of a character that has no reading and is neither a Latin letter nor a digit."""

_FOLDED = 0x40000
"""Nothing from here on is a character that texts are written in; it stays as it is."""
_LONGEST = 6


class Sounds(NamedTuple):
    """The readings of ``pinyin`` and the folding of characters as arrays."""

    fold: Points
    """The compared form of each character below 0x40000; 0 for one that does not count."""
    starts: Numbers
    """See ``Pinyin``: where the readings of each character begin."""
    ids: Shorts
    """See ``Pinyin``: the readings of all characters."""
    letters: Bytes
    """A row for each syllable: the numbers of its letters, and 0 after the last."""
    classes: Longs
    """For each folded character the set of its classes, as bits: its initials, or what it is itself."""


@functools.cache
def sounds() -> Sounds:
    """The arrays, made once."""
    chars = list(map(chr, range(_FOLDED)))
    counts = np.fromiter(map(str.isalnum, chars), np.bool_, _FOLDED)
    points = normalised_points("".join(chars)) - np.uint32(1)
    own = pinyin()
    letters = np.zeros((len(own.syllables), _LONGEST + 1), np.uint8)
    for number, syllable in enumerate(own.syllables):
        letters[number, : len(syllable)] = [ord(letter) - ord("a") + 1 for letter in syllable]
    fold = np.where(counts, points, np.uint32(0))
    return Sounds(fold, own.starts, own.ids, letters, _classes(own.starts, letters[own.ids, 0]))


def _classes(starts: Numbers, initials: Bytes) -> Longs:
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
