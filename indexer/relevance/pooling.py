"""A pool to be judged: what any engine finds first for a question, in an order that tells nothing of engines.

Engines that work differently find most of what is relevant between them; whoever judges must not see which of
them found a passage, nor how high (TREC's way, as Voorhees and Harman describe it in "TREC: Experiment and
Evaluation in Information Retrieval", 2005).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from indexer.errors import ZongjieError
from indexer.model import Passage
from indexer.relevance.ranking import Ranking

__all__ = ["DEPTH", "Pool", "pool", "write_pool", "write_reading"]

DEPTH = 20
"""So many of each engine's hits are judged."""

Pool = Mapping[str, Sequence[str]]
"""The ids to be judged, by question."""


def pool(queries: Iterable[str], rankings: Sequence[Ranking], depth: int = DEPTH) -> dict[str, list[str]]:
    """The first ``depth`` hits of all rankings for each query, ordered by a hash of query and id."""
    found = {query: {name for ranking in rankings for name in ranking(query, depth)} for query in queries}
    return {query: sorted(names, key=lambda name: _key(query, name)) for query, names in found.items()}


def _key(query: str, name: str) -> tuple[str, str]:
    return hashlib.sha256(f"{query}\0{name}".encode("utf-8", "surrogatepass")).hexdigest(), name


def write_pool(path: Path, pooled: Pool) -> None:
    """Writes a line a pair: the columns ``query`` and ``id``, between tabs. A judge adds the grade.

    Raises ZongjieError where a query or id holds a tab or a line break.
    """
    rows = [("query", "id"), *((query, name) for query, names in pooled.items() for name in names)]
    for cell in (cell for row in rows for cell in row):
        if {"\t", "\n", "\r"} & set(cell):
            raise ZongjieError(f"{cell!r} cannot stand in a table: it holds a tab or a line break")
    path.write_text("".join(f"{query}\t{name}\n" for query, name in rows), "utf-8")


def write_reading(path: Path, pooled: Pool, passages: Mapping[str, Passage]) -> None:
    """Writes the same pairs in the same order as JSON lines, with what a judge must read of each passage."""
    with path.open("w", encoding="utf-8") as file:
        for query, names in pooled.items():
            for one in map(passages.__getitem__, names):
                record = {
                    "query": query,
                    "id": one.id,
                    "title": one.title,
                    "heading": one.heading,
                    "section": one.section,
                    "text": one.text,
                }
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
