"""The shortest ways for the simplest questions: only words, all or any of them, or only one literal text.

They give what ``evaluate`` and ``Snapshot`` give where nothing is chosen, counted or deleted, with two or
three compiled calls a segment. For such questions the bookkeeping of the general way costs more than the
search itself. For the same reason the kernels here take arrays one by one: numba unpacks tuples slowly.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.compiled import Bytes, Floats, Longs, Numbers, Shorts, kernel
from indexer.engines.embedded.evaluation.plan_nodes import All, Any_, Node, Text, Word
from indexer.engines.embedded.evaluation.postings import Lists, all_words, any_word, score_counts
from indexer.engines.embedded.evaluation.scoring import Norms, Weights, rarity
from indexer.engines.embedded.evaluation.sets import Order, top
from indexer.engines.embedded.segments.lexicon import encode, join_terms
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.trie import points_of

__all__ = ["Best", "find_best"]

Best = tuple[int, Numbers, Floats]
"""How many passages of a segment match, the best of them, best first, and their scores."""


def find_best(
    plan: Node, segments: Sequence[OpenSegment], norms: Sequence[Norms], weights: Weights, limit: int
) -> list[Best] | None:
    """The best of each segment, or None where there is no short way for the plan. Raises IndexDamaged."""
    match plan:
        case Text():
            return _best_by_text(plan, segments, norms, weights, limit)
        case Word():
            return _best_by_words((plan,), True, segments, norms, weights, limit)
        case All(words, ()) | Any_(words, ()) if words:
            return _best_by_words(words, isinstance(plan, All), segments, norms, weights, limit)
    return None


def _best_by_words(
    words: Sequence[Word],
    every: bool,
    segments: Sequence[OpenSegment],
    norms: Sequence[Norms],
    weights: Weights,
    limit: int,
) -> list[Best]:
    asked = join_terms([encode(word.text) for word in words])
    slices = [segment.slices(asked) for segment in segments]
    holders = sum(ends - starts for starts, ends in slices).tolist()
    documents = sum([segment.documents for segment in segments])
    factors = np.array([rarity(count, documents, weights) for count in holders], np.float32)
    masks = np.array([word.bits for word in words])
    found = []
    for segment, norms_, (starts, ends) in zip(segments, norms, slices, strict=True):
        docs, counts = segment.postings(starts, ends)
        try:
            found.append(
                _rank_words(docs, counts, starts, ends, masks, factors, *norms_, segment.ranks, limit, every)
            )
        except ValueError as error:
            raise segment.file.damaged(str(error)) from error
    return found


def _best_by_text(
    text: Text, segments: Sequence[OpenSegment], norms: Sequence[Norms], weights: Weights, limit: int
) -> list[Best]:
    points = points_of(text.text)
    found = [segment.literal(points, text.bits) for segment in segments]
    documents = sum([segment.documents for segment in segments])
    weight = rarity(sum([len(docs) for docs, _ in found]), documents, weights)
    return [
        (len(docs), *_rank_counts(docs, counts, weight, *norms_, segment.ranks, limit))
        for segment, norms_, (docs, counts) in zip(segments, norms, found, strict=True)
    ]


@kernel
def _rank_words(  # noqa: PLR0913, PLR0917  plain arguments cost numba least
    docs: Numbers,
    counts: Shorts,
    starts: Longs,
    ends: Longs,
    masks: Longs,
    factors: Floats,
    codes: Bytes,
    inverse: Floats,
    documents: int,
    damping: np.float32,
    ranks: Numbers,
    limit: int,
    every: bool,
) -> Best:
    lists, norms = (
        Lists(docs, counts, starts, ends, masks, factors),
        Norms(codes, inverse, documents, damping),
    )
    found, scores = all_words(lists, norms) if every else any_word(lists, norms)
    places = top(found, Order(scores, scores, ranks), limit)
    return len(found), found[places], scores[places]


@kernel
def _rank_counts(  # noqa: PLR0913, PLR0917
    docs: Numbers,
    counts: Shorts,
    weight: float,
    codes: Bytes,
    inverse: Floats,
    documents: int,
    damping: np.float32,
    ranks: Numbers,
    limit: int,
) -> tuple[Numbers, Floats]:
    scores = score_counts(docs, counts, weight, 0.0, Norms(codes, inverse, documents, damping))
    places = top(docs, Order(scores, scores, ranks), limit)
    return docs[places], scores[places]
