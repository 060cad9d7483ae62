"""The table of contents of an index folder: which segments it has. JSON under a checksum, no pickles.

    zongjie-toc 1 <CRC-32 of the second line>
    {"segments": [{"id": …, "documents": …, "check": …, "deleted": …}, …]}

``check`` is the checksum of the table in the segment's file, so that a file of another index is noticed.
``deleted`` is a bitmap of deleted documents, compressed, in base 64; empty where there are none.
"""

from __future__ import annotations

import base64
import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from indexer.engines.embedded.segments.container import CURE, sync_folder
from indexer.errors import IndexDamaged, IndexOutdated

__all__ = ["SegmentEntry", "read_toc", "write_toc"]

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """One segment of an index."""

    id: str
    documents: int
    check: int
    deleted: frozenset[int]


def write_toc(path: Path, entries: Sequence[SegmentEntry]) -> None:
    """Writes the table through to the disk and gives it its name in one step."""
    rows = [
        {
            "id": one.id,
            "documents": one.documents,
            "check": one.check,
            "deleted": _pack(one.deleted, one.documents),
        }
        for one in entries
    ]
    content = json.dumps({"segments": rows}).encode()
    fresh = path.with_name(path.name + ".tmp")
    with fresh.open("wb") as file:
        file.write(b"zongjie-toc %d %08x\n" % (_FORMAT, zlib.crc32(content)) + content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def read_toc(path: Path) -> list[SegmentEntry]:
    """The segments; raises IndexDamaged or IndexOutdated, OSError where there is no such file."""
    first, _, content = path.read_bytes().partition(b"\n")
    try:
        name, version, check = first.decode("ascii").split(" ")
        if name != "zongjie-toc" or f"{zlib.crc32(content):08x}" != check:
            raise ValueError(first)
        if version != str(_FORMAT):
            raise IndexOutdated(f"{path} has format {version}, this program reads {_FORMAT}; {CURE}")
        return [_entry(row) for row in json.loads(content)["segments"]]
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise IndexDamaged(f"{path} is damaged: it is cut off, altered or foreign; {CURE}") from error


def _entry(row: dict[str, Any]) -> SegmentEntry:
    documents = int(row["documents"])
    return SegmentEntry(str(row["id"]), documents, int(row["check"]), _unpack(row["deleted"], documents))


def _pack(deleted: frozenset[int], documents: int) -> str:
    if not deleted:
        return ""
    flags = np.zeros(documents, np.bool_)
    flags[list(deleted)] = True
    return base64.b64encode(zlib.compress(np.packbits(flags).tobytes())).decode("ascii")


def _unpack(packed: str, documents: int) -> frozenset[int]:
    if not packed:
        return frozenset()
    flags = np.unpackbits(np.frombuffer(zlib.decompress(base64.b64decode(packed)), np.uint8))
    return frozenset(np.flatnonzero(flags[:documents]).tolist())
