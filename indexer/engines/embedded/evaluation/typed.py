"""What was typed, as the loops of ``matching`` take it: characters, letters, and where they may begin.

Typed letters stand for a word in Latin letters, or for characters by their sound. They are not cut into
syllables beforehand: every way to cut them is followed at once.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from indexer.analysis.pinyin import pinyin
from indexer.analysis.sounds import LETTERS, OTHER, folded, sounds
from indexer.compiled import Longs, Points
from indexer.engines.embedded.segments.completions import CLASS_BITS, KEY_CLASSES

__all__ = ["MOST_TYPED", "Typed", "read_typed"]

MOST_TYPED = 60
"""Characters that count; nothing that is offered is found by more."""

_LONGEST_INPUT = 1_000
_LONGEST_SYLLABLE = 6


class Typed(NamedTuple):
    """``ranges`` are rows of the first and last key (exclusive) of entries that may match."""

    points: Points
    """The folded characters, 1 to MOST_TYPED."""
    letters: Longs
    """For each letter the set of the places where it was typed, as bits; those of ü are also those of u.

    First stands the set of the places before which there was something that does not count, as in xi'an.
    """
    ranges: Longs


def read_typed(text: str) -> Typed | None:
    """What was typed; None where nothing that counts was, or so much that nothing can match."""
    if len(text) > _LONGEST_INPUT:
        return None
    points = folded(text.replace("ü", "v").replace("Ü", "v"))
    kept = np.flatnonzero(points)
    if not 0 < len(kept) <= MOST_TYPED:
        return None
    breaks = sum(1 << int(place) for place in np.flatnonzero(np.diff(kept) > 1) + 1)
    points = points[kept]
    letters = np.zeros(LETTERS + 1, np.int64)
    letters[0] = breaks
    for place, point in enumerate(points.tolist()):
        if ord("a") <= point <= ord("z"):
            letters[point - ord("a") + 1] |= 1 << place
    letters[_letter("v")] |= letters[_letter("u")]
    return Typed(points, letters, _ranges(points, breaks))


def _letter(char: str) -> int:
    return ord(char) - ord("a") + 1


def _ranges(points: Points, breaks: int) -> Longs:
    """The keys by the classes that the first characters may have, however the letters are cut."""
    typed = "".join(map(chr, points.tolist()))
    starts = sorted(_class_runs(typed, breaks, 0, ()))
    least = [run for run in starts if not any(run[:size] in starts for size in range(1, len(run)))]
    ranges = []
    for run in least:
        key = 0
        for one in run:
            key = key << CLASS_BITS | one
        shift = CLASS_BITS * (KEY_CLASSES - len(run))
        ranges.append((key << shift, (key + 1) << shift))
    return np.array(ranges, np.int64)


def _class_runs(typed: str, breaks: int, place: int, before: tuple[int, ...]) -> set[tuple[int, ...]]:
    """The classes of the first characters, KEY_CLASSES at most, for each way to go on from ``place``."""
    if place == len(typed) or len(before) == KEY_CLASSES:
        return {before}
    run = (*before, _class_of(typed[place]))
    return set().union(*(_class_runs(typed, breaks, end, run) for end in set(_ends(typed, breaks, place))))


def _class_of(char: str) -> int:
    """The first of the classes of a character: an entry that has it stands under all of them."""
    classes = sounds().classes
    own = int(classes[ord(char)]) if ord(char) < len(classes) else 1 << OTHER
    return (own & -own).bit_length() - 1


def _ends(typed: str, breaks: int, place: int) -> Iterator[int]:
    """Where what stands for one character may end: after itself, an initial, a syllable, or at the end."""
    yield place + 1
    if "a" <= typed[place] <= "z":
        whole, begun = _syllables()
        for end in range(place + 2, min(place + _LONGEST_SYLLABLE, len(typed)) + 1):
            if breaks >> (end - 1) & 1:
                break
            piece = typed[place:end]
            if piece in whole or piece in ("zh", "ch", "sh") or (end == len(typed) and piece in begun):
                yield end


@functools.cache
def _syllables() -> tuple[frozenset[str], frozenset[str]]:
    """All syllables as they may be typed, and all of their beginnings."""
    known = pinyin().syllables
    whole = frozenset(known) | {syllable.replace("v", "u") for syllable in known}
    return whole, frozenset(syllable[:size] for syllable in whole for size in range(1, len(syllable)))
