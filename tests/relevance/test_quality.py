"""What is found stays as good as it was: this engine on judged questions, against floors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer.relevance.asking import open_collection, ours
from indexer.relevance.measuring import Measured, measure
from indexer.relevance.questions import Question, Questions, read_questions
from indexer.settings import Settings

ROOT = Path(__file__).parents[2]

FLOORS: Mapping[str, Mapping[str, float]] = {
    "encyclopedia": {"MRR@10": 0.9893, "nDCG@10": 0.9905, "R@1": 0.9855, "R@10": 0.9941},
    "summaries": {"MRR@10": 0.895, "nDCG@10": 0.812, "R@1": 0.382, "R@10": 0.878},
}
"""What was measured less 0.005, by set; a change that is worse by more fails, one that is better raises them."""

LOST = 0.01
"""A larger share of judgments may not name passages that are gone: then the judged set is to be renewed."""


@dataclass(frozen=True)
class JudgedSet:
    """Passages, and the questions that are judged on them."""

    passages: Sequence[Path]
    questions: Questions


@pytest.fixture(params=sorted(FLOORS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def judged(name: str, shared: Path) -> JudgedSet:
    if name == "encyclopedia":
        bench = shared / "bench"
        return JudgedSet(
            [bench / "cmrc-passages.jsonl.xz"], read_questions(bench / "cmrc-questions.jsonl.xz")
        )
    queries = read_questions(ROOT / "corpus" / "queries.tsv")
    return JudgedSet([ROOT / "corpus", shared / "seed", shared / "samples"], queries)


def below(found: Measured, floors: Mapping[str, float]) -> dict[str, float]:
    """What was measured where it is below its floor."""
    return {one: found.mean(one) for one in floors if found.mean(one) < floors[one]}


def test_relevance_does_not_fall_below_its_floors(name: str, judged: JudgedSet):
    with open_collection(judged.passages, Settings()) as collection:
        answerable, absent = judged.questions.within({passage.id for passage in collection.passages})
        found = measure(ours(collection.index), answerable.all)
    assert not below(found, FLOORS[name])
    assert absent <= LOST * sum(len(question.grades) for question in judged.questions.all)


def test_a_regression_beyond_the_margin_fails():
    questions = [Question(str(number), {"a": 2}) for number in range(100)]
    second = measure(lambda query, _: ["x", "a"] if query in ("7", "8") else ["a"], questions)
    assert second.mean("MRR@10") == pytest.approx(0.99)
    assert not below(second, {"MRR@10": 0.985, "R@1": 0.975})
    assert below(second, {"MRR@10": 0.995, "R@1": 0.985, "R@10": 0.995}).keys() == {"MRR@10", "R@1"}
