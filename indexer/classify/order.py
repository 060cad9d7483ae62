"""The order in which roles come: problems after results, plans after problems, the same after the same.

The sections of a part are labelled together: of all sequences of roles, the one whose cues and neighbours
together speak for it most is taken (Viterbi, 1967).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.analysis import normalised_points
from indexer.classify.tally import Doubles, PlaceCues, Tally
from indexer.classify.taxonomy import Table
from indexer.compiled import Longs, kernel

__all__ = ["RoleOrder"]


class RoleOrder:
    """Chooses the roles of consecutive sections. ``factor`` is what a point of ``after`` counts."""

    __slots__ = ("_after", "_before", "_factor", "_fallback", "_gains", "_table")

    def __init__(self, table: Table, factor: float) -> None:
        self._table, self._factor = table, factor
        self._fallback = table.values.index(table.fallback)
        self._after, self._before = PlaceCues(table, "after"), PlaceCues(table, "before")
        codes = {value: code for code, value in enumerate(table.values)}
        self._gains = np.zeros((len(codes), len(codes)), np.float64)
        for earlier, found in table.cues["after"].items():
            for later, weight in found:
                self._gains[codes[earlier], codes[later]] = factor * weight

    def roles(self, tallies: Sequence[Tally]) -> list[str]:
        """The role of each of at least one consecutive sections, given what their own cues speak for.

        The fallback stands for what no cue speaks for strongly enough: it counts the table's minimum at
        least. Of equal sequences, the one whose last role that differs comes first in the table.
        """
        scores = np.array([tally.scores for tally in tallies])
        weak = scores[:, self._fallback]
        np.maximum(weak, self._table.minimum, out=weak)
        return [self._table.values[code] for code in _best_path(scores, self._gains).tolist()]

    def explain(self, tally: Tally, earlier: str, later: str) -> None:
        """Adds what the roles of the sections before and after speak for; "" where there is none."""
        tally.add("上一段", self._after, normalised_points(earlier), factor=self._factor)
        tally.add("下一段", self._before, normalised_points(later), factor=self._factor)


@kernel
def _best_path(scores: Doubles, gains: Doubles) -> Longs:
    """The codes, one a row of ``scores``, with the greatest sum of scores and of gains between neighbours."""
    rows, labels = scores.shape
    came = np.zeros((rows, labels), np.int64)
    best = scores[0].copy()
    for row in range(1, rows):
        reached = np.empty(labels, np.float64)
        for code in range(labels):
            most = best[0] + gains[0, code]
            for earlier in range(1, labels):
                if best[earlier] + gains[earlier, code] > most:
                    most = best[earlier] + gains[earlier, code]
                    came[row, code] = earlier
            reached[code] = most + scores[row, code]
        best = reached
    path = np.empty(rows, np.int64)
    path[rows - 1] = best.argmax()
    for row in range(rows - 1, 0, -1):
        path[row - 1] = came[row, path[row]]
    return path
