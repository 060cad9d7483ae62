"""``zongjie evaluate``: its options, and what it does."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from indexer.errors import ZongjieError
from indexer.relevance.asking import OURS, open_collection, ours
from indexer.relevance.baselines import missing, rankings
from indexer.relevance.pooling import DEPTH, pool, write_pool, write_reading
from indexer.relevance.questions import Questions, read_questions
from indexer.service import Index
from indexer.settings import Settings

__all__ = ["add_evaluating", "evaluate"]

POOLED = ("whoosh-or", "tantivy", "bm25-words", "bm25-bigrams")
"""The engines whose hits are judged beside ours; ``whoosh-and`` finds nothing that ``whoosh-or`` does not."""


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
    questions = read_questions(asked)
    with open_collection(sources, settings) as index:
        _pool(index, questions, options.pool)
    return 0


def _pool(index: Index, questions: Questions, path: Path) -> None:
    lacking = missing(POOLED)
    for name in lacking:
        _say(f"{name}: its package is not installed here, it adds nothing; scripts/evaluate has it")
    passages = list(index.passages())
    engines = {OURS: ours(index)} | rankings([name for name in POOLED if name not in lacking], passages)
    pooled = pool([one.query for one in questions.all], list(engines.values()))
    write_pool(path, pooled)
    write_reading(path.with_suffix(".jsonl"), pooled, {passage.id: passage for passage in passages})
    pairs = sum(map(len, pooled.values()))
    print(
        f"{len(pooled)} questions, {len(passages)} passages, {pairs} pairs to judge of {', '.join(engines)}"
    )
    print(f"{path}  {path.with_suffix('.jsonl')}")


def _say(text: str) -> None:
    print(text, file=sys.stderr)
