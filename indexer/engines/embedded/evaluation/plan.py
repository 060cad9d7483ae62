"""From a Whoosh query tree to what this engine evaluates: a few small node types.

Planning needs the index only for patterns: prefixes, wildcards, near spellings and ranges become the words
or values that they match in any segment. Fields are masks from here on, so a word or a run of characters
in any of several fields is one leaf. Where the words of an index are at hand and its labels are not, as
for a cluster, what is asked of labels stays a node; ``with_labels`` looks it up later.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from itertools import starmap
from typing import Any

from whoosh import query
from whoosh.query.qcore import _NullQuery

from indexer.engines.embedded.evaluation.patterns import found_labels, places_of
from indexer.engines.embedded.evaluation.plan_nodes import (
    All,
    Any_,
    Complement,
    Everything,
    Labelled,
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
from indexer.engines.embedded.segments.batch import LABELS
from indexer.engines.embedded.segments.hidden import WHOLE
from indexer.engines.embedded.segments.lexicon import decode
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.engines.embedded.segments.packing import FIELD_BITS, bits_of
from indexer.engines.embedded.segments.worded import Worded
from indexer.messages import Message
from indexer.model import TEXT_FIELDS
from indexer.query import AtLeast, Literal, Run, Synonyms

__all__ = ["MAX_EXPANSION", "Planner", "WordPlanner"]

MAX_EXPANSION = 1_024
"""Words that one pattern may match; of more, those in the most passages are taken, with a note."""


_NOTHING = Any_()


class WordPlanner:
    """Plans queries over the words of some passages; what is asked of a label field is kept as it is.

    ``expanded`` and ``notes`` tell of the patterns met so far.
    """

    def __init__(self, parts: Sequence[Worded]) -> None:
        self._parts = parts
        self.expanded: set[str] = set()
        self.notes: dict[str, None] = {}

    def plan(self, tree: Any) -> Node:
        """The plan of a query tree. Raises TypeError for a type of query that this engine does not know."""
        return _plan(tree, self)

    def expand(self, tree: Any) -> Node:
        """The words of a text field that a pattern matches in any part.

        Ranges, and all words of a field, are no patterns of a user's: they are not limited nor marked.
        """
        places, number, bits = places_of(tree), TEXT_FIELDS.index(tree.fieldname), FIELD_BITS[tree.fieldname]
        holders: dict[str, int] = {}
        for part in self._parts:
            for place in places(part.words):
                if count := int(part.holders[place, number]):
                    word = decode(part.words[place])
                    holders[word] = holders.get(word, 0) + count
        words = list(holders)
        if isinstance(tree, query.TermRange | query.Every):
            return Any_(tuple(Word(word, bits) for word in words))
        if len(words) > MAX_EXPANSION:
            words = sorted(words, key=lambda word: (-holders[word], word))[:MAX_EXPANSION]
            self.notes[
                Message(
                    "“%(pattern)s”对应的词超过%(most)d个，只使用了其中最常见的%(most)d个。",
                    pattern=tree.text,
                    most=MAX_EXPANSION,
                )
            ] = None
        self.expanded.update(words)
        return Any_(tuple(Word(word, bits) for word in words))

    def labels(self, tree: Any) -> Node:
        """What is asked of a label field, or of one that there is not."""
        return Labelled(tree) if tree.fieldname in LABELS else _NOTHING


class Planner(WordPlanner):
    """Plans queries over some segments: what is asked of a label field is looked up there."""

    def __init__(self, segments: Sequence[OpenSegment]) -> None:
        super().__init__(segments)
        self._segments = segments

    def labels(self, tree: Any) -> Node:
        """See ``found_labels``."""
        return found_labels(tree, self._segments) if tree.fieldname in LABELS else _NOTHING


@singledispatch
def _plan(tree: Any, planner: WordPlanner) -> Node:  # noqa: ARG001
    raise TypeError(f"no plan for a query of type {type(tree).__name__}")


@_plan.register
def _(tree: query.Term, planner: WordPlanner) -> Node:
    if tree.fieldname in FIELD_BITS:
        return Word(tree.text, FIELD_BITS[tree.fieldname])
    return planner.labels(tree)


@_plan.register
def _(tree: Literal, planner: WordPlanner) -> Node:  # noqa: ARG001
    return Text(tree.text, FIELD_BITS[tree.fieldname]) if tree.text else _NOTHING


@_plan.register
def _(tree: Run, planner: WordPlanner) -> Node:  # noqa: ARG001
    bits = bits_of(tree.fields)
    if tree.words == (tree.text,) or (not tree.words and len(tree.text) == WHOLE):
        return WholeWord(tree.text, bits)  # who has the word has the text
    words = tuple([Word(word, bits) for word in tree.words])
    if tree.text:
        return RunOrWords(Text(tree.text, bits), words) if words else Text(tree.text, bits)
    return _all(words) if words else _NOTHING


@_plan.register
def _(tree: AtLeast, planner: WordPlanner) -> Node:
    bits = bits_of(tree.fields)
    return Relaxed(
        _plan(tree.strict, planner),
        tuple([Word(word, bits) for word in tree.words]),
        tuple([int(word in tree.needed) for word in tree.words]),
        tree.least,
    )


@_plan.register
def _(tree: Synonyms, planner: WordPlanner) -> Node:
    return OrElse(_plan(tree.typed, planner), _any([_plan(other, planner) for other in tree.others]))


@_plan.register
def _(tree: query.And, planner: WordPlanner) -> Node:
    wanted: list[Node] = []
    unwanted: list[Node] = []
    for subquery in tree.subqueries:
        child = _plan(subquery, planner)
        if isinstance(child, Complement):
            unwanted.append(child.unwanted)
        elif not isinstance(child, Everything):
            wanted.append(child)
    if not tree.subqueries:
        return _NOTHING
    node = _all(wanted) if wanted else Everything()
    return Without(node, _any(unwanted)) if unwanted else node


@_plan.register(query.Or)
@_plan.register(query.DisjunctionMax)
def _(tree: query.compound.CompoundQuery, planner: WordPlanner) -> Node:
    words = _same_word(tree.subqueries)
    return words or _any([_plan(child, planner) for child in tree.subqueries])


@_plan.register
def _(tree: query.Not, planner: WordPlanner) -> Node:
    outside = set(planner.expanded)
    node = Complement(_plan(tree.query, planner))
    planner.expanded = outside  # what must not occur is not marked
    return node


@_plan.register
def _(tree: query.AndNot, planner: WordPlanner) -> Node:
    return _plan(query.And([tree.a, query.Not(tree.b)]), planner)


@_plan.register
def _(tree: query.AndMaybe, planner: WordPlanner) -> Node:
    return Preferring(_plan(tree.a, planner), _plan(tree.b, planner))


@_plan.register
def _(tree: _NullQuery, planner: WordPlanner) -> Node:  # noqa: ARG001
    return _NOTHING


@_plan.register(query.Prefix)
@_plan.register(query.Wildcard)
@_plan.register(query.FuzzyTerm)
@_plan.register(query.TermRange)
@_plan.register(query.Every)
def _(tree: Any, planner: WordPlanner) -> Node:
    if tree.fieldname is None:
        return Everything()
    return planner.expand(tree) if tree.fieldname in FIELD_BITS else planner.labels(tree)


def _same_word(subqueries: Sequence[Any]) -> Word | None:
    """The word that all subqueries look for, each in a field of its own: by far the most frequent Or."""
    bits = 0
    for subquery in subqueries:
        field_bits = FIELD_BITS.get(subquery.fieldname) if type(subquery) is query.Term else None
        if field_bits is None or subquery.text != subqueries[0].text:
            return None
        bits |= field_bits
    return Word(subqueries[0].text, bits) if bits else None


def _all(children: Sequence[Node]) -> Node:
    """One node for all children: nested ones are taken in."""
    if len(children) == 1:
        return children[0]
    words: dict[Word, None] = {}
    others: dict[Node, None] = {}
    for child in children:
        if isinstance(child, Word):
            words[child] = None
        elif isinstance(child, All):
            words |= dict.fromkeys(child.words)
            others |= dict.fromkeys(child.others)
        else:
            others[child] = None
    return All(tuple(words), tuple(others)) if len(words) + len(others) > 1 else children[0]


def _any(children: Sequence[Node]) -> Node:
    """One node for any child: nested ones are taken in, equal words and texts joined over their fields."""
    words: dict[str, int] = {}
    texts: dict[str, int] = {}
    others: dict[Node, None] = {}
    for child in children:
        for node in (*child.words, *child.others) if isinstance(child, Any_) else (child,):
            if isinstance(node, Word):
                words[node.text] = words.get(node.text, 0) | node.bits
            elif isinstance(node, Text):
                texts[node.text] = texts.get(node.text, 0) | node.bits
            else:
                others[node] = None
    leaves = tuple(starmap(Word, words.items()))
    rest = (*starmap(Text, texts.items()), *others)
    if len(leaves) + len(rest) == 1:
        return (*leaves, *rest)[0]
    return Any_(leaves, rest)
