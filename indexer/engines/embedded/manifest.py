"""What a version of an index was made of, in one small checked file.

    zongjie-manifest 4 <CRC-32 of the second line>
    {"version": …, "built_at": …, "made_of": {…}, "sources": [[source, digest, passages, …], …]}

The sources stand in source order, the order in which passages are exported; an update compares their
digests to know which files to read again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from indexer.errors import IndexDamaged, IndexOutdated

__all__ = ["FORMAT", "Manifest", "SourceEntry", "read_manifest", "write_manifest"]

FORMAT = 4
"""Raised whenever an index of the previous version of the code can no longer be read."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source of an index: a digest of its bytes, and what is in it. ``characters`` are of texts."""

    source: str
    digest: str
    passages: int
    collections: int
    parts: int
    characters: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """``made_of`` gives the digests of the dictionary and tables behind words and labels."""

    version: str
    built_at: str
    made_of: Mapping[str, str]
    sources: tuple[SourceEntry, ...]

    def fingerprint(self) -> str:
        """A digest of all of it, sixteen hexadecimal digits: of what was read, by what, and when."""
        return blake2b(repr((FORMAT, self)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Writes the file; syncing it is left to the caller."""
    rows = [[s.source, s.digest, s.passages, s.collections, s.parts, s.characters] for s in manifest.sources]
    content = json.dumps(
        {
            "version": manifest.version,
            "built_at": manifest.built_at,
            "made_of": dict(manifest.made_of),
            "sources": rows,
        }
    ).encode("ascii")
    path.write_bytes(b"zongjie-manifest %d %08x\n" % (FORMAT, zlib.crc32(content)) + content)


def read_manifest(path: Path, cure: str) -> Manifest:
    """Raises IndexDamaged or IndexOutdated, whose messages end in ``cure``."""
    try:
        first, _, content = path.read_bytes().partition(b"\n")
        name, version, check = first.decode("ascii").split(" ")
        if name != "zongjie-manifest" or f"{zlib.crc32(content):08x}" != check:
            raise ValueError("it is cut off, altered or foreign")
        if version != str(FORMAT):
            raise IndexOutdated(f"{path} has format {version}, this program reads {FORMAT}; {cure}")
        raw = json.loads(content)
        sources = tuple(SourceEntry(str(row[0]), str(row[1]), *map(int, row[2:])) for row in raw["sources"])
        return Manifest(str(raw["version"]), str(raw["built_at"]), dict(raw["made_of"]), sources)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise IndexDamaged(f"{path} cannot be read ({error}); {cure}") from error
