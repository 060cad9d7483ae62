"""Plain BM25 over one list of postings: what any engine of words should reach, and the units it may count.

The formula is that of Robertson and Zaragoza (The Probabilistic Relevance Framework: BM25 and Beyond, 2009)
with the rarity of a word kept above zero: log(1 + (N - n + 0.5) / (n + 0.5)).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import Analyser, normalise
from indexer.model import Passage
from indexer.relevance.ranking import Ranking, whole_text

__all__ = ["Bm25", "Cut", "best", "pairs", "rankings"]

K1, B = 1.2, 0.75

_RUNS = re.compile(r"([\u4e00-\u9fd5]+)|[^\W_\u4e00-\u9fd5]+")

Cut = Callable[[str], list[str]]
"""From a text to the units that are counted in it."""

Scores = NDArray[np.float64]
"""A score for each text, in their order."""


class Bm25:
    """Postings of texts, of which there is one at least, given as the units of each."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        self._numbers: dict[str, int] = {}
        flat, sizes = array("i"), array("i")
        for text in texts:
            sizes.append(len(text))
            flat.extend(self._numbers.setdefault(unit, len(self._numbers)) for unit in text)
        self._texts, lengths = len(sizes), np.asarray(sizes)
        owners = np.repeat(np.arange(self._texts), lengths)
        keys, times = np.unique(np.asarray(flat, np.int64) * self._texts + owners, return_counts=True)
        units, self._owners = np.divmod(keys, self._texts)
        self._starts = np.searchsorted(units, np.arange(len(self._numbers) + 1))
        share = K1 * (1 - B + B * lengths / max(lengths.mean(), 1))
        self._weights = times / (times + share[self._owners])

    def scores(self, units: Sequence[str]) -> Scores:
        """What each text scores for these units, each counted once; 0 for a text that has none of them."""
        scores = np.zeros(self._texts)
        for unit in dict.fromkeys(units):
            number = self._numbers.get(unit)
            if number is None:
                continue
            having = slice(self._starts[number], self._starts[number + 1])
            count = having.stop - having.start
            rarity = np.log(1 + (self._texts - count + 0.5) / (count + 0.5))
            scores[self._owners[having]] += rarity * self._weights[having]
        return scores


def best(scores: Scores, limit: int) -> list[int]:
    """The places of the highest scores, best first, the earlier of equal ones first; none of score 0."""
    found = np.flatnonzero(scores)
    if len(found) > limit:
        bar = np.partition(scores[found], -limit)[-limit]
        found = found[scores[found] >= bar]
    order = np.lexsort((found, -scores[found]))[:limit]
    return [int(place) for place in found[order]]


def pairs(text: str) -> list[str]:
    """Pairs of neighbouring characters of Han runs, lone ones as they are; runs of other letters whole."""
    found: list[str] = []
    for run in _RUNS.finditer(normalise(text)):
        han = run[1] or ""
        found += [han[k : k + 2] for k in range(len(han) - 1)] if len(han) > 1 else [run[0]]
    return found


def rankings(names: Sequence[str], passages: Sequence[Passage]) -> Mapping[str, Ranking]:
    """``bm25-words``, on words of jieba's dictionary without guessed ones, and ``bm25-bigrams``, on pairs."""
    cuts: Mapping[str, Callable[[], Cut]] = {
        "bm25-words": lambda: Analyser().words,
        "bm25-bigrams": lambda: pairs,
    }
    return {name: _ranking(cuts[name](), passages) for name in names}


def _ranking(cut: Cut, passages: Sequence[Passage]) -> Ranking:
    ids = [passage.id for passage in passages]
    engine = Bm25(cut(whole_text(passage)) for passage in passages)
    return lambda question, limit: [ids[place] for place in best(engine.scores(cut(question)), limit)]
