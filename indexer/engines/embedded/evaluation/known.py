"""What is known of a plan's leaves before it is evaluated: where they are, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from indexer.compiled import Floats, Longs, Numbers, Shorts
from indexer.engines.embedded.evaluation.plan_nodes import (
    All,
    Any_,
    Complement,
    Node,
    OrElse,
    Preferring,
    Relaxed,
    RunOrWords,
    Text,
    WholeWord,
    Without,
    Word,
)
from indexer.engines.embedded.evaluation.postings import Lists
from indexer.engines.embedded.evaluation.scoring import Norms, Weights, rarity
from indexer.engines.embedded.segments.dense import Dense
from indexer.engines.embedded.segments.lexicon import encode, join_terms
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.trie import points_of

__all__ = ["Here", "Known", "find_text"]


class _Words(NamedTuple):
    """Some words of the plan: their numbers among all words of it, field masks, weights."""

    numbers: Longs
    bits: Longs
    weights: Floats
    rarity: float  # of all together: the most that they can add to a score


class Known:
    """The words and texts of a plan, found in all segments, and what each is worth."""

    def __init__(
        self, plan: Node, segments: Sequence[OpenSegment], weights: Weights, headroom: float
    ) -> None:
        self.headroom = headroom
        self._damping = float(np.float32(weights.damping))  # as the loops have it
        self._documents = sum(segment.documents for segment in segments)
        words: dict[str, None] = {}
        texts: dict[Text | WholeWord, None] = {}
        for leaf in _leaves(plan):
            if isinstance(leaf, Word):
                words[leaf.text] = None
            else:
                texts[leaf] = None
        self._numbers = {word: number for number, word in enumerate(words)}
        self.ranges = self._find_words(list(words), segments)
        self._holders = sum(
            [ends - starts for starts, ends, *_ in self.ranges], np.zeros(len(words), np.int64)
        ).tolist()
        self.texts = {text: find_text(text, segments) for text in texts}
        self._lists: dict[tuple[Word, ...], _Words] = {}

    def _find_words(self, words: list[str], segments: Sequence[OpenSegment]) -> list[Longs]:
        asked = join_terms([encode(word) for word in words])
        return [segment.slices(asked) for segment in segments]

    def words(self, words: tuple[Word, ...]) -> _Words:
        """What is the same in all segments about some words of the plan."""
        found = self._lists.get(words)
        if found is None:
            numbers = [self._numbers[word.text] for word in words]
            weights = [rarity(self._holders[n], self._documents, self._damping) for n in numbers]
            found = self._lists[words] = _Words(
                np.array(numbers, np.int64),
                np.array([word.bits for word in words], np.int64),
                np.array(weights, np.float32),
                sum(weights),
            )
        return found

    def weight(self, text: Text | WholeWord) -> float:
        """What a text found literally is worth."""
        holders = sum(len(docs) for docs, _ in self.texts[text])
        return rarity(holders, self._documents, self._damping)

    def least(self, node: Node) -> float:
        """What a typed text is worth at the least, found literally: its bonus."""
        match node:
            case RunOrWords(_, words):
                return self.words(words).rarity
            case Text() | WholeWord():
                return self.weight(node)
        return 0.0


def _leaves(node: Node) -> Iterator[Word | Text | WholeWord]:
    match node:
        case Word() | Text() | WholeWord():
            yield node
        case RunOrWords(text, words):
            yield text
            yield from words
        case Relaxed(strict, words):
            yield from _leaves(strict)
            yield from words
        case All(words, rest) | Any_(words, rest):
            yield from words
            for child in rest:
                yield from _leaves(child)
        case Without(one, other) | Preferring(one, other) | OrElse(one, other):
            yield from _leaves(one)
            yield from _leaves(other)
        case Complement(child):
            yield from _leaves(child)


def find_text(text: Text | WholeWord, segments: Sequence[OpenSegment]) -> list[tuple[Numbers, Shorts]]:
    """The documents of each segment that have a text literally, and its packed frequency."""
    if isinstance(text, WholeWord):
        return [segment.whole_word(text.text, text.bits) for segment in segments]
    points = points_of(text.text)
    return [segment.literal(points, text.bits) for segment in segments]


class Here(NamedTuple):
    """The segment in which a plan is being evaluated."""

    query: Known
    number: int
    segment: OpenSegment
    norms: Norms

    def lists(self, words: tuple[Word, ...]) -> Lists:
        """The postings of some words in this segment."""
        known = self.query.words(words)
        starts, ends, rows, _ = self.query.ranges[self.number].take(known.numbers, axis=1)
        docs, counts = self.segment.postings(starts, ends)
        dense = Dense(*self.segment.bitmaps(rows), rows)
        return Lists(docs, counts, dense, starts, ends, known.bits, known.weights)
