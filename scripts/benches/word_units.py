"""Ranks judged passages by a plain BM25 over several kinds of words, to compare these and nothing else."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rjieba

from indexer.analysis import normalise
from indexer.relevance.bm25 import Bm25, Cut, best, pairs
from indexer.relevance.measures import DEPTH, reciprocal_rank
from scripts.benches.data import shared_folder
from scripts.benches.place import Place

__all__ = ["measure"]

_RUNS = re.compile(r"([\u4e00-\u9fd5]+)|([^\W_\u3400-\u9fff]+)")


def measure(place: Place) -> dict[str, list[float]]:  # noqa: ARG001  every task gets one
    """For each kind of words the mean reciprocal rank with one list of postings, and with two."""
    folder = shared_folder() / "bench"
    if not (folder / "cmrc-passages.jsonl.xz").is_file():
        return {}
    passages, questions = (_lines(folder / f"cmrc-{name}.jsonl.xz") for name in ("passages", "questions"))
    kinds: dict[str, Cut] = {
        "jieba with guessed words": lambda text: _words(text, guess=True),
        "jieba's dictionary alone": lambda text: _words(text, guess=False),
        "pairs of characters": pairs,
    }
    found = {}
    for name, cut in kinds.items():
        fields = [[cut(one[field]) for one in passages] for field in ("title", "text")]
        together = [title + text for title, text in zip(*fields, strict=True)]
        asked = [(cut(one["query"]), one["relevant"]) for one in questions]
        ids = [one["id"] for one in passages]
        lists = ([Bm25(together)], [Bm25(field) for field in fields])
        found[name] = [_mean_reciprocal_rank(ids, asked, one) for one in lists]
    return found


def _lines(path: Path) -> list[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _words(text: str, *, guess: bool) -> list[str]:
    found: list[str] = []
    for run in _RUNS.finditer(normalise(text)):
        found += rjieba.cut_for_search(run[1], hmm=guess) if run[1] else [run[2]]
    return found


def _mean_reciprocal_rank(
    ids: Sequence[str], asked: Iterable[tuple[list[str], str]], lists: Sequence[Bm25]
) -> float:
    ranks = []
    for words, relevant in asked:
        scores = np.sum([postings.scores(words) for postings in lists], axis=0)
        ranks.append(reciprocal_rank([ids[number] for number in best(scores, DEPTH)], {relevant}))
    return sum(ranks) / len(ranks)
