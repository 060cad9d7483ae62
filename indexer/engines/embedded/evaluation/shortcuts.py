"""The shortest ways for the simplest questions: only words, all or any of them, or only one literal text.

They give what ``evaluate`` and ``Snapshot`` give where nothing is chosen, counted or deleted, with two or
three compiled calls a segment. For such questions the bookkeeping of the general way costs more than the
search itself. For the same reason the kernels here take arrays one by one: numba unpacks tuples slowly.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from indexer.compiled import Bits, Bytes, Floats, Longs, Numbers, Shorts, kernel
from indexer.engines.embedded.evaluation.intersection import all_words
from indexer.engines.embedded.evaluation.known import find_text
from indexer.engines.embedded.evaluation.plan_nodes import All, Any_, Node, Text, WholeWord, Word
from indexer.engines.embedded.evaluation.postings import Lists, any_word, score_counts
from indexer.engines.embedded.evaluation.pruned import best_of_any
from indexer.engines.embedded.evaluation.scoring import Norms, rarity
from indexer.engines.embedded.evaluation.sets import Order, top
from indexer.engines.embedded.segments.dense import Dense
from indexer.engines.embedded.segments.lexicon import encode, join_terms
from indexer.engines.embedded.segments.opened import OpenSegment

__all__ = ["Best", "find_best"]

_FEW = 100
"""Up to so many best ones, each has its place found by looking at those before it."""

Best = tuple[int, Numbers, Floats]
"""How many passages of a segment match, the best of them, best first, and their scores."""


def find_best(
    plan: Node, segments: Sequence[OpenSegment], norms: Sequence[Norms], limit: int
) -> list[Best] | None:
    """The best of each segment, or None where there is no short way for the plan. Raises IndexDamaged."""
    match plan:
        case Text() | WholeWord():
            return _best_by_text(plan, segments, norms, limit)
        case Word():
            return _best_by_words((plan,), True, segments, norms, limit)
        case All(words, ()) | Any_(words, ()) if words:
            return _best_by_words(words, isinstance(plan, All), segments, norms, limit)
    return None


def _best_by_words(
    words: Sequence[Word],
    every: bool,
    segments: Sequence[OpenSegment],
    norms: Sequence[Norms],
    limit: int,
) -> list[Best]:
    asked = join_terms([encode(word.text) for word in words])
    slices = [segment.slices(asked) for segment in segments]
    holders = reduce(np.add, [ends - starts for starts, ends, *_ in slices])
    documents = sum([segment.documents for segment in segments])
    masks = np.array([word.bits for word in words])
    found: list[Best] = []
    for segment, own, (starts, ends, rows, _) in zip(segments, norms, slices, strict=True):
        docs, counts = segment.postings(starts, ends)
        bits, bit_ranks = segment.bitmaps(rows)
        try:
            best = _rank_words(
                docs,
                counts,
                bits,
                bit_ranks,
                rows,
                starts,
                ends,
                masks,
                holders,
                documents,
                *own,
                segment.ranks,
                limit,
                every,
                0.0 if every else _floor(found, limit),
            )
        except ValueError as error:
            raise segment.file.damaged(str(error)) from error
        found.append(best)
    return found


def _floor(found: Sequence[Best], limit: int) -> float:
    """The least score that can still be among the best, given those of some segments."""
    scores = sorted([score for _, _, scores in found for score in scores.tolist()], reverse=True)
    return scores[limit - 1] if 0 < limit <= len(scores) else 0.0


def _best_by_text(
    text: Text | WholeWord, segments: Sequence[OpenSegment], norms: Sequence[Norms], limit: int
) -> list[Best]:
    found = find_text(text, segments)
    holders = sum([len(docs) for docs, _ in found])
    documents = sum([segment.documents for segment in segments])
    bonus = float(isinstance(text, WholeWord))
    return [
        (len(docs), *_rank_counts(docs, counts, holders, documents, bonus, *own, segment.ranks, limit))
        for segment, own, (docs, counts) in zip(segments, norms, found, strict=True)
    ]


@kernel
def _rank_words(  # noqa: PLR0913, PLR0917  plain arguments cost numba least
    docs: Numbers,
    counts: Shorts,
    bits: Bits,
    bit_ranks: Numbers,
    rows: Longs,
    starts: Longs,
    ends: Longs,
    masks: Longs,
    holders: Longs,
    documents: int,
    codes: Bytes,
    inverse: Floats,
    own_documents: int,
    damping: np.float32,
    ranks: Numbers,
    limit: int,
    every: bool,
    floor: float,
) -> Best:
    weights = np.empty(len(holders), np.float32)
    for k in range(len(holders)):
        weights[k] = rarity(holders[k], documents, float(damping))
    lists = Lists(docs, counts, Dense(bits, bit_ranks, rows), starts, ends, masks, weights)
    norms = Norms(codes, inverse, own_documents, damping)
    if not every and limit <= _FEW:
        return best_of_any(lists, norms, ranks, limit, floor)
    found, scores = all_words(lists, norms) if every else any_word(lists, norms)
    places = top(found, Order(scores, scores, ranks), limit)
    return len(found), found[places], scores[places]


@kernel
def _rank_counts(  # noqa: PLR0913, PLR0917
    docs: Numbers,
    counts: Shorts,
    holders: int,
    documents: int,
    bonus: float,
    codes: Bytes,
    inverse: Floats,
    own_documents: int,
    damping: np.float32,
    ranks: Numbers,
    limit: int,
) -> tuple[Numbers, Floats]:
    norms = Norms(codes, inverse, own_documents, damping)
    weight = rarity(holders, documents, float(damping))
    scores = score_counts(docs, counts, weight, bonus * weight, norms)
    places = top(docs, Order(scores, scores, ranks), limit)
    return docs[places], scores[places]
