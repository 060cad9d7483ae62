"""The label tables: which genres, domains and section roles there are, and which words speak for each.

They are three TOML files, shipped in ``tables/`` and replaceable one by one; each begins with a comment
on its form. Read them once with `Tables.load`.
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from indexer.classify.cues import SHORTEST
from indexer.errors import ZongjieError

__all__ = ["Table", "Tables"]

_PLACES = {
    "genre": ("title", "mark", "form", "text"),
    "domain": ("text",),
    "section": ("heading", "around", "text", "after"),
}
"""Where cues are found, by axis; the comment at the top of each table says what the places are."""


@dataclass(frozen=True, slots=True)
class Table:
    """One axis of labels.

    ``cues[place][cue]`` holds the labels that a cue found there speaks for, and how strongly. Given are the
    labels with a score of at least ``minimum`` and of ``share`` times the best one's, at most ``at_most``
    of them; where there is none, ``fallback``, which may have cues too. ``introduction`` is the role of a
    collection's preface; empty in the other tables. Cues ``after`` are labels, those of the section before;
    ``before`` holds the same the other way round.
    """

    values: tuple[str, ...]
    fallback: str
    introduction: str
    minimum: float
    share: float
    at_most: int
    cues: Mapping[str, Mapping[str, tuple[tuple[str, float], ...]]]


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables. ``values`` of each lists its labels in the order in which people see them.

    ``digest`` changes when a label, cue or weight does, but not with comments: an index keeps it to
    notice that its labels were given by other tables.
    """

    genre: Table
    domain: Table
    section: Table
    digest: str

    @classmethod
    def load(cls, folder: Path | None = None) -> Tables:
        """Read the shipped tables; a file of the same name in ``folder`` takes the place of a shipped one.

        Raises ZongjieError where ``folder`` or one of its tables cannot be read or is malformed; the
        message names the file and what to change in it.
        """
        if folder is not None and not folder.is_dir():
            raise ZongjieError(f"{folder}: no such folder of label tables; create it or unset it")
        digest = hashlib.blake2b(digest_size=8)
        built = {}
        for axis in _PLACES:
            path, data = _read(f"{axis}.toml", folder)
            try:
                built[axis] = _table(axis, data)
            except _Malformed as problem:
                raise ZongjieError(f"{path}: {problem}") from None
            digest.update(json.dumps(data, default=str).encode())
        return cls(built["genre"], built["domain"], built["section"], digest.hexdigest())


class _Malformed(Exception):
    """What is wrong in a table and how to mend it; the path is added by the caller."""


def _read(name: str, folder: Path | None) -> tuple[str, dict[str, Any]]:
    """The path and the content of one table: the folder's where it has one, else the shipped one."""
    shipped = files("indexer.classify") / "tables" / name
    own = folder / name if folder is not None else None
    source = own if own is not None and own.exists() else shipped
    try:
        return str(source), tomllib.loads(source.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ZongjieError(f"{source}: this label table cannot be read as UTF-8 text ({error})") from error
    except tomllib.TOMLDecodeError as error:
        raise ZongjieError(f"{source}: this label table is no valid TOML: {error}") from error


def _table(axis: str, data: dict[str, Any]) -> Table:
    labels = _labels(data)
    values = [label["value"] for label in labels]
    cues: dict[str, dict[str, list[tuple[str, float]]]] = {place: {} for place in _PLACES[axis]}
    for value, label in zip(values, labels, strict=True):
        for place, by_weight in label.items():
            if place != "value":
                _add(cues, value, place, by_weight)
    fallback = _text(data.get("fallback"), "fallback")
    listed = (*(value for value in values if value != fallback), fallback)
    introduction = ""
    if axis == "section":
        cues["before"] = _turned(cues["after"], values)
        introduction = _text(data.get("introduction"), "introduction")
        if introduction not in values:
            raise _Malformed(
                f"the introduction {introduction!r} is none of the labels; add it as a [[label]]"
            )
    minimum, share, at_most = (_number(data.get(name), name) for name in ("minimum", "share", "at_most"))
    if not isinstance(at_most, int):
        raise _Malformed("at_most must be a whole number")
    frozen = {place: {cue: tuple(found) for cue, found in of.items()} for place, of in cues.items()}
    return Table(listed, fallback, introduction, minimum, share, at_most, frozen)


def _labels(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The tables of labels, each with a value of its own."""
    labels = data.get("label")
    if not isinstance(labels, list) or not labels:
        raise _Malformed("it has no labels; add at least one [[label]] with a value and cues")
    for label in labels:
        if not isinstance(label, dict):
            raise _Malformed(f"the label {label!r} stands alone; write it as [[label]] with a value and cues")
    values = [_text(label.get("value"), "the value of a [[label]]") for label in labels]
    for value in values:
        if values.count(value) > 1:
            raise _Malformed(f"the label {value!r} occurs twice; join the two")
    return labels


def _add(
    cues: dict[str, dict[str, list[tuple[str, float]]]], value: str, place: str, by_weight: object
) -> None:
    if place not in cues:
        raise _Malformed(f"the label {value!r} has cues in {place!r}; a cue is found in {' or '.join(cues)}")
    if not isinstance(by_weight, dict):
        raise _Malformed(f"the label {value!r}: write its cues as {place}.5 = [...], 5 being their weight")
    for digits, words in by_weight.items():
        number = int(digits) if digits.isdecimal() and len(digits) < 10 else None
        weight = _number(number, f"the weight in {place}.{digits} of {value!r}")
        if not isinstance(words, list):
            raise _Malformed(f'{place}.{digits} of {value!r} is no list; write it as ["...", "..."]')
        for word in words:
            cue = _text(word, f"a cue in {place}.{digits} of {value!r}")
            if len(cue) < SHORTEST:
                raise _Malformed(
                    f"the cue {cue!r} of {value!r} is too short; give at least {SHORTEST} characters"
                )
            speaks_for = cues[place].setdefault(cue, [])
            if any(label == value for label, _ in speaks_for):
                raise _Malformed(f"the label {value!r} has the cue {word!r} twice in {place!r}; remove one")
            speaks_for.append((value, weight))


def _turned(
    after: Mapping[str, Sequence[tuple[str, float]]], values: Sequence[str]
) -> dict[str, list[tuple[str, float]]]:
    """What a section's label speaks for in the section before it, from what it speaks for in the next."""
    before: dict[str, list[tuple[str, float]]] = {}
    for earlier, found in after.items():
        if earlier not in values:
            known = ", ".join(values)
            raise _Malformed(f"{earlier!r} in 'after' is none of the labels; write one of {known}")
        for later, weight in found:
            before.setdefault(later, []).append((earlier, weight))
    return before


def _text(given: object, what: str) -> str:
    if not isinstance(given, str) or not given.strip():
        raise _Malformed(f"{what} is {given!r}; it must be a text that is not empty")
    return given


def _number(given: object, what: str) -> int | float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given < math.inf:
        raise _Malformed(f"{what} must be a number above 0")
    return given
