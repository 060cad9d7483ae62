"""The interval against a plain-Python bootstrap with the same draws, and what it must mean."""

import random

import numpy as np
import pytest

from indexer.relevance.bootstrap import RESAMPLES, SEED, difference


def plain(first: list[float], second: list[float]) -> tuple[float, float, float]:
    """Draws questions, takes means, sorts them, reads off the ends between neighbours."""
    count = len(first)
    draws = np.random.default_rng(SEED)
    means = []
    for _ in range(RESAMPLES):
        drawn = draws.integers(0, count, count).tolist()
        means.append(sum(first[number] - second[number] for number in drawn) / count)
    means.sort()

    def at(share: float) -> float:
        place = share * (len(means) - 1)
        below = int(place)
        return means[below] + (place - below) * (means[below + 1] - means[below])

    return (sum(first) - sum(second)) / count, at(0.025), at(0.975)


@pytest.mark.parametrize("count", [1, 2, 7, 150])
def test_the_interval_is_that_of_plain_code_with_the_same_draws(count: int):
    dice = random.Random(count)
    first, second = ([1 / dice.randint(1, 10) for _ in range(count)] for _ in range(2))
    found = difference(first, second)
    assert (found.mean, found.low, found.high) == pytest.approx(plain(first, second))
    assert difference(first, second) == found


def test_engines_that_score_alike_do_not_differ():
    found = difference([0.5, 1.0, 0.0], [0.5, 1.0, 0.0])
    assert (found.mean, found.low, found.high) == (0, 0, 0)


def test_pairs_count_not_means_alone():
    # The same means twice: where every question is better by 0.1 the gain is sure, where questions differ it is not.
    dice = random.Random(3)
    second = [dice.random() for _ in range(200)]
    better = [value + 0.1 for value in second]
    sure, unsure = difference(better, second), difference(dice.sample(better, 200), second)
    assert sure.mean == pytest.approx(unsure.mean)
    assert sure.low == pytest.approx(0.1)
    assert unsure.high - unsure.low > 0.05


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    dice = random.Random(11)
    held = 0
    for _ in range(60):
        found = difference([dice.gauss(0.2, 1) for _ in range(80)], [0.0] * 80)
        held += found.low <= 0.2 <= found.high
    assert 50 <= held <= 60
