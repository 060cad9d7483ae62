"""What a search of a snapshot gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search.

    ``hits`` are the best matches, as score and number of the passage. ``facets`` counts the values of each
    facet as if it had no choice. ``expanded`` are the words that patterns matched; ``notes`` are in Chinese.
    Where matches were grouped by collection, ``hits`` are the best of each, ``under`` says how many further
    ones each has, and ``groups`` how many collections there are.
    """

    total: int
    hits: tuple[tuple[float, int], ...]
    facets: Mapping[str, Mapping[str, int]]
    expanded: frozenset[str]
    notes: tuple[str, ...]
    under: tuple[int, ...] = ()
    groups: int | None = None
