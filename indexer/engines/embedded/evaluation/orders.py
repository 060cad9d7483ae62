"""The orders that matches can be shown in: what ranks each match of a segment, and matches of several."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from indexer.compiled import Floats
from indexer.engines.embedded.evaluation.evaluate import Matches
from indexer.engines.embedded.segments.lexicon import decode
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.model import TEXT_FIELDS, Sort

__all__ = ["KEYS", "Ranked", "by_rank"]

Ranked = tuple[float, float, str, int]
"""Key, score, id where it may matter, number."""


def by_rank(hit: Ranked) -> tuple[float, float, str]:
    """What to sort by: the highest key first, then the highest score, then the id."""
    key, score, name, _ = hit
    return -key, -score, name


def _relevance(segment: OpenSegment, matches: Matches) -> Floats:  # noqa: ARG001
    return matches.scores


def _newest(segment: OpenSegment, matches: Matches) -> Floats:
    column = segment.column("year")
    years = np.array([float(decode(value)) for value in column.values] + [0.0], np.float32)
    codes = np.append(column.doc_codes, np.int32(-1))  # an offset may be the end
    starts = column.doc_offsets[matches.docs]
    known = column.doc_offsets[matches.docs + 1] > starts
    return years[np.where(known, codes[starts], -1)]


def _longest(segment: OpenSegment, matches: Matches) -> Floats:
    text = len(TEXT_FIELDS) * matches.docs + TEXT_FIELDS.index("text")
    return (segment.slots[text + 1] - segment.slots[text]).astype(np.float32)


KEYS: Mapping[Sort, Callable[[OpenSegment, Matches], Floats]] = {
    "relevance": _relevance,
    "newest": _newest,
    "longest": _longest,
}
"""The keys of a segment's matches in each order; the highest comes first."""
