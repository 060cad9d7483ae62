"""A passage's most telling words, by the index's own statistics: frequency in the passage x rarity among all.

A word that only this passage has is no keyword: it leads nowhere, and in a short section nearly every detail
is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from indexer.analysis import Analyser, field_text, normalise
from indexer.assist.terms import counts_of_own, rarity, telling
from indexer.engines.engine import Engine
from indexer.model import Passage
from indexer.offers import Keyword

__all__ = ["as_written", "find_keywords", "weigh_words", "without_overlaps"]

_FIELDS = {"text": 1, "heading": 1}
"""Where a passage's keywords are sought, and how often a word counts there. Titles are left out: those of a
collection name the themes of all its parts."""


def find_keywords(passage: Passage, engine: Engine, analyser: Analyser, limit: int) -> tuple[Keyword, ...]:
    """The ``limit`` most telling words of a passage at most, best first, as it writes them."""
    weights = weigh_words(passage, _FIELDS, engine, analyser)
    best = without_overlaps(sorted(weights, key=lambda word: (-weights[word], word)), limit)
    written = as_written(best, (passage,))
    return tuple(Keyword(text, weights[word]) for text, word in zip(written, best, strict=True))


def weigh_words(
    passage: Passage, fields: Mapping[str, int], engine: Engine, analyser: Analyser
) -> dict[str, float]:
    """The telling words of some fields that other passages have too, and what each is worth.

    A word counts as often as ``fields`` says where it occurs, but not inside a longer word.
    """
    counts = Counter[str]()
    for name, times in fields.items():
        for word, count in counts_of_own(analyser.words(field_text(passage, name))).items():
            counts[word] += times * count
    words = [word for word in counts if telling(word)]
    holders = engine.frequencies(words)
    return {
        word: counts[word] * rarity(have, engine.size) * telling(word)
        for word, have in zip(words, holders, strict=True)
        if have > 1
    }


def without_overlaps(words: Iterable[str], limit: int) -> list[str]:
    """The first ``limit`` words that neither hold nor stand in one before them."""
    chosen: list[str] = []
    for word in words:
        if len(chosen) == limit:
            break
        if not any(word in other or other in word for other in chosen):
            chosen.append(word)
    return chosen


def as_written(words: Sequence[str], passages: Sequence[Passage]) -> list[str]:
    """Normalised words as the first of the passages that has one writes it: in text, heading or title."""
    fields = [field_text(passage, name) for passage in passages for name in ("text", "heading", "title")]
    text = "\0".join(fields)
    normalised = normalise(text)
    places = [normalised.find(word) for word in words]
    return [text[at : at + len(word)] if at >= 0 else word for at, word in zip(places, words, strict=True)]
