"""``zongjie evaluate``: its options, and what it does."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from indexer.errors import ZongjieError
from indexer.relevance.asking import OURS, Asked, open_collection, ours
from indexer.relevance.baselines import BASELINES, COSTLY, LARGE, missing, rankings
from indexer.relevance.console import report
from indexer.relevance.measuring import measure
from indexer.relevance.pooling import DEPTH, pool, write_pool, write_reading
from indexer.relevance.questions import Half, Questions, read_questions
from indexer.relevance.ranking import Ranking
from indexer.settings import Settings

__all__ = ["add_evaluating", "evaluate"]

_FINDS_NOTHING_MORE = ("whoosh-and",)
"""Not pooled: all that it finds ``whoosh-or`` finds too."""


def add_evaluating(parser: argparse.ArgumentParser) -> None:
    """Gives the command its arguments."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="[PASSAGES…] QUESTIONS: files and folders as `zongjie index` takes them, of which an index is"
        " built for this (without any, the index that is there is asked); and judged questions: .jsonl,"
        " .jsonl.xz or .tsv",
    )
    parser.add_argument(
        "--baseline",
        action="append",
        choices=BASELINES,
        help="another engine to compare with; may be repeated (default: all that are installed, but"
        f" {' and '.join(COSTLY)} only up to {LARGE:,} passages, since they take minutes then)",
    )
    parser.add_argument(
        "--half",
        choices=get_args(Half),
        default="all",
        help="only the questions that ranking may be tuned on, or only the others (default: all)",
    )
    parser.add_argument(
        "--pool",
        type=Path,
        metavar="FILE",
        help=f"measure nothing; write the first {DEPTH} hits of all engines for each question (a .txt file"
        " holds one a line) into FILE, to be judged, and beside it, with the suffix .jsonl, what judges read",
    )


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    """Measures or pools, as asked; its exit status."""
    *sources, asked = options.files
    if sources and options.index is not None:
        raise ZongjieError("evaluate: give either PASSAGES or --index, not both")
    questions = read_questions(asked).of(options.half)
    if not questions.all:
        raise ZongjieError(f"{asked}: there is no question of the half {options.half}")
    with open_collection(sources, settings) as collection:
        for skipped in collection.skipped:
            _say(f"{skipped.path}: {skipped.reason}")
        if options.pool:
            _pool(collection, questions, options.pool, options.baseline)
        else:
            _measure(collection, questions, options.baseline)
    return 3 if collection.skipped else 0


def _measure(collection: Asked, questions: Questions, names: Sequence[str] | None) -> None:
    answerable, absent = questions.within({passage.id for passage in collection.passages})
    print(f"{len(answerable.all)} questions, {len(collection.passages)} passages")
    if absent:
        print(f"left out: {absent} judgments of passages that are not there")
    if unanswerable := len(questions.all) - len(answerable.all):
        print(f"left out: {unanswerable} questions without a relevant passage")
    if not answerable.all:
        raise ZongjieError("evaluate: none of the questions has a relevant passage here")
    engines = _engines(collection, names or _by_default(len(collection.passages)))
    measured = {name: measure(ranking, answerable.all) for name, ranking in engines.items()}
    print()
    for line in report(measured, complete=questions.complete):
        print(line)


def _pool(collection: Asked, questions: Questions, path: Path, names: Sequence[str] | None) -> None:
    chosen = names or [name for name in _by_default(0) if name not in _FINDS_NOTHING_MORE]
    engines = _engines(collection, chosen)
    pooled = pool([one.query for one in questions.all], list(engines.values()))
    write_pool(path, pooled)
    write_reading(path.with_suffix(".jsonl"), pooled, {one.id: one for one in collection.passages})
    print(f"{len(pooled)} questions, {len(collection.passages)} passages")
    print(f"{sum(map(len, pooled.values()))} pairs to judge, of {', '.join(engines)}")
    print(f"{path}  {path.with_suffix('.jsonl')}")


def _engines(collection: Asked, names: Sequence[str]) -> Mapping[str, Ranking]:
    """This engine first, then those named."""
    return {OURS: ours(collection.index)} | rankings(names, collection.passages)


def _by_default(passages: int) -> list[str]:
    """The engines that are compared with where none is named; a line for each that is left out."""
    left_out = dict.fromkeys(missing(tuple(BASELINES)), "it is not installed here; scripts/evaluate has it")
    if passages > LARGE:
        left_out |= dict.fromkeys(COSTLY, "it takes minutes here; ask for it with --baseline")
    for name, reason in left_out.items():
        _say(f"{name} is left out: {reason}")
    return [name for name in BASELINES if name not in left_out]


def _say(text: str) -> None:
    print(text, file=sys.stderr)
