"""Which characters are taken for each other, and how likely a difference is a slip.

Two characters are alike where they sound alike (the same syllable, or two that many speakers do not tell
apart: zh and z, ch and c, sh and s, n and l, h and f, the endings ng and n) or look alike
(``tables/shapes.tsv``). What a difference costs is a negative logarithm of how rarely it happens, set by
hand: only the order matters.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from importlib.resources import files
from itertools import pairwise

import numpy as np

from indexer.analysis.pinyin import pinyin

__all__ = ["alike", "cost_of"]

SAME_SOUND, NEAR_SOUND, SAME_SHAPE, SOUND_AND_SHAPE = 3.0, 4.0, 4.0, 2.5
EXCHANGED, ADDED, LEFT_OUT, REPLACED, CUT_OFF = 4.5, 6.0, 6.5, 8.0, 16.0
"""``CUT_OFF`` is a character too many at the end of a word, unless it was typed twice: most often no slip."""

LETTER = 5.0
"""Any slip within a word of letters."""

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("h", "f"))


@functools.lru_cache(maxsize=4_096)
def alike(char: str) -> str:
    """The characters that are taken for this one, without it."""
    near = {other for sound in _near_sounds(char) for other in _chars_of()[sound]}
    return "".join(sorted((near | _shapes().get(char, frozenset())) - {char}))


def cost_of(typed: str, meant: str) -> float:
    """What it costs to take ``typed`` for a word that differs from it in one of the ways of ``Doubtful``."""
    if typed == meant:
        return 0.0
    if meant.isascii():
        return LETTER
    if len(typed) < len(meant):
        return LEFT_OUT
    if len(typed) > len(meant):
        doubled = any(one == other for one, other in pairwise(typed))
        return CUT_OFF if meant in typed and not doubled else ADDED
    pairs = [(one, other) for one, other in zip(typed, meant, strict=True) if one != other]
    if len(pairs) == 2 and pairs[0] == pairs[1][::-1]:
        return EXCHANGED
    return sum(_cost_of_char(one, other) for one, other in pairs)


@functools.lru_cache(maxsize=16_384)
def _cost_of_char(typed: str, meant: str) -> float:
    shape = meant in _shapes().get(typed, frozenset())
    readings = pinyin().readings
    if set(readings(typed)) & set(readings(meant)):
        return SOUND_AND_SHAPE if shape else SAME_SOUND
    if shape:
        return SAME_SHAPE
    return NEAR_SOUND if _near_sounds(typed) & _near_sounds(meant) else REPLACED


def _folded(syllable: str) -> str:
    """The syllable as it sounds to those who tell the fewest apart."""
    for initial, other in _INITIALS:
        if syllable.startswith(initial) and syllable != initial:
            syllable = other + syllable.removeprefix(initial)
            break
    return syllable.removesuffix("g") if syllable.endswith(("ang", "eng", "ing")) else syllable


def _near_sounds(char: str) -> frozenset[str]:
    return frozenset(map(_folded, pinyin().readings(char)))


@functools.cache
def _chars_of() -> dict[str, frozenset[str]]:
    """The characters of each folded syllable."""
    table, found = pinyin(), defaultdict[str, set[str]](set)
    sounds = [_folded(syllable) for syllable in table.syllables]
    points = np.repeat(np.arange(len(table.starts) - 1), np.diff(table.starts))
    for point, syllable in zip(points.tolist(), table.ids.tolist(), strict=True):
        found[sounds[syllable]].add(chr(point))
    return {sound: frozenset(chars) for sound, chars in found.items()}


@functools.cache
def _shapes() -> dict[str, frozenset[str]]:
    """The characters that look like each."""
    found = defaultdict[str, set[str]](set)
    for line in (files("indexer.assist") / "tables" / "shapes.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            char, others = line.split("\t")
            for other in others:
                found[char].add(other)
                found[other].add(char)
    return {char: frozenset(others) for char, others in found.items()}
