"""Plans to matches: for each segment the sorted documents and their scores, by compiled loops.

What a term is worth depends on all segments together, so that cutting an index into segments changes no
score. Hence two steps: find the words and runs of the plan in every segment and count their holders; then
evaluate the plan segment by segment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce, singledispatch
from typing import NamedTuple

import numpy as np

from indexer.compiled import Floats, Longs, Numbers, Shorts
from indexer.engines.embedded.evaluation.intersection import all_words
from indexer.engines.embedded.evaluation.plan_nodes import (
    All,
    Any_,
    Complement,
    Everything,
    Labels,
    Node,
    OrElse,
    Preferring,
    RunOrWords,
    Text,
    WholeWord,
    Without,
    Word,
)
from indexer.engines.embedded.evaluation.postings import Lists, add_words, any_word, score_counts
from indexer.engines.embedded.evaluation.scoring import Norms, Weights, rarity
from indexer.engines.embedded.evaluation.sets import either, inside, others, union_of_lists
from indexer.engines.embedded.segments.dense import Dense
from indexer.engines.embedded.segments.lexicon import encode, join_terms
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.trie import points_of

__all__ = ["Matches", "evaluate", "find_text"]


class Matches(NamedTuple):
    """Documents of one segment, ascending, and their scores."""

    docs: Numbers
    scores: Floats


class _Words(NamedTuple):
    """Some words of the plan: their numbers among all words of it, field masks, weights."""

    numbers: Longs
    bits: Longs
    weights: Floats
    rarity: float  # of all together: the most that they can add to a score


def evaluate(
    plan: Node, segments: Sequence[OpenSegment], norms: Sequence[Norms], weights: Weights
) -> Iterator[Matches]:
    """The matches in each segment, in turn. Raises IndexDamaged."""
    query = _Query(plan, segments, weights)
    for number, segment in enumerate(segments):
        here = _Here(query, number, segment, norms[number])
        try:
            yield _match(plan, here)
        except ValueError as error:  # a kernel found something out of range
            raise segment.file.damaged(str(error)) from error


class _Query:
    """The words and texts of a plan, found in all segments, and what each is worth."""

    def __init__(self, plan: Node, segments: Sequence[OpenSegment], weights: Weights) -> None:
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


class _Here(NamedTuple):
    """The segment in which a plan is being evaluated."""

    query: _Query
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


def _union(one: Matches, other: Matches) -> Matches:
    return Matches(*either(one.docs, one.scores, other.docs, other.scores, False))


def _unscored(docs: Numbers) -> Matches:
    return Matches(docs, np.zeros(len(docs), np.float32))


@singledispatch
def _match(node: Node, here: _Here) -> Matches:  # noqa: ARG001
    """The matches of a plan in a segment."""
    raise TypeError(type(node).__name__)


@_match.register
def _(node: Word, here: _Here) -> Matches:
    return Matches(*all_words(here.lists((node,)), here.norms))


@_match.register
def _(node: Text, here: _Here) -> Matches:
    docs, counts = here.query.texts[node][here.number]
    return Matches(docs, score_counts(docs, counts, here.query.weight(node), 0.0, here.norms))


@_match.register
def _(node: WholeWord, here: _Here) -> Matches:
    """It gets as a bonus what its word could be worth, as any literal run does."""
    docs, counts = here.query.texts[node][here.number]
    weight = here.query.weight(node)
    return Matches(docs, score_counts(docs, counts, weight, weight, here.norms))


@_match.register
def _(node: RunOrWords, here: _Here) -> Matches:
    """A literal run gets more than all words can be worth, so it ranks above the words alone."""
    docs, counts = here.query.texts[node.text][here.number]
    bonus = here.query.words(node.words).rarity
    scores = score_counts(docs, counts, here.query.weight(node.text), bonus, here.norms)
    if not node.words:
        return Matches(docs, scores)
    lists = here.lists(node.words)
    add_words(docs, scores, lists, here.norms)
    alone = others(*all_words(lists, here.norms), docs)
    return _union(Matches(docs, scores), Matches(*alone))


@_match.register
def _(node: Labels, here: _Here) -> Matches:
    column = here.segment.column(node.field)
    places = np.array(node.places[here.number], np.int64)
    starts, ends = column.value_offsets[places], column.value_offsets[places + 1]
    return _unscored(union_of_lists(column.value_docs, starts, ends, here.segment.documents))


@_match.register
def _(node: All, here: _Here) -> Matches:
    found = [_match(child, here) for child in node.others]
    if node.words:
        found.append(Matches(*all_words(here.lists(node.words), here.norms)))
    found.sort(key=lambda matches: len(matches.docs))
    return reduce(lambda one, other: Matches(*inside(*one, *other)), found)


@_match.register
def _(node: Any_, here: _Here) -> Matches:
    found = [_match(child, here) for child in node.others]
    if node.words or not found:
        found.append(Matches(*any_word(here.lists(node.words), here.norms)))
    return reduce(_union, found)


@_match.register
def _(node: Without, here: _Here) -> Matches:
    wanted = _match(node.wanted, here)
    return Matches(*others(*wanted, _match(node.unwanted, here).docs))


@_match.register
def _(node: Preferring, here: _Here) -> Matches:
    wanted, liked = _match(node.wanted, here), _match(node.liked, here)
    return Matches(*either(wanted.docs, wanted.scores, liked.docs, liked.scores, True))


@_match.register
def _(node: OrElse, here: _Here) -> Matches:
    """What is found instead gets ever nearer to ``least``, the better it matches, and never reaches it."""
    wanted, instead = _match(node.wanted, here), _match(node.instead, here)
    docs, scores = others(*instead, wanted.docs)
    least = np.float32(here.query.least(node.wanted))
    return _union(wanted, Matches(docs, least * scores / (scores + least)))


@_match.register
def _(node: Complement, here: _Here) -> Matches:
    everything = _unscored(np.arange(here.segment.documents, dtype=np.int32))
    return Matches(*others(*everything, _match(node.unwanted, here).docs))


@_match.register
def _(node: Everything, here: _Here) -> Matches:  # noqa: ARG001
    return _unscored(np.arange(here.segment.documents, dtype=np.int32))
