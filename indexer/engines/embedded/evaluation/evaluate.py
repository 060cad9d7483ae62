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

from indexer.compiled import Floats, Numbers
from indexer.engines.embedded.evaluation.intersection import all_words
from indexer.engines.embedded.evaluation.known import Here, Known
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
from indexer.engines.embedded.evaluation.postings import add_words, any_word, score_counts, some_words
from indexer.engines.embedded.evaluation.scoring import Norms, Weights
from indexer.engines.embedded.evaluation.sets import either, inside, others, union_of_lists
from indexer.engines.embedded.segments.opened import OpenSegment

__all__ = ["Matches", "evaluate", "match_node"]


class Matches(NamedTuple):
    """Documents of one segment, ascending, and their scores."""

    docs: Numbers
    scores: Floats


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
        yield segment.checked(match_node, plan, Here(query, number, segment, norms[number]))


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
    return Matches(docs, score_counts(docs, counts, weight, weight + here.query.headroom, here.norms))


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
    """What is found instead gets ever nearer to ``least``, the better it matches, and never reaches it."""
    wanted, instead = match_node(node.wanted, here), match_node(node.instead, here)
    docs, scores = others(*instead, wanted.docs)
    least = np.float32(here.query.least(node.wanted))
    return _union(wanted, Matches(docs, least * scores / (scores + least)))


@match_node.register
def _(node: Complement, here: Here) -> Matches:
    everything = _unscored(np.arange(here.segment.documents, dtype=np.int32))
    return Matches(*others(*everything, match_node(node.unwanted, here).docs))


@match_node.register
def _(node: Everything, here: Here) -> Matches:  # noqa: ARG001
    return _unscored(np.arange(here.segment.documents, dtype=np.int32))
