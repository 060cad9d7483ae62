"""How fast each engine indexes, in what memory, and what lies on disk then."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.benches.bench import Bench
from scripts.benches.finding import Finding, Goal, Table
from scripts.benches.ours import JOBS
from scripts.benches.tables import bytes_text

__all__ = ["run"]

_ENGINES = {
    ("ours", "build"): f"ours, {JOBS} jobs, everything included",
    ("tantivy_words", "build_on_one_core"): "tantivy + rjieba, words only, 1 core",
    ("tantivy_words", "build"): "the same, 1 thread that cuts, 1 that writes",
    ("bm25s_scores", "build"): "bm25s + rjieba, scores only",
    ("sqlite_trigrams", "build"): "SQLite trigrams, text included",
    ("whoosh_stock", "build"): "stock Whoosh + jieba, every tenth passage",
}
_OURS, _TANTIVY, *_, _WHOOSH = _ENGINES
_HOW = (
    "Every engine in a process of its own, from JSON lines to an index on disk, imports aside. Memory is the "
    "resident memory of all its processes together, in which pages that they share count several times."
)
_BYTES_A_CHARACTER = 9
_SMALL = 0.005
"""Of all bytes: parts below that are not listed one by one."""

_PEAK = {20: 4e9}
"""For so many copies: bytes of memory while indexing, less than that."""


def run(bench: Bench) -> Finding:
    """Builds every engine's index; of several copies, this engine's only."""
    engines = list(_ENGINES) if bench.place.copies == 1 else [_OURS]
    built = {engine: bench.build(*engine) for engine in engines}
    rates = {engine: index.passages / index.seconds for engine, (index, _) in built.items()}
    rows = [
        [
            _ENGINES[engine],
            f"{rates[engine]:,.0f}",
            f"{index.seconds:.1f}",
            bytes_text(peak),
            bytes_text(sum(index.parts.values())),
        ]
        for engine, (index, peak) in built.items()
    ]
    header = ["engine", "passages/s", "seconds", "peak memory", "on disk"]
    own, peak = built[_OURS]
    size = sum(own.parts.values()) / bench.characters
    goals = [Goal("disk, text included", size, _BYTES_A_CHARACTER, unit="bytes a character")]
    if bench.place.copies in _PEAK:
        goals.append(Goal("memory while indexing", peak / 1e9, _PEAK[bench.place.copies] / 1e9, unit="GB"))
    if len(engines) > 1:
        goals += [
            Goal("index rate, of stock Whoosh's", rates[_OURS] / rates[_WHOOSH], 15, at_least=True),
            Goal("index rate, of tantivy's on 1 core", rates[_OURS] / rates[_TANTIVY], 1, at_least=True),
        ]
    return Finding(
        "index",
        bench.place.copies,
        [Table("Indexing", header, rows, [_HOW]), _parts(own.parts, bench.characters)],
        goals,
        numbers={"rates": {_ENGINES[engine]: rate for engine, rate in rates.items()}, "parts": own.parts},
    )


def _parts(parts: Mapping[str, int], characters: int) -> Table:
    """The largest parts one by one, the small ones together."""
    total = sum(parts.values())
    large = {name: size for name, size in parts.items() if size >= _SMALL * total}
    rest = len(parts) - len(large)
    shown = [*sorted(large.items(), key=lambda part: -part[1])]
    shown += [(f"{rest} smaller ones", total - sum(large.values())), ("all", total)]
    rows = [[name, bytes_text(size), f"{size / characters:.2f}"] for name, size in shown]
    return Table("Our bytes on disk", ["part", "size", "bytes a character"], rows)
