"""How long an index takes to open in a fresh process, imports aside, and the memory that it holds then."""

from __future__ import annotations

import time

import psutil

from scripts.benches.bench import Bench
from scripts.benches.finding import Finding, Goal, Table
from scripts.benches.place import Place
from scripts.benches.rival import rival
from scripts.benches.tables import bytes_text

__all__ = ["measure", "run"]

_GOALS = {20: (1, 300e6)}
"""For so many copies: seconds to open, and bytes resident then, at most."""


def run(bench: Bench) -> Finding:
    """Opens this engine's index as ``open_index`` does, and tantivy's."""
    bench.build("ours")
    bench.once("tantivy_words:build_of_same_words")
    rows, goals = [], []
    for name, engine, kind in (("ours", "ours", "search"), ("tantivy", "tantivy_words", "all")):
        found = bench.run("opening:measure", engine, kind).value
        times = [f"{1000 * found[what]:.1f}" for what in ("open", "first")]
        sizes = [bytes_text(found[what]) for what in ("imported", "opened", "asked")]
        rows.append([name, *times, *sizes])
        if engine == "ours" and bench.place.copies in _GOALS:
            seconds, size = _GOALS[bench.place.copies]
            goals = [
                Goal("open, imports aside", found["open"], seconds, unit="s"),
                Goal("resident after opening", found["opened"] / 1e6, size / 1e6, unit="MB"),
            ]
    header = ["engine", "open, ms", "first query, ms", "resident: imported", "opened", "after a query"]
    return Finding("open", bench.place.copies, [Table("Opening", header, rows)], goals)


def measure(place: Place, engine: str, kind: str) -> dict[str, float]:
    """Seconds to open and to ask for the first time, bytes resident before, between and after."""
    module, process = rival(engine), psutil.Process()
    imported = process.memory_info().rss
    started = time.perf_counter()
    asks = module.open(place)
    opened = time.perf_counter()
    resident = process.memory_info().rss
    asked = time.perf_counter()
    asks[kind](place.asked("queries")[0])
    first = time.perf_counter() - asked
    return {
        "open": opened - started,
        "first": first,
        "imported": imported,
        "opened": resident,
        "asked": process.memory_info().rss,
    }
