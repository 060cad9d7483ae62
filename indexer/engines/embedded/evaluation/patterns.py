"""The terms of a dictionary that a query of one field matches: words of a text field, or values of labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import singledispatch
from typing import Any, Protocol

from whoosh import query

from indexer.engines.embedded.evaluation.plan_nodes import All, Any_, Labelled, Labels, Node
from indexer.engines.embedded.segments.labels import LabelTerms
from indexer.engines.embedded.segments.lexicon import Lexicon, decode, encode

__all__ = ["HasLabels", "Places", "found_labels", "places_of", "with_labels"]

Places = Callable[[Lexicon], Iterable[int]]
"""The places of the matching terms; one below 0 stands for none."""


class HasLabels(Protocol):
    """Some passages with their label fields, as queries see these."""

    def terms(self, name: str) -> LabelTerms:
        """The label field of that name, one of LABELS."""


@singledispatch
def places_of(tree: Any) -> Places:
    """How to find the terms that a query matches. Raises TypeError for a type that is not of one field."""
    raise TypeError(f"no terms for a query of type {type(tree).__name__}")


@places_of.register
def _(tree: query.Term) -> Places:
    return lambda terms: [terms.find(encode(tree.text))]


@places_of.register
def _(tree: query.Every) -> Places:  # noqa: ARG001
    return lambda terms: range(len(terms))


@places_of.register
def _(tree: query.Prefix) -> Places:
    return lambda terms: terms.with_prefix(encode(tree.text))


@places_of.register
def _(tree: query.Wildcard) -> Places:
    return lambda terms: terms.like(tree.text)


@places_of.register
def _(tree: query.FuzzyTerm) -> Places:
    return lambda terms: terms.near(tree.text, int(tree.maxdist), tree.prefixlength)


@places_of.register
def _(tree: query.TermRange) -> Places:
    def places(terms: Lexicon) -> Iterator[int]:
        start = 0 if tree.start is None else terms.first_from(encode(tree.start))
        end = len(terms) if tree.end is None else terms.first_from(encode(tree.end) + b"\0")
        excluded = {tree.start if tree.startexcl else None, tree.end if tree.endexcl else None}
        return (place for place in range(start, end) if decode(terms[place]) not in excluded)

    return places


def found_labels(tree: Any, parts: Sequence[HasLabels]) -> Labels:
    """The values of a label field that a query matches in each part, compared in their normalised form."""
    places, found = places_of(tree), []
    for part in parts:
        terms = part.terms(tree.fieldname)
        own = (terms.codes[place] for place in places(terms.lexicon) if place >= 0)
        found.append(tuple([code for codes in own for code in codes]))
    return Labels(tree.fieldname, tuple(found))


def with_labels(node: Node, parts: Sequence[HasLabels]) -> Node:
    """The plan with every ``Labelled`` looked up in some passages, which alone it can be used for."""
    if isinstance(node, Labelled):
        return found_labels(node.tree, parts)
    changed: dict[str, Any] = {
        name: with_labels(getattr(node, name), parts) for name in _CHILDREN if hasattr(node, name)
    }
    if isinstance(node, All | Any_):
        changed["others"] = tuple([with_labels(child, parts) for child in node.others])
    return replace(node, **changed) if changed else node


_CHILDREN = ("wanted", "unwanted", "liked", "instead", "strict")
"""Where nodes have one node below them."""
