"""How well labels agree: F1 of each value, macro-F1, a confusion table, Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from indexer.judging.sheet import Values

__all__ = ["NOTHING", "Labelled", "ValueScore", "agreement", "confusion", "macro_f1", "value_scores"]

Labelled = Mapping[str, Values]
"""The labels of some texts on one axis, by id."""

NOTHING = ""
"""Stands in a confusion table for a label that has no counterpart."""


@dataclass(frozen=True, slots=True)
class ValueScore:
    """How often a value was judged, how often it was given, and how often both."""

    value: str
    judged: int
    given: int
    both: int

    @property
    def precision(self) -> float:
        """The share of those given that are right; 0 where none was given."""
        return self.both / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of those judged that were given; 0 where none was judged."""
        return self.both / self.judged if self.judged else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.both / (self.judged + self.given) if self.judged + self.given else 0.0


def value_scores(judged: Labelled, given: Labelled) -> tuple[ValueScore, ...]:
    """The score of every value that occurs on either side, those judged most often first.

    ``given`` must have every id of ``judged``; it may have more.
    """
    pairs = [(set(values), set(given[name])) for name, values in judged.items()]
    judgements = Counter(value for values, _ in pairs for value in values)
    answers = Counter(value for _, values in pairs for value in values)
    both = Counter(value for first, second in pairs for value in first & second)
    scores = [
        ValueScore(value, judgements[value], answers[value], both[value])
        for value in judgements.keys() | answers.keys()
    ]
    return tuple(sorted(scores, key=lambda score: (-score.judged, -score.given, score.value)))


def macro_f1(scores: Sequence[ValueScore], at_least: int = 0) -> float:
    """The mean F1 of the values that were judged ``at_least`` so often; 0 where there are none."""
    counted = [score.f1 for score in scores if score.judged >= at_least]
    return sum(counted) / len(counted) if counted else 0.0


def confusion(judged: Labelled, given: Labelled) -> Counter[tuple[str, str]]:
    """How often a value was judged and another one given.

    A value on both sides is a pair with itself. A missed value is paired with every value that was given
    without being judged, and with `NOTHING` where there is none; so is one that was given without need.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for name, values in judged.items():
        missed = [value for value in values if value not in given[name]]
        needless = [value for value in given[name] if value not in values]
        pairs.update((value, value) for value in values if value in given[name])
        pairs.update((value, other) for value in missed for other in needless or [NOTHING])
        if not missed:
            pairs.update((NOTHING, other) for other in needless)
    return pairs


def agreement(first: Labelled, second: Labelled) -> tuple[float, float]:
    """Cohen's kappa of two judges over the texts that both have: on the main value, and on each yes or no.

    The second takes "has this value?" of every text and every value that occurs as one decision; it says more
    where a text may have several values. Both are 1 where the judges agree throughout, and where no text
    is common.
    """
    common = [(values, second[name]) for name, values in first.items() if name in second]
    occurring = sorted({value for pair in common for values in pair for value in values})
    decisions = [(value in one, value in other) for one, other in common for value in occurring]
    return _kappa([(one[0], other[0]) for one, other in common]), _kappa(decisions)


def _kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    if not pairs:
        return 1.0
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    firsts, seconds = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(count * seconds[value] for value, count in firsts.items()) / len(pairs) ** 2
    return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)
