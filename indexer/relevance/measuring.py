"""Asks all questions of an engine and measures what it finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.relevance.measures import DEPTH, MEASURES, judged_share
from indexer.relevance.questions import Question
from indexer.relevance.ranking import Ranking

__all__ = ["Measured", "measure"]


@dataclass(frozen=True, slots=True)
class Measured:
    """What an engine scored: by each of `MEASURES` a value a question, in the order of the questions.

    ``judged`` is the share of its first hits that somebody judged.
    """

    scores: Mapping[str, Sequence[float]]
    judged: float

    def mean(self, name: str) -> float:
        """The mean over all questions by the measure of that name."""
        return sum(self.scores[name]) / len(self.scores[name])


def measure(ranking: Ranking, questions: Sequence[Question]) -> Measured:
    """Each question, of which there is one at least, must have a relevant passage."""
    answers = [(ranking(one.query, DEPTH), one.grades) for one in questions]
    scores = {name: [of(found, grades) for found, grades in answers] for name, of in MEASURES.items()}
    return Measured(scores, judged_share(answers))
