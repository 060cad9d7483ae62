"""This engine as its users have it: ``build_index`` from JSON lines, ``open_index``, ``Index.search``."""

from __future__ import annotations

import json
import struct
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from indexer import build_index, open_index
from scripts.benches.place import Place
from scripts.benches.rival import Ask, Built, size_of

__all__ = ["JOBS", "build", "open"]

JOBS = 2


def build(place: Place) -> Built:
    """Reading, labelling, cutting, inverting, merging and syncing, in JOBS processes."""
    started = time.perf_counter()
    report = build_index([place.path("corpus")], place.path("ours"), full=True, jobs=JOBS)
    seconds = time.perf_counter() - started
    if report.skipped:
        raise RuntimeError(f"passages were skipped: {report.skipped[:3]}")
    return Built(report.passages, seconds, _parts(place.path("ours")))


def open(place: Place) -> Mapping[str, Ask]:  # noqa: A001  what the engine does
    """The whole search of the page: every leaf literally or by its words, facets, ten hits with snippets.

    And what is offered while people type: how many suggestions there are.
    """
    index = open_index(place.path("ours"))
    return {
        "search": lambda typed: index.search(typed).total,
        "suggest": lambda typed: len(index.suggest(typed)),
    }


_HEADER = struct.Struct("<8sIIQQ")  # magic, format, checksum, place of the table, its length


def _parts(folder: Path) -> dict[str, int]:
    """The bytes of each array of the segments, by name, and of all that is beside them."""
    parts: Counter[str] = Counter()
    for path in folder.rglob("*.arr"):
        with path.open("rb") as file:
            *_, start, length = _HEADER.unpack(file.read(_HEADER.size))
            file.seek(start)
            for name, kind, count, _ in json.loads(file.read(length))["sections"]:
                parts[name] += count * int(kind[2:])
    rest = size_of(folder) - sum(parts.values())
    return {**parts, "tables, manifest, padding": rest}
