"""What ``scripts/labels`` prints."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.judging.measures import (
    NOTHING,
    Labelled,
    ValueScore,
    agreement,
    confusion,
    macro_f1,
    value_scores,
)
from indexer.judging.sheet import Axis, Row

__all__ = ["print_agreement", "print_scores", "print_wrong"]

_FEW = 3
"""A value that was judged less often says nothing about the classifier."""

_ANSWERS = 4
"""How many wrong answers of a value are shown."""


def print_scores(axis: Axis, judged: Labelled, given: Labelled) -> None:
    """Prints macro-F1, and for each value its scores and what was given in its place."""
    print(f"\n{axis}: {len(judged)} judged")
    if not judged:
        return
    scores = value_scores(judged, given)
    counted = sum(score.judged >= _FEW for score in scores)
    print(f"  macro-F1 {macro_f1(scores, _FEW):.3f} over the {counted} values judged at least {_FEW} times")
    print(f"  macro-F1 {macro_f1(scores):.3f} over all {len(scores)} values that were judged or given")
    exact = sum(set(values) == set(given[name]) for name, values in judged.items())
    print(f"  exactly right {exact / len(judged):.1%}\n")
    print("  judged given right precision recall    F1  value, and what was given where it was missed")
    pairs = confusion(judged, given)
    for score in scores:
        others = [(count, other) for (value, other), count in pairs.items() if value == score.value != other]
        print(f"  {_numbers(score)}  {score.value}{_others(others)}")
    if needless := [(count, other) for (value, other), count in pairs.items() if value == NOTHING]:
        print(f"  given without need:{_others(needless)}")


def _numbers(score: ValueScore) -> str:
    return (
        f"{score.judged:6} {score.given:5} {score.both:5}"
        f" {score.precision:9.2f} {score.recall:6.2f} {score.f1:5.2f}"
    )


def _others(counts: Sequence[tuple[int, str]]) -> str:
    shown = sorted(counts, key=lambda entry: (-entry[0], entry[1]))[:_ANSWERS]
    return "".join(f"  {'nothing' if value == NOTHING else value} {count}" for count, value in shown)


def print_wrong(rows: Sequence[Row], judged: Labelled, given: Labelled) -> None:
    """Names each text whose labels differ, with both."""
    print()
    for row in rows:
        if set(judged[row.id]) != set(given[row.id]):
            print(f"  {row.id}  {row.locator}: {','.join(judged[row.id])} was judged", end=", ")
            print(f"{','.join(given[row.id])} given")


def print_agreement(axis: Axis, first: Labelled, second: Labelled) -> None:
    """Prints how far two judges agree on the texts that both judged, and where they do not."""
    common = {name: values for name, values in first.items() if name in second}
    print(f"\n{axis}: {len(common)} judged by both")
    if not common:
        return
    main, decisions = agreement(common, second)
    same = sum(set(values) == set(second[name]) for name, values in common.items())
    print(f"  the same {same / len(common):.1%}; kappa {main:.3f} on the main value", end="")
    print(f", {decisions:.3f} on each value's yes or no")
    differing = [(pair, n) for pair, n in confusion(common, second).items() if pair[0] != pair[1]]
    for (one, other), count in sorted(differing, key=lambda entry: (-entry[1], entry[0])):
        print(f"  {count:4}  {one or 'nothing'} / {other or 'nothing'}")
