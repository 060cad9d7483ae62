"""Adding up what speaks for each label, by one compiled loop over the cues of a text.

A *cue* found counts its weight for each label that it speaks for; how much more it counts when it comes again
is a matter of the rule that asks. The evidence of a label, for people, is made only when it is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from indexer.analysis import normalise
from indexer.classify.cues import CueFinder, next_cue
from indexer.classify.taxonomy import Table
from indexer.compiled import Longs, Numbers, Points, kernel
from indexer.model import Label

__all__ = ["LOGARITHM", "ONCE", "Doubles", "Given", "PlaceCues", "Tally", "Verdict"]

Doubles = npt.NDArray[np.float64]

ONCE, LOGARITHM = 0, 1
"""How a cue that comes several times counts: once, or one and the logarithm to base 2 of its number."""


class Verdict(Protocol):
    """Labels that were decided upon, best first, at least one."""

    def values(self) -> tuple[str, ...]:
        """The labels alone."""

    def labels(self) -> tuple[Label, ...]:
        """The labels with scores and evidence."""


class Given:
    """Labels that a source gives itself."""

    def __init__(self, values: tuple[str, ...]) -> None:
        self._values = values

    def values(self) -> tuple[str, ...]:
        """See ``Verdict``."""
        return self._values

    def labels(self) -> tuple[Label, ...]:
        """See ``Verdict``."""
        return tuple(Label(value, 1.0, ("来源注明",)) for value in self._values)


class PlaceCues:
    """The cues of a table that count in one place, as arrays."""

    def __init__(self, table: Table, place: str) -> None:
        speaks_for = {normalise(cue): given for cue, given in table.cues[place].items()}
        self.finder = CueFinder(speaks_for)
        rows = [speaks_for[cue] for cue in self.finder.cues]
        codes = {value: code for code, value in enumerate(table.values)}
        self.arrays = (
            *self.finder.trie,
            self.finder.places,
            np.cumsum([0, *map(len, rows)], dtype=np.int64),
            np.array([codes[value] for row in rows for value, _ in row], np.int32),
            np.array([weight for row in rows for _, weight in row], np.float64),
        )


class _Found(NamedTuple):
    """The cues that were found in one place: which, how often, and how they count."""

    where: str
    place: PlaceCues
    cues: Numbers
    times: Numbers
    factor: float
    how: int


class Tally:
    """What speaks for each label of one table, while cues are being added."""

    __slots__ = ("_found", "_scores", "_table")

    def __init__(self, table: Table) -> None:
        self._table = table
        self._scores = np.zeros(len(table.values), np.float64)
        self._found: list[_Found] = []

    def add(
        self,
        where: str,
        place: PlaceCues,
        points: Points,
        *,
        factor: float = 1.0,
        how: int = ONCE,
        strongest: bool = False,
    ) -> None:
        """Adds the cues of a place that a normalised text holds, each weight times ``factor``.

        If ``strongest``, only the strongest cue of each label.
        """
        if len(points):
            found = _add_cues(points, *place.arrays, factor, how, strongest, self._scores)
            if len(found[0]):
                self._found.append(_Found(where, place, *found, factor, how))

    @property
    def scores(self) -> Doubles:
        """What each label of the table has so far, in the table's order."""
        return self._scores

    def best(self) -> float:
        """The score of the strongest label so far."""
        return float(self._scores.max())

    def merge(self, other: Tally) -> None:
        """Adds what another tally of the same table holds."""
        self._scores += other._scores
        self._found += other._found

    def lead(self) -> float:
        """By how much the strongest label is ahead of the second so far."""
        *_, second, first = 0.0, *sorted(self._scores.tolist())
        return first - second

    def values(self) -> tuple[str, ...]:
        """The labels that are strong enough, best first; of equal ones the table's first."""
        return tuple(self._table.values[code] for code in self._chosen()) or (self._table.fallback,)

    def labels(self) -> tuple[Label, ...]:
        """The same with scores and evidence."""
        return self.of(self.values())

    def of(self, values: Iterable[str]) -> tuple[Label, ...]:
        """What speaks for these labels, chosen or not; nothing for one that the table does not have."""
        codes = {value: code for code, value in enumerate(self._table.values)}
        return tuple(
            Label(value, round(float(self._scores[codes[value]]), 2), self._evidence(codes[value]))
            if value in codes
            else Label(value, 0.0, ())
            for value in values
        )

    def _chosen(self) -> Sequence[int]:
        table, scores = self._table, self._scores.tolist()
        ranked = sorted([(-score, code) for code, score in enumerate(scores) if score > 0])[: table.at_most]
        if not ranked:
            return ()
        needed = max(table.minimum, table.share * -ranked[0][0])
        return [code for score, code in ranked if -score >= needed]

    def _evidence(self, code: int) -> tuple[str, ...]:
        """The cues that speak for a label, strongest first, each with where it stands and how often."""
        rows: list[tuple[float, str]] = []
        for found in self._found:
            *_, offsets, codes, weights = found.place.arrays
            for cue, times in zip(found.cues.tolist(), found.times.tolist(), strict=True):
                for k in range(offsets[cue], offsets[cue + 1]):
                    if codes[k] == code:
                        amount = weights[k] * found.factor * _damped(times, found.how)
                        often = f"×{times}" if times > 1 and found.how != ONCE else ""
                        rows.append((amount, f"{found.where}“{found.place.finder.cues[cue].strip()}”{often}"))
        rows.sort(key=lambda row: -row[0])
        return tuple(text for _, text in rows)


@kernel
def _damped(times: int, how: int) -> float:
    return 1.0 + math.log2(times) if how == LOGARITHM else 1.0


@kernel
def _add_cues(  # noqa: PLR0913, PLR0917  plain arguments cost numba least
    points: Points,
    first: Numbers,
    table: Longs,
    places: Numbers,
    offsets: Longs,
    codes: Numbers,
    weights: Doubles,
    factor: float,
    how: int,
    strongest: bool,
    scores: Doubles,
) -> tuple[Numbers, Numbers]:
    """Adds what the cues in a text speak for to ``scores``. Returns those that count, and how often."""
    times = np.zeros(len(offsets) - 1, np.int32)
    found = np.empty(min(len(points), len(times)), np.int32)
    count = start = 0
    while start < len(points):
        cue, start, end = next_cue(points, start, first, table, places)
        if cue >= 0:
            if times[cue] == 0:
                found[count] = cue
                count += 1
            times[cue] += 1
        start = end
    best = np.zeros(len(scores), np.float64)
    kept = 0
    for k in range(count):
        cue, counts = found[k], False
        for j in range(offsets[cue], offsets[cue + 1]):
            amount = weights[j] * factor * _damped(times[cue], how)
            if not strongest:
                scores[codes[j]] += amount
                counts = True
            elif amount > best[codes[j]]:
                best[codes[j]] = amount
                counts = True
        if counts:
            found[kept] = cue
            kept += 1
    for code in range(len(scores)):
        scores[code] += best[code]
    return found[:kept].copy(), times[found[:kept]]
