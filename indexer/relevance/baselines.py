"""The engines that are compared with, by name; a module is imported only where its engine is asked for."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping, Sequence

from indexer.errors import ZongjieError
from indexer.model import Passage
from indexer.relevance.ranking import Ranking

__all__ = ["BASELINES", "COSTLY", "LARGE", "missing", "rankings"]

BASELINES: Mapping[str, str] = {
    "whoosh-or": "whoosh_stock",
    "whoosh-and": "whoosh_stock",
    "tantivy": "tantivy_words",
    "bm25-words": "bm25",
    "bm25-bigrams": "bm25",
}
"""The module of each engine. Its ``rankings(names, passages)`` indexes passages for the engines named."""

COSTLY = ("whoosh-or", "whoosh-and")
"""These index some 250 passages a second, so they are left out of large collections unless asked for."""

LARGE = 10_000
"""Passages of a large collection: forty seconds for those."""

_NEEDS: Mapping[str, str] = {"tantivy": "tantivy"}
"""The package that an engine needs beside those of the product."""


def missing(names: Sequence[str]) -> tuple[str, ...]:
    """Those engines that cannot run here, since their package is not installed."""
    return tuple(name for name in names if name in _NEEDS and importlib.util.find_spec(_NEEDS[name]) is None)


def rankings(names: Sequence[str], passages: Sequence[Passage]) -> dict[str, Ranking]:
    """Indexes the passages for each engine named, in that order. Raises ZongjieError where one cannot run."""
    if lacking := missing(names):
        raise ZongjieError(
            f"{', '.join(lacking)}: its package is not installed here; scripts/evaluate runs where it is"
        )
    made: dict[str, Ranking] = {}
    for module in dict.fromkeys(BASELINES[name] for name in names):
        own = [name for name in names if BASELINES[name] == module]
        made |= importlib.import_module(f"indexer.relevance.{module}").rankings(own, passages)
    return {name: made[name] for name in names}
