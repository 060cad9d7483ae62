"""How well a ranking answers a question: reciprocal rank, nDCG, recall; and how much of it was judged.

A measure looks at the first ten hits. Where there is only yes and no, a passage of grade `RELEVANT` or more
is relevant. Whatever was not judged counts as grade 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from indexer.relevance.questions import RELEVANT

__all__ = ["DEPTH", "MEASURES", "judged_share", "ndcg", "recall", "reciprocal_rank", "relevant"]

DEPTH = 10

Grades = Mapping[str, int]


def relevant(grades: Grades) -> frozenset[str]:
    """The passages that count as relevant."""
    return frozenset(name for name, grade in grades.items() if grade >= RELEVANT)


def reciprocal_rank(found: Sequence[str], wanted: Collection[str], depth: int = DEPTH) -> float:
    """One over the place of the first relevant hit, from 1; 0 where none is among the first ``depth``."""
    places = (place for place, name in enumerate(found[:depth], 1) if name in wanted)
    return 1 / next(places, math.inf)


def recall(found: Sequence[str], wanted: Collection[str], depth: int = DEPTH) -> float:
    """The share of the relevant passages, at least one, that is among the first ``depth`` hits."""
    return sum(name in wanted for name in found[:depth]) / len(wanted)


def ndcg(found: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """Discounted gain over that of the best order of all judged passages; a gain is 2^grade - 1.

    One of the grades must be above 0. Järvelin and Kekäläinen, Cumulated Gain-Based Evaluation of IR
    Techniques, 2002, with the gains of Burges et al., Learning to Rank using Gradient Descent, 2005.
    """
    gains = (grades.get(name, 0) for name in found[:depth])
    return _discounted(gains) / _discounted(sorted(grades.values(), reverse=True)[:depth])


def _discounted(grades: Iterable[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def judged_share(found: Iterable[tuple[Sequence[str], Grades]], depth: int = DEPTH) -> float:
    """The share of the first ``depth`` hits of all questions that was judged; 1 where there is no hit."""
    judged = [name in grades for names, grades in found for name in names[:depth]]
    return sum(judged) / len(judged) if judged else 1.0


MEASURES: Mapping[str, Callable[[Sequence[str], Grades], float]] = {
    "MRR@10": lambda found, grades: reciprocal_rank(found, relevant(grades)),
    "nDCG@10": ndcg,
    "R@1": lambda found, grades: recall(found, relevant(grades), 1),
    "R@10": lambda found, grades: recall(found, relevant(grades)),
}
"""What is measured of one question with a relevant passage; the means over questions are reported."""
