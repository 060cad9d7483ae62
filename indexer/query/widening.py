"""A query tree with synonyms: each typed run also matches with synonyms in place of some of its words.

What stands in quotes, patterns and labels stay as typed, and so does everything below a NOT: there a synonym
would exclude what nobody named.
"""

from __future__ import annotations

from itertools import islice, repeat
from typing import Any, NamedTuple

from whoosh import query

from indexer.analysis import Analyser
from indexer.query.nodes import Literal, Run, Synonyms
from indexer.query.synonyms import SynonymRules

__all__ = ["MAX_OF_QUERY", "MAX_OF_RUN", "Widened", "widen"]

MAX_OF_RUN = 8
"""Runs with synonyms that stand beside a typed one."""

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
            case Run():
                return self._widened_run(tree)
            case Literal(fieldname=name):  # a heading without the numbering that was typed
                others = [Literal(name, text) for text in self._variants(tree.text)]
                return Synonyms(tree, others) if others else tree
            case query.And() | query.Or():
                children = [self.widened(child) for child in tree.subqueries]
                changed = any(new is not old for new, old in zip(children, tree.subqueries, strict=True))
                return type(tree)(children) if changed else tree
        return tree

    def _widened_run(self, run: Run) -> Run | Synonyms:
        variants = self._variants(run.text)
        if not variants:
            return run
        words = self._analyser.words_of_each(variants)
        return Synonyms(run, list(map(Run, repeat(run.fields), variants, words)))

    def _variants(self, text: str) -> list[str]:
        if not self._rules.concern(text):
            return []
        inside = () if text in self._rules else self._analyser.inside(text)  # a whole run needs no borders
        most = min(MAX_OF_RUN, self._left)
        found = list(islice(self._rules.variants(text, inside), most + 1))
        self.cut |= len(found) > most
        self._left -= len(found[:most])
        for _, synonyms in found[:most]:
            self.synonyms.update((synonym.written, None) for synonym in synonyms)
        return [variant for variant, _ in found[:most]]
