"""A: bare words, all or any of them: cutting, evaluating, best ten and exact total, no stored text."""

from __future__ import annotations

from scripts.benches.bench import Bench
from scripts.benches.finding import Finding
from scripts.benches.measure import Asked
from scripts.benches.tables import ratio_goals, times_table

__all__ = ["run"]

_GOALS = {1: {"all": (0.6, 0.6), "any": (1.2, 0.9)}, 20: {"all": (0.5, 0.5), "any": (0.6, 0.6)}}
"""For so many copies and each kind of question: our p50 and p95 as a share of tantivy's, at most."""

_NAMES = {"all": "A AND", "any": "A OR"}

_HOW = (
    "Ours: a leaf of all words (each in title, heading, text or collection), or a leaf a word joined by Or. "
    "tantivy: the same words as term queries in one field that holds title, heading and text; {} segment(s)."
)


def run(bench: Bench) -> Finding:
    """Asks this engine and tantivy in turn; bm25s and stock Whoosh afterwards, at the original size only."""
    bench.build("ours")
    segments = bench.once("tantivy_words:build_of_same_words").value
    tables, goals = [], []
    curves: dict[str, list[float]] = {}
    for kind, name in _NAMES.items():
        ours, tantivy = bench.ask(("ours_bare", kind, "queries", 0), ("tantivy_words", kind, "queries", 0))
        engines = {"ours": ours, "tantivy": tantivy}
        if bench.place.copies == 1:
            engines |= _others(bench, kind)
        limits = _GOALS.get(bench.place.copies, {}).get(kind)
        goals += ratio_goals(name, "tantivy", ours, tantivy, limits)
        tables.append(times_table(name, engines, [_compared(ours, tantivy), _HOW.format(segments)]))
        curves |= {f"{name}, {engine}": asked.times for engine, asked in engines.items()}
    return Finding("words", bench.place.copies, tables, goals, curves)


def _others(bench: Bench, kind: str) -> dict[str, Asked]:
    engines = {}
    if kind == "any":
        bench.build("bm25s_scores")
        (engines["bm25s (no totals)"],) = bench.ask(("bm25s_scores", kind, "queries", 0))
    passages = bench.build("whoosh_stock")[0].passages
    (engines[f"stock Whoosh ({passages:,} passages)"],) = bench.ask(("whoosh_stock", kind, "queries", 0))
    return engines


def _compared(ours: Asked, tantivy: Asked) -> str:
    """Whether both counted the same, query by query."""
    pairs = list(zip(ours.totals, tantivy.totals, strict=True))
    equal = sum(one == other for one, other in pairs)
    text = f"Totals: {equal} of {len(pairs)} queries equal; in sum {sum(ours.totals):,}"
    if equal == len(pairs):
        return f"{text} on both sides."
    worst = max(abs(one - other) for one, other in pairs)
    return (
        f"{text} and {sum(tantivy.totals):,}, by {worst:,} at most. Where they differ, rjieba cut the query "
        "otherwise than it cuts runs of Han characters alone."
    )
