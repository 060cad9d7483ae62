"""The shortest way for the simplest question: some words, all or any of them, best first, nothing counted.

It gives what ``evaluate`` and ``Snapshot`` give, with two compiled calls a segment. For such questions the
bookkeeping of the general way costs more than the search itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engines.embedded.compiled import Floats, Numbers, kernel
from indexer.engines.embedded.evaluation.plan_nodes import All, Any_
from indexer.engines.embedded.evaluation.postings import Lists, all_words, any_word
from indexer.engines.embedded.evaluation.scoring import Norms, Weights, rarity
from indexer.engines.embedded.evaluation.sets import Order, top
from indexer.engines.embedded.segments.lexicon import encode, pack_terms
from indexer.engines.embedded.segments.opened import OpenSegment

__all__ = ["best_by_words"]


def best_by_words(
    plan: All | Any_, segments: Sequence[OpenSegment], norms: Sequence[Norms], weights: Weights, limit: int
) -> list[tuple[int, Numbers, Floats]]:
    """For each segment: how many passages match a plan of words only, the best of them, their scores.

    Raises IndexDamaged.
    """
    asked = pack_terms([encode(word.text) for word in plan.words])
    slices = [segment.slices(asked) for segment in segments]
    holders = [(ends - starts).tolist() for starts, ends in slices]
    documents = sum(segment.documents for segment in segments)
    rarities = [rarity(sum(column), documents, weights) for column in zip(*holders, strict=True)]
    masks = np.array([word.bits for word in plan.words], np.int64)
    factors = np.array(rarities, np.float32)
    found = []
    for segment, norms_, (starts, ends) in zip(segments, norms, slices, strict=True):
        docs, counts = segment.postings(starts, ends)
        lists = Lists(docs, counts, starts, ends, masks, factors)
        try:
            found.append(_best(lists, norms_, segment.ranks, limit, isinstance(plan, All)))
        except ValueError as error:
            raise segment.file.damaged(str(error)) from error
    return found


@kernel
def _best(lists: Lists, norms: Norms, ranks: Numbers, limit: int, every: bool) -> tuple[int, Numbers, Floats]:
    docs, scores = all_words(lists, norms) if every else any_word(lists, norms)
    places = top(docs, Order(scores, scores, ranks), limit)
    return len(docs), docs[places], scores[places]
