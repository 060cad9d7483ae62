"""Words that lead on from a search: what the best hits have more often than the index as a whole.

Formula: the log-likelihood ratio of Dunning 1993, "Accurate methods for the statistics of surprise and
coincidence", of a word's share of the hits against its share of the other passages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from indexer.analysis import Analyser, normalise
from indexer.assist.keywords import as_written, without_overlaps
from indexer.assist.terms import telling
from indexer.engines.engine import Engine
from indexer.model import Passage, SearchRequest
from indexer.query import ParsedQuery

__all__ = ["HITS", "find_related"]

HITS = 50
"""The best hits are looked at, so many at most."""

_READ = 3_000
"""Characters of each hit's text, at most."""

_FEWEST = 5
"""Of fewer hits nothing can be said."""

_FEW = 16
"""A word that fewer than one of so many hits have is a detail of theirs."""

_NEARLY_ALL = 0.8

_SHORTEST = 2
"""Characters of the shortest word that tells something."""

Doubles = npt.NDArray[np.float64]


def find_related(
    request: SearchRequest,
    query: ParsedQuery,
    engine: Engine,
    analyser: Analyser,
    limit: int,
    best: Sequence[Passage] | None = None,
) -> tuple[str, ...]:
    """The ``limit`` words at most that are most telling of the best hits, best first, as these write them.

    Each, added to the query, finds some of the hits and not all of them. None where the query could not be
    read as typed: what is added to it might be read otherwise too. ``best`` are the HITS best matches, where
    they are known.
    """
    if not request.query.strip() or query.notes:
        return ()
    if best is None:
        best = [passage for _, passage in engine.best(request, query, HITS)]
    hits = [_beginning(passage) for passage in best]
    if len(hits) < _FEWEST:
        return ()
    among = analyser.holders(hits, max(2, len(hits) // _FEW))
    asked = normalise(request.query)
    known = {
        word: worth
        for word, have in among.items()
        if have < len(hits) and word not in asked and (worth := telling(word))
    }
    words = list(known)
    have = np.array([among[word] for word in words], np.float64)
    holders = np.array(engine.frequencies(words), np.float64)
    weights = surprise(have, len(hits), np.maximum(holders, have), max(engine.size, len(hits)))
    weights *= np.array(list(known.values()))
    ranked = sorted(
        (-weight, word) for weight, word in zip(weights.tolist(), words, strict=True) if weight > 0
    )
    around = {word: have for word, have in among.items() if len(word) > _SHORTEST}
    whole = (word for _, word in ranked if not _mostly_inside(word, among[word], around))
    return tuple(as_written(without_overlaps(whole, limit), hits))


def _beginning(passage: Passage) -> Passage:
    return passage if len(passage.text) <= _READ else replace(passage, text=passage.text[:_READ])


def surprise(have: Doubles, hits: int, all_have: Doubles, passages: int) -> Doubles:
    """How surprising it is that so many of the hits have a word, if so many of all passages have it.

    ``have`` are at least 1. 0 where a word is no more frequent in the hits than elsewhere.
    """
    share = all_have / passages
    rest = all_have - have
    others = rest / np.maximum((passages - hits) * share, 1e-300)
    found = 2 * (have * np.log(have / (hits * share)) + rest * np.log(np.where(rest > 0, others, 1.0)))
    return np.where(have > hits * share, found, 0.0)


def _mostly_inside(word: str, have: int, around: Mapping[str, int]) -> bool:
    """Whether nearly all that have a word have a longer one around it: 公室 is a piece of 办公室."""
    most = _NEARLY_ALL * have
    return any(both >= most and word in other and word != other for other, both in around.items())
