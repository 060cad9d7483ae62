"""Reads and outlines a generated plain text, as a build does with a file."""

from __future__ import annotations

import time
from statistics import median

from indexer.documents import Limits, SourceFile, read_source
from indexer.model import Collection
from scripts.benches.generate import generated_text
from scripts.benches.place import Place

__all__ = ["measure"]

_ROUNDS = 5


def measure(place: Place, size: int) -> dict[str, float]:
    """The median seconds of some rounds of reading a text of ``size`` million bytes, from the file on."""
    text = generated_text(size * 1_000_000)
    path = place.path(f"text-{size}.txt")
    path.write_text(text, "utf-8")
    times, sections = [], 0
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        items = list(read_source(SourceFile(path, path.name), Limits()).items)
        times.append(time.perf_counter() - started)
        (one,) = items
        sections = sum(len(part.sections) for part in one.parts) if isinstance(one, Collection) else 0
    return {"characters": len(text), "seconds": median(times), "sections": sections}
