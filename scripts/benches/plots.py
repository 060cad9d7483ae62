"""Findings to pictures: the latencies of all queries, indexing rates, and what the bytes on disk are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.figure import Figure

from scripts.benches.finding import Finding

__all__ = ["draw"]

_BARS = 10
"""The largest so many bars of a picture are drawn."""


def draw(findings: Sequence[tuple[int, Finding]], folder: Path) -> list[str]:
    """Writes what there is to draw; returns the names of the files."""
    drawn = []
    for passages, finding in findings:
        name = f"{finding.section}-{passages}.svg"
        if finding.curves:
            _curves(finding.curves, f"{passages:,} passages").savefig(folder / name)
            drawn.append(name)
        for what, bars in finding.numbers.items():
            if len(bars) < 2:
                continue
            name = f"{finding.section}-{what}-{passages}.svg"
            _bars(bars, what, f"{passages:,} passages").savefig(folder / name)
            drawn.append(name)
    return drawn


def _curves(curves: Mapping[str, Sequence[float]], title: str) -> Figure:
    """For each engine its times in order: the height at 95 is the p95."""
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.subplots()
    for name, times in curves.items():
        shares = [100 * (place + 1) / len(times) for place in range(len(times))]
        axes.plot(shares, sorted(times), label=name)
    axes.set(yscale="log", xlabel="% of queries answered within", ylabel="ms", title=title)
    axes.grid(visible=True, which="both", alpha=0.3)
    axes.legend(fontsize=8)
    return figure


def _bars(bars: Mapping[str, float], what: str, title: str) -> Figure:
    figure = Figure(figsize=(8, 1 + 0.3 * min(len(bars), _BARS)), layout="constrained")
    axes = figure.subplots()
    ordered = sorted(bars.items(), key=lambda bar: bar[1])[-_BARS:]
    axes.barh([name for name, _ in ordered], [value for _, value in ordered])
    axes.set(xlabel="passages a second" if what == "rates" else "bytes", title=title)
    return figure
