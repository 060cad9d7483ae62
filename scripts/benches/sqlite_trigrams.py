"""SQLite's full-text index FTS5 with its trigram tokenizer: any run of three or more characters."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping

from scripts.benches.place import Place
from scripts.benches.rival import Ask, Built, size_of

__all__ = ["SHORTEST", "build", "open"]

SHORTEST = 3
"""Characters that a run must have to be found at all."""


def build(place: Place) -> Built:
    """Adding the normalised texts, in one transaction; the index stores them too."""
    started = time.perf_counter()
    with sqlite3.connect(place.path("sqlite.db")) as base:
        base.execute("CREATE VIRTUAL TABLE passages USING fts5(body, tokenize='trigram case_sensitive 1')")
        added = base.executemany("INSERT INTO passages(body) VALUES (?)", ((text,) for text in place.texts()))
    seconds = time.perf_counter() - started
    return Built(added.rowcount, seconds, {"all": size_of(place.path("sqlite.db"))})


def open(place: Place) -> Mapping[str, Ask]:  # noqa: A001  what the engine does
    """The exact total and the best ten, as two statements: FTS5 has no single one for both."""
    base = sqlite3.connect(place.path("sqlite.db"))
    count = "SELECT count(*) FROM passages WHERE passages MATCH ?"
    best = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 10"

    def literal(run: str) -> int:
        quoted = '"' + run.replace('"', '""') + '"'
        base.execute(best, (quoted,)).fetchall()
        total: int = base.execute(count, (quoted,)).fetchone()[0]
        return total

    return {"literal": literal}
