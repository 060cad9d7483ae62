"""Prefixes, patterns and near spellings to the words of the index that they match, within a bound."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatchmethod
from itertools import islice
from typing import Any

from whoosh import query
from whoosh.query.terms import MultiTerm
from whoosh.reading import IndexReader

from indexer.model import TEXT_FIELDS
from indexer.query import Run
from indexer.query.weights import FIELD_WEIGHTS

__all__ = ["MAX_EXPANSION", "Expansion", "expand"]

MAX_EXPANSION = 1_024
"""Words of one field that one pattern may match; the rest, in dictionary order, is left aside with a note."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A tree without patterns, the words of text fields that they matched, and notes on what was cut."""

    tree: Any
    words: frozenset[str]
    notes: tuple[str, ...]


def expand(tree: Any, reader: IndexReader) -> Expansion:
    """The same tree with every pattern replaced by the words of ``reader`` that it matches."""
    expander = _Expander(reader)
    expanded = expander.visit(tree)
    return Expansion(expanded, frozenset(expander.words), tuple(expander.notes))


class _Expander:
    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.words: set[str] = set()
        self.notes: dict[str, None] = {}

    @singledispatchmethod
    def visit(self, tree: Any) -> Any:
        """A tree that holds no pattern stays as it is."""
        return tree

    @visit.register
    def _(self, tree: query.And) -> Any:
        return query.And([self.visit(child) for child in tree.subqueries])

    @visit.register
    def _(self, tree: query.Or) -> Any:
        return query.Or([self.visit(child) for child in tree.subqueries])

    @visit.register
    def _(self, tree: Run) -> Any:
        return tree

    @visit.register
    def _(self, tree: query.Not) -> Any:
        outside = set(self.words)
        inner = query.Not(self.visit(tree.query))
        self.words = outside  # what must not occur is not marked
        return inner

    @visit.register
    def _(self, tree: query.TermRange) -> Any:
        return tree

    @visit.register
    def _(self, tree: MultiTerm) -> Any:
        field = tree.fieldname
        matched = (text for name, text in tree.expanded_terms(self._reader) if name == field)
        words = [_word(text) for text in islice(matched, MAX_EXPANSION + 1)]
        if len(words) > MAX_EXPANSION:
            self.notes[f"“{tree.text}”对应的词超过{MAX_EXPANSION}个，只使用了其中{MAX_EXPANSION}个。"] = None
        words = words[:MAX_EXPANSION]
        if field in TEXT_FIELDS:
            self.words.update(words)
        boost = FIELD_WEIGHTS.get(field, 1.0)
        return query.Or([query.Term(field, word, boost=boost) for word in words])


def _word(text: str | bytes) -> str:
    """Whoosh gives near spellings as str and all other terms as bytes."""
    return text if isinstance(text, str) else text.decode("utf-8")
