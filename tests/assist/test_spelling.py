"""Readings of a run: the cheapest paths, against all paths."""

import math
import random
from collections.abc import Iterator, Sequence

import pytest

from indexer.assist.confusion import cost_of
from indexer.assist.spelling import Slip, doubtful_run, likely_spellings
from indexer.engines.engine import Doubtful, NearWord


def near(run: str, *words: tuple[str, int, int, float]) -> list[NearWord]:
    assert all(0 <= start < end <= len(run) for _, start, end, _ in words)
    return [NearWord(*word) for word in words]


def test_what_is_doubtful_in_a_run() -> None:
    run = doubtful_run("管里制度bim，5s", ["制度", "bim", "管"])
    assert run.loose == {0, 1, 4, 5, 6, 8, 9}  # no word of two characters covers them, or they are letters
    assert run.borders == {0, 1, 2, 3, 4, 7, 8, 10}  # none within a word of letters
    assert "理" in run.alike[1]
    assert run.alike[4:] == [""] * 6


def test_a_likelier_word_wins_and_what_was_typed_is_no_spelling() -> None:
    run = doubtful_run("管里制度", ["制度"])
    words = near(
        run.text, ("制度", 2, 4, 0.1), ("管理", 0, 2, 0.3), ("惯例", 0, 2, 0.001), ("里", 1, 2, 0.01)
    )
    first, second = likely_spellings(run, words, slack=0.0)
    assert (first.apply("管里制度"), second.apply("管里制度")) == ("管理制度", "惯例制度")
    assert first.slips == (Slip(0, 2, "管理"),)
    assert first.cost < second.cost


def test_a_run_that_is_likely_as_typed_has_no_likelier_spelling() -> None:
    run = doubtful_run("反应", ["反应"])
    words = near(run.text, ("反应", 0, 2, 0.05), ("反映", 0, 2, 0.05))
    assert likely_spellings(run, words, slack=0.0) == []
    assert [one.apply("反应") for one in likely_spellings(run, words, slack=6.0)] == ["反映"]


def test_too_much_is_not_guessed() -> None:
    two = doubtful_run("管猫", [])
    assert likely_spellings(two, near(two.text, ("管理", 0, 2, 0.3)), slack=9.0) == []
    year = doubtful_run("2021年", [])
    assert likely_spellings(year, near(year.text, ("2022", 0, 4, 0.3), ("年", 4, 5, 0.5)), slack=9.0) == []
    short = doubtful_run("ab", [])
    assert likely_spellings(short, near(short.text, ("ac", 0, 2, 0.3)), slack=9.0) == []
    known = doubtful_run("实行", ["实行"])
    assert likely_spellings(known, near(known.text, ("视形", 0, 2, 0.3)), slack=9.0) == []


def all_paths(run: Doubtful, words: Sequence[NearWord], start: int = 0) -> Iterator[tuple[float, str]]:
    """What each way of reading the run from a place on costs, and how it is spelt then."""
    if start == len(run.text):
        yield 0.0, ""
        return
    unknown = NearWord(run.text[start], start, start + 1, 1e-9)
    for word in (unknown, *(word for word in words if word.start == start)):
        slip = cost_of(run.text[word.start : word.end], word.text)
        cost = 3.0 + min(12.0, -math.log(word.share)) + slip
        for more, rest in all_paths(run, words, word.end):
            yield cost + more, word.text + rest


def test_the_paths_are_the_cheapest_of_all() -> None:
    dice, tried = random.Random(4), 0
    for _ in range(200):
        text = "".join(dice.choice("管里制度工做") for _ in range(dice.randint(2, 5)))
        run = doubtful_run(text, [])
        words = {
            (dice.choice(run.alike[start]) + text[start + 1], start)
            for start in (dice.randrange(len(text) - 1) for _ in range(4))
        }
        listed = [NearWord(word, start, start + 2, dice.random()) for word, start in sorted(words)]
        found = likely_spellings(run, listed, slack=math.inf)
        cheapest: dict[str, float] = {}
        for cost, spelt in all_paths(run, listed):
            if spelt != text:
                cheapest[spelt] = min(cost, cheapest.get(spelt, math.inf))
        expected = sorted((cost, spelt) for spelt, cost in cheapest.items())
        assert [one.apply(text) for one in found] == [spelt for _, spelt in expected]
        assert [one.cost for one in found] == pytest.approx([cost for cost, _ in expected])
        tried += len(expected)
    assert tried > 400
