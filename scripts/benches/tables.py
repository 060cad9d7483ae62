"""What several sections write down in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts.benches.finding import Goal, Table
from scripts.benches.measure import Asked, percentiles

__all__ = ["bytes_text", "ratio_goals", "times_table"]


def times_table(title: str, engines: Mapping[str, Asked], notes: Sequence[str]) -> Table:
    """Percentiles of each engine's times, the same as multiples of the first one's, and of the first pass."""
    own = percentiles(next(iter(engines.values())).times)
    rows = []
    for name, asked in engines.items():
        found = percentiles(asked.times)
        shares = " / ".join(f"{theirs / ours:.2f}" for theirs, ours in zip(found, own, strict=True))
        first = " / ".join(f"{time:.3f}" for time in percentiles(asked.passes[0])[:2])
        rows.append([name, *(f"{time:.3f}" for time in found), shares, first])
    header = ["engine", "p50", "p95", "p99", "times ours", "first pass, p50 / p95"]
    return Table(f"{title}, ms", header, rows, notes)


def ratio_goals(
    name: str, other: str, ours: Asked, theirs: Asked, limits: tuple[float, float] | None
) -> list[Goal]:
    """Our p50 and p95 as shares of another engine's; none where there is no limit for this size."""
    shares = [
        one / two for one, two in zip(percentiles(ours.times)[:2], percentiles(theirs.times)[:2], strict=True)
    ]
    return [
        Goal(f"{name} {point}, of {other}", share, limit)
        for point, share, limit in zip(("p50", "p95"), shares, limits or (), strict=False)
    ]


def bytes_text(number: float) -> str:
    """Bytes in megabytes, as people read them."""
    return f"{number / 1e6:,.1f} MB"
