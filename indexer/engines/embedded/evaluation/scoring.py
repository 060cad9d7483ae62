"""BM25F: what a passage is worth, from how often and in which fields a term occurs.

A term's occurrences in each field are divided by the field's relative length, weighted and added up; the
sum is then damped as in BM25. All numbers that ranking can be tuned by are in ``Weights``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from indexer.compiled import Bytes, Floats, kernel, short_kernel
from indexer.engines.embedded.segments.lengths import LENGTH_OF_CODE
from indexer.engines.embedded.segments.packing import FIELDS, TEXT, TEXT_BITS, field_count

__all__ = ["Norms", "Weights", "inverse_lengths", "rarity", "share_beside_text", "worth"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What ranking is tuned by; the tuples are in the order of TEXT_FIELDS."""

    fields: tuple[float, ...] = (2.0, 2.0, 1.0, 0.5)
    length: tuple[float, ...] = (0.5, 0.5, 0.75, 0.5)
    """How much a field's length counts: 0 not at all, 1 fully."""
    damping: float = 1.2
    """BM25's k1: the smaller, the sooner further occurrences stop to count."""

    # What ``rescoring`` adds to the best matches; tuned on one half of two sets of judged questions.
    pairs: float = 0.4
    """Pairs of characters shared with the query, scored as words are."""
    pairs_beside_text: float = 0.5
    """The same in title, heading and collection alone."""
    run: float = 1.0
    """Each pair of the longest run of characters shared with the query."""
    longest_run: int = 16
    """Pairs of a run that count."""
    role: float = 1.0
    """A section role that the query hints at."""
    domain: float = 4.0
    """A domain that the query hints at."""
    part: float = 0.15
    """The mean score of the best other passages of the same part."""
    most_of_part: float = 8.0
    """The most that these can add."""


class Norms(NamedTuple):
    """What kernels need for scores: length codes field by field, and each code's weight for each field."""

    codes: Bytes
    inverse: Floats
    documents: int
    damping: np.float32


def inverse_lengths(weights: Weights, totals: Sequence[int], documents: int) -> Floats:
    """256 factors a field: weight over relative length, by length code.

    ``totals`` are the summed lengths of each field over all ``documents``.
    """
    table = np.empty((FIELDS, 256), np.float32)
    for field, total in enumerate(totals):
        slope, average = weights.length[field], max(total, 1) / max(documents, 1)
        table[field] = weights.fields[field] / (1 - slope + slope * LENGTH_OF_CODE[:256] / average)
    return table.ravel()


@short_kernel
def rarity(holders: int, documents: int, damping: float) -> float:
    """A term's weight (BM25's idf, times its k1 + 1): the most that a term can add to a score."""
    return math.log(1 + (documents - holders + 0.5) / (holders + 0.5)) * (damping + 1)


@kernel
def share_beside_text(packed: int, document: int, norms: Norms) -> float:
    """A term's weighted, normalised frequency in all fields but the text; ``document`` must be in range."""
    x = np.float32(0)
    for field in range(FIELDS):
        count = field_count(packed, field)
        if field != TEXT and count > 0:
            code = norms.codes[field * norms.documents + document]
            x += np.float32(count) * norms.inverse[256 * field + code]
    return x  # type: ignore[return-value]  # a float to numba


@kernel
def worth(packed: int, document: int, norms: Norms) -> float:
    """A term's part of a score, between 0 and 1; ``document`` must be in range."""
    code = norms.codes[TEXT * norms.documents + document]
    x = np.float32(packed & TEXT_BITS) * norms.inverse[256 * TEXT + code]
    if packed > TEXT_BITS:
        x += share_beside_text(packed, document, norms)
    return x / (x + norms.damping)
