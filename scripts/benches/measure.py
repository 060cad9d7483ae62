"""Times to percentiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

__all__ = ["Asked", "Percentiles", "percentiles"]


@dataclass(frozen=True, slots=True)
class Asked:
    """How an engine answered some questions: milliseconds of each in each pass, and the totals it gave."""

    passes: Sequence[Sequence[float]]
    totals: Sequence[int]

    @property
    def times(self) -> list[float]:
        """For each question the median over the passes: what else ran on the machine weighs less."""
        return [median(times) for times in zip(*self.passes, strict=True)]


class Percentiles(NamedTuple):
    """Of some times, in their unit: the least that is no smaller than half, 95 and 99 of a hundred."""

    p50: float
    p95: float
    p99: float


def percentiles(times: Sequence[float]) -> Percentiles:
    """The percentiles by nearest rank of one time or more, in any order."""
    ordered = sorted(times)
    return Percentiles(*(ordered[-(-len(ordered) * share // 100) - 1] for share in (50, 95, 99)))
