"""How fast plain text is read and outlined on one core, and whether ten times as much takes ten times."""

from __future__ import annotations

from scripts.benches.bench import Bench
from scripts.benches.finding import Finding, Goal, Table
from scripts.benches.tables import bytes_text

__all__ = ["run"]

_SIZES = (2, 20)
"""Millions of bytes."""


def run(bench: Bench) -> Finding:
    """Reads two generated texts, of 2 and 20 MB."""
    rows, seconds = [], []
    rate = 0.0
    for size in _SIZES:
        done = bench.run("plain_text:measure", size)
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
