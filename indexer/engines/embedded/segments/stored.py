"""Stored passages of an open segment: as they were given, compressed some together."""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence

import numpy as np
import zstandard

from indexer.compiled import Numbers
from indexer.engines.embedded.segments.batch import STORED_TOGETHER
from indexer.engines.embedded.segments.container import Container
from indexer.model import Passage
from indexer.records import from_line

__all__ = ["StoredPassages"]

_LARGEST_BLOCK = 1 << 28
"""A block that claims to hold more bytes is none of ours: a file of a stranger must not exhaust memory."""


class StoredPassages:
    """Reads stored passages. Safe to share between threads; any method may raise IndexDamaged."""

    def __init__(self, file: Container, documents: int) -> None:
        self._file, self._documents = file, documents
        self._data = file.section("stored.data", "|u1")
        self._offsets = file.offsets("stored.offsets", len(self._data))
        self.first: Numbers = file.array("stored.first", "<i4")
        """The first document of each block."""
        if len(self.first) != len(self._offsets) - 1 or (len(self.first) and self.first[0] != 0):
            raise file.damaged("its stored passages are out of order")

    @property
    def full_blocks(self) -> bool:
        """Whether the blocks are as few as they should be, give or take a quarter."""
        return 4 * len(self.first) * STORED_TOGETHER <= 5 * self._documents

    def block(self, number: int) -> bytes:
        """One compressed block."""
        start, end = int(self._offsets[number]), int(self._offsets[number + 1])
        self._data.touch(start, end)
        return self._data.array[start:end].tobytes()

    def read(self, documents: Sequence[int]) -> list[Passage]:
        """The passages of some document numbers, in their order; each block of them is unpacked once."""
        blocks = (np.searchsorted(self.first, documents, side="right") - 1).tolist()
        lines: dict[int, list[bytes]] = {}
        found = []
        for document, block in zip(documents, blocks, strict=True):
            try:
                if block not in lines:
                    lines[block] = _lines_of(self.block(block))
                found.append(from_line(lines[block][document - int(self.first[block])]))
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise self._file.damaged(f"its stored passage {document} cannot be read") from error
        return found


def _lines_of(block: bytes) -> list[bytes]:
    """The lines of a compressed block, one a passage. Raises ValueError."""
    try:
        if zstandard.frame_content_size(block) > _LARGEST_BLOCK:
            raise ValueError("a block of stored passages is too large")
        return _decompressor(threading.get_ident()).decompress(block).split(b"\n")
    except zstandard.ZstdError as error:
        raise ValueError("a block of stored passages is altered") from error


@functools.lru_cache(64)
def _decompressor(thread: int) -> zstandard.ZstdDecompressor:  # noqa: ARG001
    """One a thread: making one takes as long as using it, and two threads must not share one."""
    return zstandard.ZstdDecompressor()
