"""The judged queries of the project: enough of them, on both halves, and readers agree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from indexer.judging.measures import agreement
from indexer.relevance.questions import read_questions

CORPUS = Path(__file__).parents[2] / "corpus"
RELEVANT = 2


def test_there_are_enough_queries_on_both_halves() -> None:
    questions = read_questions(CORPUS / "queries.tsv")
    assert len(questions.all) >= 150
    halves = [len(questions.of(half).all) for half in ("tuning", "held-out")]
    assert sum(halves) == len(questions.all)
    assert min(halves) >= 75
    grades = [grade for one in questions.all for grade in one.grades.values()]
    assert set(grades) == {0, 1, 2, 3}


def test_every_query_that_was_written_is_judged() -> None:
    lines = (CORPUS / "_queries.txt").read_text("utf-8").splitlines()
    written = {line for line in lines if line and not line.startswith("#")}
    assert written == {one.query for one in read_questions(CORPUS / "queries.tsv").all}


def test_a_second_reader_agrees() -> None:
    first, second = (
        {
            (one.query, passage): grade
            for one in read_questions(CORPUS / name).all
            for passage, grade in one.grades.items()
        }
        for name in ("queries.tsv", "queries-second.tsv")
    )
    pairs = [(first[pair], grade) for pair, grade in second.items()]
    assert len(pairs) == 632
    assert sum(a == b for a, b in pairs) / len(pairs) >= 0.93
    assert max(abs(a - b) for a, b in pairs) == 1

    def kappa(of: Callable[[int], str]) -> float:
        one, other = (
            {"\0".join(pair): (of(grade),) for pair, grade in sheet.items()} for sheet in (first, second)
        )
        return agreement(one, other)[0]

    assert kappa(str) >= 0.84
    assert kappa(lambda grade: str(grade >= RELEVANT)) >= 0.92
