"""Measures against values computed by hand, and against obvious code on seeded random rankings."""

import math
import random

import pytest

from indexer.relevance.measures import MEASURES, judged_share, ndcg, recall, reciprocal_rank, relevant

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0}


def test_relevant_is_what_has_grade_two_or_three():
    assert relevant(GRADES) == {"a", "b"}


@pytest.mark.parametrize(
    ("found", "rank", "first", "tenth"),
    [
        ("abcd", 1, 0.5, 1),
        ("xbca", 1 / 2, 0, 1),
        ("dcxxb", 1 / 5, 0, 0.5),
        ("dcxx", 0, 0, 0),
        ("", 0, 0, 0),
        ("123456789b", 1 / 10, 0, 0.5),
        ("123456789xb", 0, 0, 0),
    ],
)
def test_reciprocal_rank_and_recall(found: str, rank: float, first: float, tenth: float):
    wanted = relevant(GRADES)
    assert reciprocal_rank(found, wanted) == rank
    assert (recall(found, wanted, 1), recall(found, wanted)) == (first, tenth)


def test_ndcg_by_hand():
    # Gains 7, 3, 1, 0; discounts 1, 1/log2(3) = 0.63093, 1/2, 1/log2(5) = 0.43068.
    # Ideal: 7 + 3 * 0.63093 + 1 * 0.5 = 9.39279.
    assert ndcg("abc", GRADES) == 1
    assert ndcg("cba", GRADES) == pytest.approx((1 + 3 * 0.63093 + 7 * 0.5) / 9.39279, abs=1e-5)
    assert ndcg("xxab", GRADES) == pytest.approx((7 * 0.5 + 3 * 0.43068) / 9.39279, abs=1e-5)
    assert ndcg("dxyz", GRADES) == 0
    assert ndcg("", GRADES) == 0


def test_the_ideal_of_ndcg_is_cut_at_ten_too():
    grades = {str(number): 3 for number in range(12)}
    assert ndcg([str(number) for number in range(12)], grades) == 1


def test_the_judged_share_is_over_all_first_hits():
    assert judged_share([(["a", "x"], {"a": 0}), (["b", "y", "z"], {"b": 1, "y": 3})]) == 3 / 5
    assert judged_share([(["x"] * 10 + ["a"], {"a": 2}), ([], {"a": 2})]) == 0
    assert judged_share([([], {"a": 1})]) == 1


def plain(found: list[str], grades: dict[str, int]) -> dict[str, float]:
    """All measures, step by step."""
    first = found[:10]
    rank = 0.0
    for place in range(len(first), 0, -1):
        if grades.get(first[place - 1], 0) >= 2:
            rank = 1 / place
    ideal = sorted(grades.values())[::-1]
    gain = best = 0.0
    for place in range(10):
        if place < len(first) and first[place] in grades:
            gain += (2 ** grades[first[place]] - 1) / math.log2(place + 2)
        if place < len(ideal):
            best += (2 ** ideal[place] - 1) / math.log2(place + 2)
    wanted = [name for name in grades if grades[name] >= 2]
    return {
        "MRR@10": rank,
        "nDCG@10": gain / best,
        "R@1": len([name for name in wanted if name in first[:1]]) / len(wanted),
        "R@10": len([name for name in wanted if name in first]) / len(wanted),
    }


def test_measures_are_those_of_obvious_code():
    dice = random.Random(5)
    names = [f"p{number}" for number in range(40)]
    for _ in range(500):
        grades = {name: dice.randrange(4) for name in dice.sample(names, dice.randint(1, 25))}
        grades["sure"] = dice.choice((2, 3))
        found = dice.sample([*names, "sure"], dice.randint(0, 20))
        measured = {name: measure(found, grades) for name, measure in MEASURES.items()}
        assert measured == pytest.approx(plain(found, grades))
