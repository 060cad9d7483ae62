"""Words that lead on from a search: what the best hits have more often than the index as a whole.

Formula: the log-likelihood ratio of Dunning 1993, "Accurate methods for the statistics of surprise and
coincidence", of a word's share of the hits against its share of the other passages.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from indexer.analysis import Analyser, normalise
from indexer.assist.keywords import as_written, without_overlaps
from indexer.assist.terms import telling
from indexer.engines.engine import Engine
from indexer.model import TEXT_FIELDS, Passage, SearchRequest
from indexer.query import ParsedQuery

__all__ = ["find_related"]

_HITS = 50
"""The best hits are looked at, so many at most."""

_READ = 3_000
"""Characters of each hit's text, at most."""

_FEWEST = 5
"""Of fewer hits nothing can be said."""

_FEW = 16
"""A word that fewer than one of so many hits have is a detail of theirs."""

_NEARLY_ALL = 0.8


def find_related(
    request: SearchRequest, query: ParsedQuery, engine: Engine, analyser: Analyser, limit: int
) -> tuple[str, ...]:
    """The ``limit`` words at most that are most telling of the best hits, best first, as these write them.

    Each, added to the query, finds some of the hits and not all of them. None where the query could not be
    read as typed: what is added to it might be read otherwise too.
    """
    if not request.query.strip() or query.notes:
        return ()
    found = engine.best(request, query, _HITS)
    hits = [replace(passage, text=passage.text[:_READ]) for _, passage in found]
    if len(hits) < _FEWEST:
        return ()
    among = _holders_among(hits, analyser)
    asked = normalise(request.query)
    known = [
        (word, have)
        for word, have in among.items()
        if have < len(hits) and word not in asked and telling(word)
    ]
    holders = engine.frequencies([word for word, _ in known])
    weights = {
        word: telling(word) * surprise(have, len(hits), max(all_have, have), max(engine.size, len(hits)))
        for (word, have), all_have in zip(known, holders, strict=True)
    }
    ranked = sorted((word for word in weights if weights[word] > 0), key=lambda word: (-weights[word], word))
    whole = (word for word in ranked if not _mostly_inside(word, among))
    return tuple(as_written(word, hits) for word in without_overlaps(whole, limit))


def surprise(have: int, hits: int, all_have: int, passages: int) -> float:
    """How surprising it is that ``have`` of the hits have a word, if ``all_have`` of all passages have it.

    0 where it is no more frequent in the hits than elsewhere.
    """
    expected = hits * all_have / passages
    if have <= expected:
        return 0.0
    rest, rest_expected = all_have - have, (passages - hits) * all_have / passages
    return 2 * (have * math.log(have / expected) + (rest * math.log(rest / rest_expected) if rest else 0.0))


def _mostly_inside(word: str, among: Mapping[str, int]) -> bool:
    """Whether nearly all that have a word have a longer one around it: 公室 is a piece of 办公室."""
    most = _NEARLY_ALL * among[word]
    return any(have >= most and word in other and word != other for other, have in among.items())


def _holders_among(passages: Sequence[Passage], analyser: Analyser) -> Mapping[str, int]:
    """The words that more than a few of some passages have, and how many have each."""
    distinct, numbers, counts = analyser.analyse(passages).words
    own = counts.reshape(-1, len(TEXT_FIELDS)).sum(axis=1)
    places = np.repeat(np.arange(len(passages)), own)
    pairs = np.unique(places * len(distinct) + numbers)
    having = np.bincount(pairs % max(len(distinct), 1), minlength=len(distinct))
    some = np.flatnonzero(having >= max(2, len(passages) // _FEW))
    return {distinct[number]: have for number, have in zip(some.tolist(), having[some].tolist(), strict=True)}
