"""B: literal runs of 2 to 10 characters of the texts, of which every match must be found and nothing else."""

from __future__ import annotations

from scripts.benches.bench import Bench
from scripts.benches.finding import Finding, Goal
from scripts.benches.sqlite_trigrams import SHORTEST
from scripts.benches.tables import ratio_goals, times_table

__all__ = ["run"]

_GOALS = {1: (0.6, 0.8)}
"""For so many copies: our p50 and p95 as a share of those of tantivy's AND, at most."""


def run(bench: Bench) -> Finding:
    """Asks this engine for runs and tantivy for all words of queries, in turn; of one copy, others too."""
    bench.build("ours")
    bench.once("tantivy_words:build_of_same_words")
    counts = bench.run("ours_bare:check").value
    ours, tantivy = bench.ask(("ours_bare", "literal", "literals", 0), ("tantivy_words", "all", "queries", 0))
    engines = {"ours": ours, "tantivy, AND of words": tantivy}
    if bench.place.copies == 1:
        bench.build("sqlite_trigrams")
        (found,) = bench.ask(("sqlite_trigrams", "literal", "literals", SHORTEST))
        engines[f"SQLite trigrams ({len(found.totals)} runs of {SHORTEST} or more)"] = found
        (engines["grep in memory"],) = bench.ask(("grep", "literal", "literals", 0), passes=1)
    recall, precision = counts["right"] / counts["expected"], counts["right"] / max(counts["found"], 1)
    note = (
        f"Against grep: {counts['expected']:,} matches in all, {counts['found']:,} found, "
        f"{counts['right']:,} rightly."
    )
    goals = [
        Goal("B recall", 100 * recall, 100, at_least=True, unit="%"),
        Goal("B precision", 100 * precision, 100, at_least=True, unit="%"),
        *ratio_goals("B", "tantivy's AND", ours, tantivy, _GOALS.get(bench.place.copies)),
    ]
    table = times_table("B literal runs", engines, [note])
    curves = {f"B, {name}": asked.times for name, asked in engines.items()}
    return Finding("literals", bench.place.copies, [table], goals, curves)
