"""Questions with what people judged relevant, in the three forms they are kept in.

- ``.jsonl``, ``.jsonl.xz``: ``{"query": …, "relevant": id or list of ids}``, a line a question. Whatever is
  not named is not relevant.
- ``.tsv``: the columns ``query``, ``id`` and ``grade`` (0 to 3), a line a judgment; lines that begin with
  ``#`` are comments. Whatever is not named has not been judged.
- ``.txt``: a question a line, not judged, for pooling; ``#`` begins a comment here too.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from indexer.errors import ZongjieError

__all__ = ["GRADES", "RELEVANT", "Half", "Question", "Questions", "half_of", "read_questions"]

GRADES = range(4)
"""0: not about it; 1: touches it; 2: answers it; 3: is what was looked for."""

RELEVANT = 2
"""From this grade on a passage counts as relevant where there is only yes and no."""

Half = Literal["tuning", "held-out", "all"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed, and the grade of each judged passage, by id."""

    query: str
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a file. ``complete``: a passage that was not judged is known not to be relevant."""

    all: tuple[Question, ...]
    complete: bool

    def of(self, half: Half) -> Questions:
        """Those of one half, in order."""
        return Questions(tuple(one for one in self.all if half in ("all", half_of(one.query))), self.complete)

    def within(self, ids: Container[str]) -> tuple[Questions, int]:
        """The questions as far as they can be answered from passages with these ids.

        Judgments of other passages are left out, and so is a question of which no relevant passage is there.
        Returns how many judgments were left out, too.
        """
        present = [{name: one.grades[name] for name in one.grades if name in ids} for one in self.all]
        absent = sum(len(one.grades) - len(own) for one, own in zip(self.all, present, strict=True))
        kept = (Question(one.query, own) for one, own in zip(self.all, present, strict=True))
        answerable = tuple(one for one in kept if max(one.grades.values(), default=0) >= RELEVANT)
        return Questions(answerable, self.complete), absent


def half_of(query: str) -> Half:
    """Whether ranking may be tuned on a question: decided by its SHA-256, whose first byte is even or odd."""
    return "held-out" if hashlib.sha256(query.encode("utf-8", "surrogatepass")).digest()[0] % 2 else "tuning"


class _Malformed(Exception):
    """A line's number, and what is wrong in it; the path is added by `read_questions`."""


def read_questions(path: Path) -> Questions:
    """The questions of a file, each query once, in the order in which they first come.

    Raises ZongjieError where the file cannot be read, has no question, or a line is not as said above; the
    message names the line.
    """
    kinds = {".jsonl": _from_json, ".jsonl.xz": _from_json, ".tsv": _from_table, ".txt": _from_text}
    read = next((kinds[suffix] for suffix in kinds if path.name.endswith(suffix)), None)
    if read is None:
        raise ZongjieError(f"{path}: questions are in a file of one of the kinds {' '.join(kinds)}")
    grades: dict[str, dict[str, int]] = {}
    try:
        for number, query, judged in read(_lines(path)):
            known = grades.setdefault(query, {})
            if twice := sorted(known.keys() & judged.keys()):
                raise _Malformed(number, f"{twice[0]!r} is judged twice for {query!r}; remove one line")
            known.update(judged)
    except _Malformed as problem:
        number, what = problem.args
        raise ZongjieError(f"{path}, line {number}: {what}") from None
    if not grades:
        raise ZongjieError(f"{path}: there is no question in it")
    return Questions(tuple(Question(*item) for item in grades.items()), complete=read is _from_json)


_COLUMNS = ("query", "id", "grade")

_Lines = Iterable[tuple[int, str]]
_Found = Iterator[tuple[int, str, Mapping[str, int]]]
"""The number of a line, its query, and what it says of passages."""


def _lines(path: Path) -> _Lines:
    """The lines that are not blank, with their numbers."""
    try:
        content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        lines = content.decode("utf-8-sig").split("\n")
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise ZongjieError(f"{path}: these questions cannot be read as UTF-8 text ({error})") from error
    stripped = ((number, line.removesuffix("\r")) for number, line in enumerate(lines, 1))
    return [(number, line) for number, line in stripped if line.strip()]


def _from_json(lines: _Lines) -> _Found:
    for number, line in lines:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _Malformed(number, f"it is not JSON ({error})") from None
        known: dict[str, Any] = record if isinstance(record, dict) else {}
        query, relevant = known.get("query", ""), known.get("relevant", "")
        ids: list[Any] = relevant if isinstance(relevant, list) else [relevant]
        if not ids or not all(map(_is_text, [query, *ids])):
            raise _Malformed(number, 'write {"query": text, "relevant": id or list of ids}')
        yield number, query, dict.fromkeys(ids, RELEVANT)


def _from_table(lines: _Lines) -> _Found:
    rows = ((number, line.split("\t")) for number, line in lines if not line.startswith("#"))
    number, header = next(rows, (1, [""]))
    if tuple(header) != _COLUMNS:
        raise _Malformed(number, f"the first line must name the columns {' '.join(_COLUMNS)}, between tabs")
    for number, fields in rows:
        if len(fields) != len(_COLUMNS) or not all(map(_is_text, fields)):
            raise _Malformed(number, f"write {', '.join(_COLUMNS)}, between tabs, none of them empty")
        query, name, grade = fields
        if grade not in map(str, GRADES):
            raise _Malformed(number, f"the grade is {grade!r}; write one of {', '.join(map(str, GRADES))}")
        yield number, query, {name: int(grade)}


def _from_text(lines: _Lines) -> _Found:
    return ((number, line.strip(), {}) for number, line in lines if not line.startswith("#"))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
