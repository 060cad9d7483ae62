"""The sketches of a segment's texts (see ``analysis.sketches``), passage after passage."""

from __future__ import annotations

from indexer.analysis.sketches import WORDS
from indexer.compiled import Bits
from indexer.engines.embedded.segments.container import Container

__all__ = ["read_sketches"]


def read_sketches(file: Container, documents: int) -> Bits:
    """The sketches of a segment's passages, WORDS numbers each. Raises IndexDamaged."""
    sketches: Bits = file.array("sketch.bits", "<u8")
    if len(sketches) != WORDS * documents:
        raise file.damaged("its sketches do not fit its passages")
    return sketches
