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
    Relaxed,
    RunOrWords,
    Text,
    WholeWord,
    Without,
    Word,
)
from indexer.engines.embedded.evaluation.postings import Lists, add_words, any_word, score_counts, some_words
from indexer.engines.embedded.evaluation.scoring import Norms, Weights, rarity
from indexer.engines.embedded.evaluation.sets import either, inside, others, union_of_lists
from indexer.engines.embedded.segments.dense import Dense
from indexer.engines.embedded.segments.lexicon import encode, join_terms
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.trie import points_of

__all__ = ["Here", "Known", "Matches", "evaluate", "find_text", "match_node"]


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
    plan: Node,
    segments: Sequence[OpenSegment],
    norms: Sequence[Norms],
    weights: Weights,
    headroom: float = 0.0,
) -> Iterator[Matches]:
    """The matches in each segment, in turn. Raises IndexDamaged.

    ``headroom`` is what may be added to a score later: what ranks higher by rule does so by that much more.
    """
    query = Known(plan, segments, weights, headroom)
    for number, segment in enumerate(segments):
        here = Here(query, number, segment, norms[number])
        try:
            yield match_node(plan, here)
        except ValueError as error:  # a kernel found something out of range
            raise segment.file.damaged(str(error)) from error


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


def _union(one: Matches, other: Matches) -> Matches:
    return Matches(*either(one.docs, one.scores, other.docs, other.scores, False))


def _unscored(docs: Numbers) -> Matches:
    return Matches(docs, np.zeros(len(docs), np.float32))


@singledispatch
def match_node(node: Node, here: Here) -> Matches:  # noqa: ARG001
    """The matches of a plan in a segment."""
    raise TypeError(type(node).__name__)


@match_node.register
def _(node: Word, here: Here) -> Matches:
    return Matches(*all_words(here.lists((node,)), here.norms))


@match_node.register
def _(node: Text, here: Here) -> Matches:
    docs, counts = here.query.texts[node][here.number]
    return Matches(docs, score_counts(docs, counts, here.query.weight(node), 0.0, here.norms))


@match_node.register
def _(node: WholeWord, here: Here) -> Matches:
    """It gets as a bonus what its word could be worth, as any literal run does."""
    docs, counts = here.query.texts[node][here.number]
    weight = here.query.weight(node)
    return Matches(docs, score_counts(docs, counts, weight, weight, here.norms))


@match_node.register
def _(node: RunOrWords, here: Here) -> Matches:
    """A literal run gets more than all words can be worth, so it ranks above the words alone."""
    docs, counts = here.query.texts[node.text][here.number]
    bonus = here.query.words(node.words).rarity + here.query.headroom
    scores = score_counts(docs, counts, here.query.weight(node.text), bonus, here.norms)
    if not node.words:
        return Matches(docs, scores)
    lists = here.lists(node.words)
    add_words(docs, scores, lists, here.norms)
    alone = others(*all_words(lists, here.norms), docs)
    return _union(Matches(docs, scores), Matches(*alone))


@match_node.register
def _(node: Relaxed, here: Here) -> Matches:
    """All are scored by the words, whether they have every one or not: measured, that ranks best.

    But where nothing but one run was typed, those that have it literally come before all others.
    """
    lists = here.lists(node.words)
    most = Matches(*some_words(lists, np.array(node.needed, np.uint8), node.least, here.norms))
    rest = others(*match_node(node.strict, here), most.docs)[0]
    scores = np.zeros(len(rest), np.float32)
    add_words(rest, scores, lists, here.norms)
    found = _union(most, Matches(rest, scores))
    if run := _only_run(node.strict):
        literal, _ = here.query.texts[run.text][here.number]
        bonus = np.float32(here.query.words(node.words).rarity + here.query.headroom)
        found.scores[np.isin(found.docs, literal)] += bonus
    return found


def _only_run(node: Node) -> RunOrWords | None:
    """The run that a query consists of, if it is one."""
    if isinstance(node, OrElse):
        return _only_run(node.wanted)
    return node if isinstance(node, RunOrWords) else None


@match_node.register
def _(node: Labels, here: Here) -> Matches:
    column = here.segment.column(node.field)
    places = np.array(node.places[here.number], np.int64)
    starts, ends = column.value_offsets[places], column.value_offsets[places + 1]
    return _unscored(union_of_lists(column.value_docs, starts, ends, here.segment.documents))


@match_node.register
def _(node: All, here: Here) -> Matches:
    found = [match_node(child, here) for child in node.others]
    if node.words:
        found.append(Matches(*all_words(here.lists(node.words), here.norms)))
    found.sort(key=lambda matches: len(matches.docs))
    return reduce(lambda one, other: Matches(*inside(*one, *other)), found)


@match_node.register
def _(node: Any_, here: Here) -> Matches:
    found = [match_node(child, here) for child in node.others]
    if node.words or not found:
        found.append(Matches(*any_word(here.lists(node.words), here.norms)))
    return reduce(_union, found)


@match_node.register
def _(node: Without, here: Here) -> Matches:
    wanted = match_node(node.wanted, here)
    return Matches(*others(*wanted, match_node(node.unwanted, here).docs))


@match_node.register
def _(node: Preferring, here: Here) -> Matches:
    wanted, liked = match_node(node.wanted, here), match_node(node.liked, here)
    return Matches(*either(wanted.docs, wanted.scores, liked.docs, liked.scores, True))


@match_node.register
def _(node: OrElse, here: Here) -> Matches:
    """What is found instead gets ever nearer to ``least``, the better it matches, and never reaches it.

    What is wanted stays above that whatever is added later.
    """
    wanted, instead = match_node(node.wanted, here), match_node(node.instead, here)
    docs, scores = others(*instead, wanted.docs)
    least = np.float32(here.query.least(node.wanted))
    above = Matches(wanted.docs, wanted.scores + np.float32(here.query.headroom))
    return _union(above, Matches(docs, least * scores / (scores + least)))


@match_node.register
def _(node: Complement, here: Here) -> Matches:
    everything = _unscored(np.arange(here.segment.documents, dtype=np.int32))
    return Matches(*others(*everything, match_node(node.unwanted, here).docs))


@match_node.register
def _(node: Everything, here: Here) -> Matches:  # noqa: ARG001
    return _unscored(np.arange(here.segment.documents, dtype=np.int32))
