"""A field's length in words as one byte, by Whoosh's own table."""

from __future__ import annotations

import numpy as np
from whoosh.util.numeric import _length_byte_cache

from indexer.compiled import Bytes, Numbers
from indexer.engines.embedded.segments.container import Container
from indexer.engines.embedded.segments.packing import FIELDS

__all__ = ["LENGTH_OF_CODE", "length_codes", "read_totals"]

LENGTH_OF_CODE = np.array(_length_byte_cache, np.int32)
"""A field's length is kept as one byte, by Whoosh's own table: exact up to 108 words, then within 3 %."""


def length_codes(lengths: Numbers) -> Bytes:
    """The byte of each length: the smallest table entry that is not below it, as Whoosh does it."""
    return np.minimum(np.searchsorted(LENGTH_OF_CODE, lengths, side="left"), 255).astype(np.uint8)


def read_totals(file: Container) -> tuple[int, ...]:
    """The summed lengths of each field, as the file says. Raises IndexDamaged."""
    totals = file.meta.get("lengths")
    if not isinstance(totals, list) or len(totals) != FIELDS or not all(isinstance(n, int) for n in totals):
        raise file.damaged("it does not say how long its fields are")
    return tuple(totals)
