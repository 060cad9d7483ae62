"""Measuring labels: what people said of texts (a sheet) against what the classifier says of them.

`read_sheet` reads what people said, `answers` asks the classifier, `measures` compares the two and `console`
prints it. ``python -m indexer.judging`` is the command behind ``scripts/labels``.
"""

from indexer.judging.answers import answers
from indexer.judging.measures import agreement, confusion, macro_f1, value_scores
from indexer.judging.sheet import AXES, Row, is_held_out, part_id, read_sheet

__all__ = [
    "AXES",
    "Row",
    "agreement",
    "answers",
    "confusion",
    "is_held_out",
    "macro_f1",
    "part_id",
    "read_sheet",
    "value_scores",
]
