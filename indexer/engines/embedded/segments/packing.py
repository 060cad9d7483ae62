"""How often a term occurs in each field of a passage, packed into one 16-bit number.

    bits   0-7   text (counts up to 255, more counts as 255)
    bits  8-10   title (up to 7)
    bits 11-13   heading (up to 7)
    bits 14-15   collection (up to 3)

So one list of postings serves all fields: a field is a bit mask, and a passage whose number is below 256
has the term in its text only, which is nearly always so.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from indexer.compiled import kernel
from indexer.model import TEXT_FIELDS

__all__ = [
    "ALL_BITS",
    "FIELDS",
    "FIELD_BITS",
    "SHIFTS",
    "TEXT",
    "TEXT_BITS",
    "TOPS",
    "add_one",
    "bits_of",
    "field_count",
]

FIELDS = len(TEXT_FIELDS)
SHIFTS = np.array([8, 11, 0, 14])  # in the order of TEXT_FIELDS
TOPS = np.array([7, 7, 255, 3])
ALL_BITS = 0xFFFF
TEXT = TEXT_FIELDS.index("text")
TEXT_BITS = 0xFF

FIELD_BITS = {name: int(TOPS[number] << SHIFTS[number]) for number, name in enumerate(TEXT_FIELDS)}
"""The mask of each text field."""


def bits_of(fields: Iterable[str]) -> int:
    """The mask of some of TEXT_FIELDS."""
    bits = 0
    for field in fields:
        bits |= FIELD_BITS[field]
    return bits


@kernel
def add_one(packed: int, field: int) -> int:
    """``packed`` with one more occurrence in the field of that number."""
    if (packed >> SHIFTS[field]) & TOPS[field] == TOPS[field]:
        return packed
    return packed + (1 << SHIFTS[field])


@kernel
def field_count(packed: int, field: int) -> int:
    """The occurrences in the field of that number."""
    return (packed >> SHIFTS[field]) & TOPS[field]
