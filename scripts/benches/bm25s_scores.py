"""bm25s with its numba backend: a score for every passage, any word, no totals and no AND."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

import bm25s
import rjieba

from scripts.benches.place import Place
from scripts.benches.rival import Ask, Built, size_of

__all__ = ["build", "open"]


def build(place: Place) -> Built:
    """Cutting by rjieba, scoring, saving."""
    started = time.perf_counter()
    corpus = [list(_cut("\n".join((one["title"], one["heading"], one["text"])))) for one in place.passages()]
    scores = bm25s.BM25(backend="numba")
    scores.index(corpus, show_progress=False)
    scores.save(str(place.path("bm25s")), show_progress=False)
    seconds = time.perf_counter() - started
    return Built(len(corpus), seconds, {"scores": size_of(place.path("bm25s"))})


def open(place: Place) -> Mapping[str, Ask]:  # noqa: A001  what the engine does
    """Cutting the query and scoring it on one thread; the best ten."""
    scores = bm25s.BM25.load(str(place.path("bm25s")), mmap=True, show_progress=False)
    scores.backend = "numba"
    scores.activate_numba_scorer()

    def any_word(typed: str) -> int:
        scores.retrieve([list(_cut(typed))], k=10, n_threads=1, show_progress=False)
        return -1

    return {"any": any_word}


def _cut(text: str) -> Iterator[str]:
    return filter(str.strip, rjieba.cut_for_search(text, hmm=False))
