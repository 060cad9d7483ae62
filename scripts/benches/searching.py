"""C: the whole of Index.search: every leaf literally or by its words, facets, ten hits with snippets."""

from __future__ import annotations

from scripts.benches.bench import Bench
from scripts.benches.finding import Finding, Goal
from scripts.benches.measure import percentiles
from scripts.benches.tables import times_table

__all__ = ["run"]

_GOALS = {1: 5, 20: 25}
"""For so many copies: milliseconds of p95, at most."""


def run(bench: Bench) -> Finding:
    """Asks this engine the queries as the page does."""
    bench.build("ours")
    (found,) = bench.ask(("ours", "search", "queries", 0))
    limit = _GOALS.get(bench.place.copies)
    goals = [Goal("C p95", percentiles(found.times).p95, limit, unit="ms")] if limit else []
    table = times_table("C whole search", {"ours": found}, [])
    return Finding("search", bench.place.copies, [table], goals, {"C, ours": found.times})
