"""How fast plain text is read and outlined on one core, and whether ten times as much takes ten times."""

from __future__ import annotations

import time
from statistics import median

from indexer.documents import Limits, SourceFile, read_source
from indexer.model import Collection
from scripts.benches.bench import Bench
from scripts.benches.finding import Finding, Goal, Table
from scripts.benches.generate import generated_text
from scripts.benches.place import Place
from scripts.benches.tables import bytes_text

__all__ = ["measure", "run"]

_SIZES = (2, 20)
"""Millions of bytes."""

_ROUNDS = 5


def run(bench: Bench) -> Finding:
    """Reads two generated texts, of 2 and 20 MB."""
    rows, seconds = [], []
    rate = 0.0
    for size in _SIZES:
        done = bench.run("reading:measure", size)
        rate = done.value["characters"] / done.value["seconds"]
        seconds.append(done.value["seconds"])
        cells = [f"{rate / 1e6:.2f}", f"{seconds[-1]:.3f}", bytes_text(done.peak_bytes)]
        rows.append([f"{size} MB", *cells, f"{done.value['sections']:,}"])
    header = ["plain text", "million characters/s", "seconds", "peak memory", "sections"]
    goals = [
        Goal("reading and outlining", rate / 1e6, 3, at_least=True, unit="million characters/s"),
        Goal("20 MB, of 2 MB", seconds[1] / seconds[0], 12),
    ]
    return Finding("reading", bench.place.copies, [Table("Reading", header, rows)], goals)


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
