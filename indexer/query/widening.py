"""A query tree with synonyms: each typed run also matches with synonyms in place of some of its words.

What stands in quotes, patterns and labels stay as typed, and so does everything below a NOT: there a synonym
would exclude what nobody named.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, repeat
from typing import Any, NamedTuple

from whoosh import query

from indexer.analysis import Analyser
from indexer.query.nodes import Literal, Run, Synonyms
from indexer.query.synonyms import SynonymRules

__all__ = ["MAX_OF_QUERY", "MAX_OF_RUN", "MAX_WIDENED", "Widened", "widen"]

MAX_OF_RUN = 8
"""Runs with synonyms that stand beside a typed one."""

MAX_WIDENED = 32
"""Characters of a run that is widened. A longer one is a sentence or was pasted; its words are told apart by
relaxing, and a variant of all of it costs as much as the whole."""

MAX_OF_QUERY = 64
"""Runs with synonyms of a whole query."""


class Widened(NamedTuple):
    """A widened tree, the synonyms in it as their file has them, and whether there would have been more."""

    tree: Any  # whoosh.query.Query, which has no types
    synonyms: tuple[str, ...]
    cut: bool


def widen(tree: Any, rules: SynonymRules, analyser: Analyser) -> Widened:
    """The tree of a parsed query, widened by some rules."""
    widener = _Widener(rules, analyser)
    return Widened(widener.widened(tree), tuple(widener.synonyms), widener.cut)


class _Widener:
    def __init__(self, rules: SynonymRules, analyser: Analyser) -> None:
        self._rules, self._analyser = rules, analyser
        self._left = MAX_OF_QUERY
        self.synonyms: dict[str, None] = {}
        self.cut = False

    def widened(self, tree: Any) -> Any:
        """The tree, or a new one where something in it has synonyms."""
        match tree:
            case Run(words=()):  # it was quoted, or there is nothing in it to replace
                return tree
            case Run() | Literal():  # a Literal is a heading without the numbering that was typed
                return self._with_others(tree)
            case query.And() | query.Or():
                children = [self.widened(child) for child in tree.subqueries]
                changed = any(new is not old for new, old in zip(children, tree.subqueries, strict=True))
                return type(tree)(children) if changed else tree
        return tree

    def _with_others(self, typed: Run | Literal) -> Any:
        variants = self._variants(typed.text)
        if not variants:
            return typed
        words = self._analyser.words_of_each(variants)
        return Synonyms(typed, list(map(_other, repeat(typed), variants, words)))

    def _variants(self, text: str) -> list[str]:
        if len(text) > MAX_WIDENED or not self._rules.concern(text):
            return []
        inside = () if text in self._rules else self._analyser.inside(text)  # a whole run needs no borders
        most = min(MAX_OF_RUN, self._left)
        found = list(islice(self._rules.variants(text, inside), most + 1))
        self.cut |= len(found) > most
        self._left -= len(found[:most])
        for _, synonyms in found[:most]:
            self.synonyms.update((synonym.written, None) for synonym in synonyms)
        return [variant for variant, _ in found[:most]]


def _other(typed: Run | Literal, text: str, words: Sequence[str]) -> Any:
    """What is looked for beside ``typed``. A single word must be one in a text: 员工 is none in 人员工作."""
    fields = typed.fields if isinstance(typed, Run) else (typed.fieldname,)
    if tuple(words) == (text,):
        return query.Or([query.Term(field, text) for field in fields])
    return Literal(typed.fieldname, text) if isinstance(typed, Literal) else Run(fields, text, words)
