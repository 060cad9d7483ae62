"""The command behind ``scripts/labels``: how well the classifier's labels agree with those of people."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from indexer.classify import Classifier, Tables
from indexer.errors import ZongjieError
from indexer.judging.answers import answers
from indexer.judging.console import print_agreement, print_scores, print_wrong
from indexer.judging.measures import Labelled
from indexer.judging.sheet import AXES, Axis, Row, is_held_out, read_sheet


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit status: 0 all well, 1 an error, 2 wrong usage."""
    given = _parser().parse_args(arguments)
    try:
        tables = Tables.load()
        rows = read_sheet(given.sheet, tables)
        if given.compare:
            _compare(rows, read_sheet(given.compare, tables))
        else:
            _measure(rows, Classifier(tables), given)
    except ZongjieError as error:
        print(f"labels: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="labels", description="Measure the classifier against labels that people gave (docs/labels.md)."
    )
    parser.add_argument("--sheet", type=Path, required=True, help="the labels that people gave")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="a folder of judged texts")
    parser.add_argument("--compare", type=Path, metavar="SHEET", help="compare with another person's labels")
    parser.add_argument(
        "--held-out", action="store_true", help="measure on the third that no cue was tuned on"
    )
    parser.add_argument("--wrong", action="store_true", help="name each text whose labels differ")
    return parser


def _measure(rows: Sequence[Row], classifier: Classifier, given: argparse.Namespace) -> None:
    chosen = [row for row in rows if is_held_out(row.id) == given.held_out]
    said = answers(classifier, given.texts)
    present = [row for row in chosen if (row.kind, row.id) in said]
    print(f"{'the held-out third' if given.held_out else 'the two thirds for tuning'}: {len(present)} texts")
    if len(present) < len(chosen):
        print(f"skipped: {len(chosen) - len(present)} judged texts are not in the folders")
    for axis in AXES:
        judged = _labels(present, axis)
        answered = {row.id: said[row.kind, row.id][axis] for row in present if row.id in judged}
        print_scores(axis, judged, answered)
        if given.wrong:
            print_wrong([row for row in present if axis in row.labels], judged, answered)


def _compare(first: Sequence[Row], second: Sequence[Row]) -> None:
    for axis in AXES:
        print_agreement(axis, _labels(first, axis), _labels(second, axis))


def _labels(rows: Sequence[Row], axis: Axis) -> Labelled:
    """What was judged on ``axis``, by id."""
    return {row.id: row.labels[axis] for row in rows if axis in row.labels}


if __name__ == "__main__":
    sys.exit(main())
