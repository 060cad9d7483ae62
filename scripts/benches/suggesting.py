"""Suggestions for somebody who is typing: characters, pinyin, initials and mixtures, cut off anywhere."""

from __future__ import annotations

from scripts.benches.bench import Bench
from scripts.benches.finding import Finding, Goal
from scripts.benches.measure import percentiles
from scripts.benches.tables import times_table

__all__ = ["run"]

_GOAL = 5
"""Milliseconds of p95, at most, at any size."""


def run(bench: Bench) -> Finding:
    """Asks this engine for what begins with each typed text."""
    bench.build("ours")
    (found,) = bench.ask(("ours", "suggest", "typed", 0))
    given = sum(total > 0 for total in found.totals)
    note = f"Something was offered for {given} of {len(found.totals)} typed texts."
    goals = [Goal("D p95", percentiles(found.times).p95, _GOAL, unit="ms")]
    table = times_table("D suggestions", {"ours": found}, [note])
    return Finding("suggest", bench.place.copies, [table], goals, {"D, ours": found.times})
