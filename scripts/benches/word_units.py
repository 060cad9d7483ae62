"""Ranks judged passages by a plain BM25 over several kinds of words, to compare these and nothing else."""

from __future__ import annotations

import json
import lzma
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import rjieba

from indexer.analysis import normalise
from scripts.benches.data import shared_folder
from scripts.benches.place import Place

__all__ = ["measure"]

_RUNS = re.compile(r"([\u4e00-\u9fd5]+)|([^\W_\u3400-\u9fff]+)")
_K1, _B, _BEST = 1.2, 0.75, 10

Cut = Callable[[str], list[str]]
Postings = Mapping[str, Mapping[int, float]]
"""For each word the passages that have it, and its damped frequency there."""


def measure(place: Place) -> dict[str, list[float]]:  # noqa: ARG001  every task gets one
    """For each kind of words the mean reciprocal rank with one list of postings, and with two."""
    folder = shared_folder() / "bench"
    if not (folder / "cmrc-passages.jsonl.xz").is_file():
        return {}
    passages, questions = (_lines(folder / f"cmrc-{name}.jsonl.xz") for name in ("passages", "questions"))
    kinds: dict[str, Cut] = {
        "jieba with guessed words": lambda text: _words(text, guess=True),
        "jieba's dictionary alone": lambda text: _words(text, guess=False),
        "pairs of characters": _pairs,
    }
    found = {}
    for name, cut in kinds.items():
        fields = [[cut(one[field]) for one in passages] for field in ("title", "text")]
        together = [title + text for title, text in zip(*fields, strict=True)]
        asked = [(set(cut(one["query"])), one["relevant"]) for one in questions]
        ids = [one["id"] for one in passages]
        lists = ([_postings(together)], [_postings(field) for field in fields])
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


def _pairs(text: str) -> list[str]:
    found: list[str] = []
    for run in _RUNS.finditer(normalise(text)):
        han = run[1] or ""
        found += [han[k : k + 2] for k in range(len(han) - 1)] if len(han) > 1 else [run[0]]
    return found


def _postings(texts: Sequence[Sequence[str]]) -> Postings:
    average = sum(map(len, texts)) / len(texts)
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    for number, text in enumerate(texts):
        share = _K1 * (1 - _B + _B * len(text) / average)
        for word, times in Counter(text).items():
            postings[word][number] = times / (times + share)
    return postings


def _mean_reciprocal_rank(
    ids: Sequence[str], asked: Iterable[tuple[set[str], str]], lists: Sequence[Postings]
) -> float:
    total, count = 0.0, 0
    for words, relevant in asked:
        scores: Counter[int] = Counter()
        for postings in lists:
            for word in words & postings.keys():
                having = postings[word]
                rarity = math.log(1 + (len(ids) - len(having) + 0.5) / (len(having) + 0.5))
                for number, share in having.items():
                    scores[number] += rarity * share  # type: ignore[assignment]  # a Counter of scores
        best = sorted(scores, key=lambda number: (-scores[number], number))[:_BEST]
        total += sum(1 / place for place, number in enumerate(best, 1) if ids[number] == relevant)
        count += 1
    return total / count
