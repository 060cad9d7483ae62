"""Whether a passage is left of what is about to be suggested: asked of who holds the passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np

from indexer.analysis import normalise
from indexer.compiled import Numbers
from indexer.engines.embedded.segments.completions import read_phrases
from indexer.engines.embedded.segments.lexicon import encode
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.engines.embedded.segments.packing import bits_of
from indexer.trie import points_of

__all__ = ["Left", "LeftInSegments", "Offer"]

_BITS = bits_of(("title", "heading"))


class Offer(NamedTuple):
    """What is about to be offered: titles and headings, as they are written, and a word, or none.

    A passage is left of it that has one of the texts in its title or heading, or the word in any field.
    """

    texts: tuple[str, ...]
    word: str


Left = Callable[[Sequence[Offer]], Sequence[bool]]
"""Of each of some offers, whether a passage is left that is not deleted."""


class LeftInSegments:
    """Looks for passages in segments. Safe to share between threads; any method may raise IndexDamaged."""

    def __init__(self, segments: Sequence[OpenSegment], deleted: Sequence[Numbers]) -> None:
        """``deleted`` are the deleted documents of each segment, ascending."""
        self._segments = [_Counted(segment) for segment in segments]
        self._deleted = deleted

    def left(self, offers: Sequence[Offer]) -> list[bool]:
        """See ``Left``."""
        return [any(map(_Counted.is_left, self._segments, self._deleted, repeat(offer))) for offer in offers]


class _Counted:
    """A segment with its titles and headings and how many passages have each."""

    def __init__(self, segment: OpenSegment) -> None:
        self._segment = segment
        self._texts, self._counts = read_phrases(segment.file)

    def is_left(self, deleted: Numbers, offer: Offer) -> bool:
        segment = self._segment
        for text in offer.texts:
            place = self._texts.find(encode(text))
            if place >= 0 and int(self._counts[place].max()) > len(deleted):
                return True
            if place >= 0 and _any_left(segment.literal(points_of(normalise(text)), _BITS)[0], deleted):
                return True
        place = segment.words.find(encode(offer.word)) if offer.word else -1
        if place < 0:
            return False
        starts, ends = segment.posting_slices(np.array([place]))
        return _any_left(segment.postings(starts, ends)[0][int(starts[0]) : int(ends[0])], deleted)


def _any_left(docs: Numbers, deleted: Numbers) -> bool:
    return len(docs) > len(deleted) or not bool(np.isin(docs, deleted).all())
