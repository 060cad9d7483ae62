"""What several sections write down in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts.benches.finding import Goal, Table
from scripts.benches.measure import percentiles

__all__ = ["bytes_text", "ratio_goals", "times_table"]


def times_table(title: str, times: Mapping[str, Sequence[float]], notes: Sequence[str]) -> Table:
    """Percentiles of each engine's times, and as multiples of the first one's."""
    own = percentiles(next(iter(times.values())))
    rows = []
    for name, asked in times.items():
        found = percentiles(asked)
        shares = [f"{theirs / ours:.2f}" for theirs, ours in zip(found, own, strict=True)]
        rows.append([name, *(f"{time:.3f}" for time in found), " / ".join(shares)])
    return Table(f"{title}, ms", ["engine", "p50", "p95", "p99", "times ours"], rows, notes)


def ratio_goals(
    name: str, other: str, ours: Sequence[float], theirs: Sequence[float], limits: tuple[float, float] | None
) -> list[Goal]:
    """Our p50 and p95 as shares of another engine's; none where there is no limit for this size."""
    shares = [one / two for one, two in zip(percentiles(ours)[:2], percentiles(theirs)[:2], strict=True)]
    return [
        Goal(f"{name} {point}, of {other}", share, limit)
        for point, share, limit in zip(("p50", "p95"), shares, limits or (), strict=False)
    ]


def bytes_text(number: float) -> str:
    """Bytes in megabytes, as people read them."""
    return f"{number / 1e6:,.1f} MB"
