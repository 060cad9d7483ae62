"""Passages like a given one: any of its most telling words, best first, and what the labels say of both.

People look for how others wrote of the same thing: so a passage of the same role and domain comes before an
equally good one of another, and the part that the passage itself is of is left out, whose sections are a
click away. Of its collection, whose parts often were put together by their theme, come half of the answer
at most. Nothing that is nearly the same comes, be it as the passage or as another one of the answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.analysis import Analyser
from indexer.analysis.sketches import NEARLY, agreement, shingles_of
from indexer.assist.keywords import weigh_words
from indexer.engines.engine import Engine
from indexer.model import Passage, SearchRequest
from indexer.query import ParsedQuery, any_of_words

__all__ = ["find_similar", "query_like"]

_FIELDS = {"text": 1, "heading": 2, "title": 1}
"""Where telling words are sought, and how often one counts there."""

_WORDS = 20

_SAME_ROLE, _SAME_DOMAIN = 0.3, 0.2
"""By how much of its score a passage gains; measured on judged labels."""

_FLOOR = 0.1
"""The least share of the best match's score, which as a rule is the passage's own. On judged labels, a third
of those below have the same domain, and five of six of those at a fifth and above."""

_LOOKED_AT = (30, 120)
"""So many of the best are looked at, and if too few of them remain, so many once more."""

_COMPARED = 10_000
"""Characters of a text that are compared; only a source that is cut up already has longer ones."""


def query_like(passage: Passage, engine: Engine, analyser: Analyser) -> ParsedQuery:
    """Asks for any of the passage's most telling words."""
    weights = weigh_words(passage, _FIELDS, engine, analyser)
    best = sorted(weights, key=lambda word: (-weights[word], word))[:_WORDS]
    return any_of_words(best, tuple(_FIELDS))


def find_similar(
    passage: Passage, query: ParsedQuery, engine: Engine, limit: int
) -> list[tuple[float, Passage]]:
    """The ``limit`` best matches of ``query_like`` the passage at most, best first, with their scores."""
    chosen: list[tuple[float, Passage]] = []
    for some in _LOOKED_AT:
        found = engine.best(SearchRequest(), query, some)
        raised = [(_raised(score, one, passage), one) for score, one in found]
        floor = _FLOOR * found[0][0] if found else 0.0
        chosen = _choose(passage, [hit for hit in raised if hit[0] >= floor], limit)
        if len(chosen) == limit or len(found) < some or raised[-1][0] < floor:
            break
    return chosen


def _choose(
    passage: Passage, found: Sequence[tuple[float, Passage]], limit: int
) -> list[tuple[float, Passage]]:
    chosen: list[tuple[float, Passage]] = []
    known = [shingles_of(passage.text[:_COMPARED])]
    beside = 0
    for score, one in sorted(found, key=lambda hit: (-hit[0], hit[1].id)):
        if len(chosen) == limit:
            break
        near = _collection(one) == _collection(passage)
        if (near and (_part(one) == _part(passage) or 2 * (beside + 1) > limit)) or one.id == passage.id:
            continue
        shingles = shingles_of(one.text[:_COMPARED])
        if all(agreement(shingles, other) < NEARLY for other in known):
            known.append(shingles)
            chosen.append((score, one))
            beside += near
    return chosen


def _raised(score: float, one: Passage, other: Passage) -> float:
    role = _SAME_ROLE if one.section == other.section else 0.0
    domain = _SAME_DOMAIN if set(one.domain) & set(other.domain) - {"其他"} else 0.0
    return score * (1 + role + domain)


def _collection(passage: Passage) -> tuple[str, str]:
    return passage.source, passage.collection


def _part(passage: Passage) -> tuple[int | None, str]:
    return passage.part, passage.title
