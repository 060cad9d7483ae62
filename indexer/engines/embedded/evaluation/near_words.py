"""The words of all segments that a run of characters may have been meant as, and how frequent they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.compiled import Longs
from indexer.engines.embedded.segments.lexicon import decode
from indexer.engines.embedded.segments.near import NearPlaces, find_near, places_of
from indexer.engines.embedded.segments.worded import Worded
from indexer.engines.engine import Doubtful, NearWord

__all__ = ["holders_of", "near_words"]

_KEPT = 12
"""Words that are kept of those that differ in the same way from the same part, in each segment."""


def near_words(segments: Sequence[Worded], doubtful: Doubtful) -> list[NearWord]:
    """See ``Engine.near_words``. Raises IndexDamaged."""
    places = places_of(doubtful)
    parts: dict[tuple[bytes, int, int], None] = {}
    for segment in segments:
        near = find_near(segment.words, places)
        chosen = _most_frequent(near, segment)
        for word, start, end in zip(
            *(row[chosen].tolist() for row in (near.words, near.starts, near.ends)), strict=True
        ):
            parts[segment.words[word], start, end] = None
    words = list(dict.fromkeys(word for word, _, _ in parts))
    if not words:
        return []
    shares = holders_of(segments, words) / max(1, sum(segment.documents for segment in segments))
    share_of = dict(zip(words, shares.tolist(), strict=True))
    return [NearWord(decode(word), start, end, share_of[word]) for word, start, end in parts]


def holders_of(segments: Sequence[Worded], words: Sequence[bytes]) -> Longs:
    """How many documents of all segments have each of some words, deleted ones included."""
    holders = np.zeros(len(words), np.int64)
    for segment in segments:
        places = segment.words.find_all(words)
        known = places >= 0
        holders[known] += segment.holding(places[known])
    return holders


def _most_frequent(near: NearPlaces, segment: Worded) -> Longs:
    """Which of the near words are kept: in each part and kind of difference those with most passages."""
    groups = (near.kinds.astype(np.int64) << 16) | (near.starts << 8) | near.ends
    order = np.lexsort((near.words, -segment.holding(near.words), groups))
    ordered = groups[order]
    firsts = np.searchsorted(ordered, ordered)
    return order[np.arange(len(order)) - firsts < _KEPT]
