"""From a Whoosh query tree to what this engine evaluates: a few small node types.

Planning needs the index only for patterns: prefixes, wildcards, near spellings and ranges become the words
or values that they match in any segment. Fields are masks from here on, so a word or a run of characters
in any of several fields is one leaf.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import singledispatch
from itertools import starmap
from typing import Any

from whoosh import query
from whoosh.query.qcore import _NullQuery

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
from indexer.engines.embedded.segments.batch import LABELS
from indexer.engines.embedded.segments.hidden import WHOLE
from indexer.engines.embedded.segments.lexicon import Lexicon, decode, encode
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.engines.embedded.segments.packing import FIELD_BITS, bits_of
from indexer.messages import Message
from indexer.model import TEXT_FIELDS
from indexer.query import AtLeast, Literal, Run, Synonyms

__all__ = ["MAX_EXPANSION", "Planner"]

MAX_EXPANSION = 1_024
"""Words that one pattern may match; of more, those in the most passages are taken, with a note."""


Places = Callable[[Lexicon], Iterable[int]]

_NOTHING = Any_()


class Planner:
    """Plans queries over some segments. ``expanded`` and ``notes`` tell of the patterns met so far."""

    def __init__(self, segments: Sequence[OpenSegment]) -> None:
        self._segments = segments
        self.expanded: set[str] = set()
        self.notes: dict[str, None] = {}

    def plan(self, tree: Any) -> Node:
        """The plan of a query tree. Raises TypeError for a type of query that this engine does not know."""
        return _plan(tree, self)

    def expand(self, name: str, places: Places, text: str, *, bounded: bool = True) -> Node:
        """The words or values of a field that a pattern, written as ``text``, matches in any segment.

        If not ``bounded``, it is no pattern of a user's: all words count, and none is to be marked.
        """
        if name not in FIELD_BITS:
            return self.labels(name, places)
        number, bits = TEXT_FIELDS.index(name), FIELD_BITS[name]
        holders: dict[str, int] = {}
        for segment in self._segments:
            for place in places(segment.words):
                if count := int(segment.holders[place, number]):
                    word = decode(segment.words[place])
                    holders[word] = holders.get(word, 0) + count
        words = list(holders)
        if bounded and len(words) > MAX_EXPANSION:
            words = sorted(words, key=lambda word: (-holders[word], word))[:MAX_EXPANSION]
            self.notes[
                Message(
                    "“%(pattern)s”对应的词超过%(most)d个，只使用了其中最常见的%(most)d个。",
                    pattern=text,
                    most=MAX_EXPANSION,
                )
            ] = None
        if bounded:
            self.expanded.update(words)
        return Any_(tuple(Word(word, bits) for word in words))

    def labels(self, name: str, places: Places) -> Node:
        """The values of a label field that match in each segment, compared in their normalised form."""
        if name not in LABELS:
            return _NOTHING
        found = []
        for segment in self._segments:
            terms = segment.terms(name)
            found.append(
                tuple(code for place in places(terms.lexicon) if place >= 0 for code in terms.codes[place])
            )
        return Labels(name, tuple(found))


@singledispatch
def _plan(tree: Any, planner: Planner) -> Node:  # noqa: ARG001
    raise TypeError(f"no plan for a query of type {type(tree).__name__}")


@_plan.register
def _(tree: query.Term, planner: Planner) -> Node:
    if tree.fieldname in FIELD_BITS:
        return Word(tree.text, FIELD_BITS[tree.fieldname])
    return planner.labels(tree.fieldname, lambda terms: [terms.find(encode(tree.text))])


@_plan.register
def _(tree: Literal, planner: Planner) -> Node:  # noqa: ARG001
    return Text(tree.text, FIELD_BITS[tree.fieldname]) if tree.text else _NOTHING


@_plan.register
def _(tree: Run, planner: Planner) -> Node:  # noqa: ARG001
    bits = bits_of(tree.fields)
    if tree.words == (tree.text,) or (not tree.words and len(tree.text) == WHOLE):
        return WholeWord(tree.text, bits)  # who has the word has the text
    words = tuple([Word(word, bits) for word in tree.words])
    if tree.text:
        return RunOrWords(Text(tree.text, bits), words) if words else Text(tree.text, bits)
    return _all(words) if words else _NOTHING


@_plan.register
def _(tree: AtLeast, planner: Planner) -> Node:
    bits = bits_of(tree.fields)
    return Relaxed(
        _plan(tree.strict, planner),
        tuple([Word(word, bits) for word in tree.words]),
        tuple([int(word in tree.needed) for word in tree.words]),
        tree.least,
    )


@_plan.register
def _(tree: Synonyms, planner: Planner) -> Node:
    return OrElse(_plan(tree.typed, planner), _any([_plan(other, planner) for other in tree.others]))


@_plan.register
def _(tree: query.And, planner: Planner) -> Node:
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
def _(tree: query.compound.CompoundQuery, planner: Planner) -> Node:
    words = _same_word(tree.subqueries)
    return words or _any([_plan(child, planner) for child in tree.subqueries])


@_plan.register
def _(tree: query.Not, planner: Planner) -> Node:
    outside = set(planner.expanded)
    node = Complement(_plan(tree.query, planner))
    planner.expanded = outside  # what must not occur is not marked
    return node


@_plan.register
def _(tree: query.AndNot, planner: Planner) -> Node:
    return _plan(query.And([tree.a, query.Not(tree.b)]), planner)


@_plan.register
def _(tree: query.AndMaybe, planner: Planner) -> Node:
    return Preferring(_plan(tree.a, planner), _plan(tree.b, planner))


@_plan.register
def _(tree: query.Every, planner: Planner) -> Node:
    if tree.fieldname is None:
        return Everything()
    return planner.expand(tree.fieldname, lambda terms: range(len(terms)), "*", bounded=False)


@_plan.register
def _(tree: _NullQuery, planner: Planner) -> Node:  # noqa: ARG001
    return _NOTHING


@_plan.register
def _(tree: query.Prefix, planner: Planner) -> Node:
    return planner.expand(tree.fieldname, lambda terms: terms.with_prefix(encode(tree.text)), tree.text)


@_plan.register
def _(tree: query.Wildcard, planner: Planner) -> Node:
    return planner.expand(tree.fieldname, lambda terms: terms.like(tree.text), tree.text)


@_plan.register
def _(tree: query.FuzzyTerm, planner: Planner) -> Node:
    distance, prefix = int(tree.maxdist), tree.prefixlength
    return planner.expand(tree.fieldname, lambda terms: terms.near(tree.text, distance, prefix), tree.text)


@_plan.register
def _(tree: query.TermRange, planner: Planner) -> Node:
    def places(terms: Lexicon) -> Iterator[int]:
        start = 0 if tree.start is None else terms.first_from(encode(tree.start))
        end = len(terms) if tree.end is None else terms.first_from(encode(tree.end) + b"\0")
        excluded = {tree.start if tree.startexcl else None, tree.end if tree.endexcl else None}
        return (place for place in range(start, end) if decode(terms[place]) not in excluded)

    return planner.expand(tree.fieldname, places, f"{tree.start}–{tree.end}", bounded=False)


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
