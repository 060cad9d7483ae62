"""A sheet of labels that people gave by reading: one tab-separated line a text, as docs/labels.md says."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.classify import Tables
from indexer.errors import ZongjieError

__all__ = ["AXES", "COLUMNS", "Axis", "Row", "Values", "is_held_out", "part_id", "read_sheet"]

Axis = str
"""One of `AXES`."""

AXES: tuple[Axis, ...] = ("genre", "domain", "role")

COLUMNS = ("kind", "id", "source", *AXES, "locator")

Values = tuple[str, ...]
"""The labels of one text on one axis, the main one first."""

_JUDGED = {"part": ("genre", "domain"), "section": ("role",)}
"""What is judged of a text of either kind."""

_PARTS_OF_ALL = 3
"""One part of so many is held out."""


@dataclass(frozen=True, slots=True)
class Row:
    """What people said of one text. ``labels`` holds the axes that are judged for its kind, none empty."""

    kind: str
    id: str
    source: str
    labels: Mapping[Axis, Values]
    locator: str


def part_id(key: str, ordinal: int | None, time: int = 1) -> str:
    """Names a part whatever its sections are: ``key`` of its text, and its ordinal where it has one.

    ``time`` is 2 for the second part of a text with that ordinal.
    """
    if ordinal is None:
        return key
    return f"{key}#{ordinal}" if time == 1 else f"{key}#{ordinal}.{time}"


def is_held_out(identity: str) -> bool:
    """Whether the text measures only: no cue may be tuned on it. True for a third of all ids."""
    return int.from_bytes(hashlib.blake2b(identity.encode()).digest()) % _PARTS_OF_ALL == 0


def read_sheet(path: Path, tables: Tables) -> tuple[Row, ...]:
    """The rows of a sheet, in order.

    Raises ZongjieError where it cannot be read, where a line is not as docs/labels.md says, where a label is
    none of ``tables``, or where an id comes twice; the message names the line.
    """
    try:
        lines = path.read_text("utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ZongjieError(f"{path}: this sheet cannot be read as UTF-8 text ({error})") from error
    # Quotes are characters like any other: a title may hold them.
    table = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not table or tuple(table[0]) != COLUMNS:
        raise ZongjieError(f"{path}: its first line must name the columns {' '.join(COLUMNS)}, between tabs")
    known = {"genre": tables.genre.values, "domain": tables.domain.values, "role": tables.section.values}
    rows: dict[tuple[str, str], Row] = {}
    for number, fields in enumerate(table[1:], 2):
        try:
            row = _row(fields, known)
            if (row.kind, row.id) in rows:
                raise _Malformed(f"the {row.kind} {row.id!r} is judged twice; remove one line")
        except _Malformed as problem:
            raise ZongjieError(f"{path}, line {number}: {problem}") from None
        rows[row.kind, row.id] = row
    return tuple(rows.values())


class _Malformed(Exception):
    """What is wrong in a line and how to mend it; path and number are added by the caller."""


def _row(fields: list[str], known: Mapping[Axis, Values]) -> Row:
    if len(fields) != len(COLUMNS):
        raise _Malformed(f"it has {len(fields)} fields; give {len(COLUMNS)}, between tabs")
    given = dict(zip(COLUMNS, fields, strict=True))
    judged = _JUDGED.get(given["kind"])
    if judged is None:
        raise _Malformed(f"the kind is {given['kind']!r}; write one of {', '.join(_JUDGED)}")
    for axis in AXES:
        if (given[axis] != "") != (axis in judged):
            wanted = "give it" if axis in judged else "leave it empty"
            raise _Malformed(f"{axis} of a {given['kind']}: {wanted}")
    labels = {axis: tuple(given[axis].split(",")) for axis in judged}
    for axis, values in labels.items():
        for value in values:
            if value not in known[axis]:
                raise _Malformed(f"{value!r} is no {axis}; write one of {', '.join(known[axis])}")
    return Row(given["kind"], given["id"], given["source"], labels, given["locator"])
