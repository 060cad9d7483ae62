"""Facet columns: which values each passage has, as arrays, to filter and to count by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.model import FACETS, FacetValue, Passage, SearchRequest

__all__ = ["FacetColumns"]

Value: TypeAlias = str | int
Flags: TypeAlias = npt.NDArray[np.bool_]

_VALUES: dict[str, Callable[[Passage], Sequence[Value]]] = {
    "genre": lambda passage: passage.genre,
    "domain": lambda passage: passage.domain,
    "section": lambda passage: (passage.section,),
    "year": lambda passage: () if passage.year is None else (passage.year,),
    "collection": lambda passage: (passage.collection,),
}


class FacetColumns:
    """For each facet two arrays, passage numbers and value codes: an entry for each value of a passage."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._size = len(passages)
        self._columns = {name: _Column(passages, values) for name, values in _VALUES.items()}

    def allowed(self, request: SearchRequest) -> Mapping[str, Flags]:
        """For each facet with a choice, which passages have one of the chosen values."""
        return {
            name: column.having(getattr(request, name), self._size)
            for name, column in self._columns.items()
            if getattr(request, name)
        }

    def counts(
        self, matched: Flags, allowed: Mapping[str, Flags], request: SearchRequest
    ) -> Mapping[str, tuple[FacetValue, ...]]:
        """Counts of every facet, as if that facet had no choice; a chosen value is listed even at 0."""
        result: dict[str, tuple[FacetValue, ...]] = {}
        for name in FACETS:
            others = matched.copy()
            for other, flags in allowed.items():
                if other != name:
                    others &= flags
            result[name] = self._columns[name].counts(others, getattr(request, name))
        return result


class _Column:
    def __init__(self, passages: Sequence[Passage], values: Callable[[Passage], Sequence[Value]]) -> None:
        codes: dict[Value, int] = {}
        pairs = [
            (number, codes.setdefault(value, len(codes)))
            for number, passage in enumerate(passages)
            for value in dict.fromkeys(values(passage))
        ]
        self._codes = codes
        self._numbers, self._coded = np.array(pairs, np.int32).reshape(-1, 2).T

    def having(self, chosen: Sequence[Value], size: int) -> Flags:
        codes = [self._codes[value] for value in chosen if value in self._codes]
        flags = np.zeros(size, bool)
        flags[self._numbers[np.isin(self._coded, codes)]] = True
        return flags

    def counts(self, matched: Flags, chosen: Sequence[Value]) -> tuple[FacetValue, ...]:
        found = np.bincount(self._coded[matched[self._numbers]], minlength=len(self._codes))
        counts = Counter({value: int(found[code]) for value, code in self._codes.items() if found[code]})
        for value in chosen:
            counts.setdefault(value, 0)
        newest_first = all(isinstance(value, int) for value in counts)
        order = (
            sorted(counts, reverse=True)
            if newest_first
            else sorted(counts, key=lambda v: (-counts[v], str(v)))
        )
        return tuple(FacetValue(value, counts[value], value in chosen) for value in order)
