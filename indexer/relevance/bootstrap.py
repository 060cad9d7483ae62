"""How sure a difference of two engines is: a paired bootstrap over the questions that both were asked.

Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13 (percentile intervals).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["RESAMPLES", "SEED", "Difference", "difference"]

RESAMPLES = 2_000
SEED = 20_180_101
"""The same draws for every pair of engines, and every time."""

_TAIL = 0.025
"""Left out on either side: the interval is one of 95 %."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean difference, and the interval in which it lies in 95 of 100 draws of questions."""

    mean: float
    low: float
    high: float


def difference(first: Sequence[float], second: Sequence[float]) -> Difference:
    """``first`` minus ``second``: what two engines scored on the same questions, one at least, in order."""
    differences = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    draws, count = np.random.default_rng(SEED), len(differences)
    means = [differences[draws.integers(0, count, count)].mean() for _ in range(RESAMPLES)]
    low, high = np.quantile(means, (_TAIL, 1 - _TAIL))
    return Difference(float(differences.mean()), float(low), float(high))
