"""Which words rank best: with or without guessed ones, title and text as one list of postings or as two."""

from __future__ import annotations

from scripts.benches.bench import Bench
from scripts.benches.finding import Finding, Table

__all__ = ["run"]

_HOW = (
    "Any word of a question; BM25 with k1 1.2 and b 0.75; 848 passages with a title, 3,219 questions "
    "(CMRC 2018). Guessed: words that jieba's HMM makes up beside those of its dictionary. One list: title "
    "and text are one text. Two: the scores of title and text are added up."
)


def run(bench: Bench) -> Finding:
    """Ranks the judged questions' passages in six ways; says so where there are none."""
    scores: dict[str, list[float]] = bench.run("word_units:measure").value
    rows = [[name, *(f"{score:.4f}" for score in found)] for name, found in scores.items()]
    notes = [_HOW] if rows else ["Not measured: the judged questions were not found."]
    table = Table("Words", ["words", "one list, MRR@10", "two lists, MRR@10"], rows, notes)
    return Finding("units", bench.place.copies, [table])
