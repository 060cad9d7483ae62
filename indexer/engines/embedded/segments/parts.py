"""Which passages belong to one part: a bit for each passage that does not go on with the one before it.

``part.starts`` packs the bits as ``numpy.packbits`` does. The passages of a part stand together, since they
come from one text.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.compiled import Array, Bytes, Numbers
from indexer.engines.embedded.segments.container import Container
from indexer.model import Passage

__all__ = ["join_starts", "kept_starts", "part_numbers", "part_starts", "read_starts"]


def part_starts(passages: Sequence[Passage]) -> Bytes:
    """1 for each passage that begins another part than the one before it, else 0."""
    places = [(one.source, one.collection, one.part, one.title) for one in passages]
    return np.array(
        [place != before for place, before in zip(places, [None, *places], strict=False)], np.uint8
    )


def join_starts(starts: Sequence[Bytes]) -> Array:
    """The array of a segment, of the bits of some runs of passages."""
    return np.packbits(np.concatenate([np.empty(0, np.uint8), *starts]))


def read_starts(file: Container, documents: int) -> Bytes:
    """The bits of all documents. Raises IndexDamaged."""
    packed: Bytes = file.array("part.starts", "|u1")
    if len(packed) != (documents + 7) // 8:
        raise file.damaged("its parts do not fit its passages")
    return np.unpackbits(packed, count=documents)


def kept_starts(starts: Bytes, kept: Array) -> Bytes:
    """The bits of those documents that are kept."""
    return np.diff(part_numbers(starts)[kept], prepend=-1).astype(bool).astype(np.uint8)


def part_numbers(starts: Bytes) -> Numbers:
    """The number of each document's part among all of the segment, from 0."""
    numbers = np.cumsum(starts, dtype=np.int32)
    return numbers - numbers[:1]
