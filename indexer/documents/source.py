"""What a source is before it is read, what reading it gives, and how large it may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.model import Block, Collection, ReadyPassage, Skipped

__all__ = ["Draft", "Ignored", "Limits", "Reading", "SourceFile"]

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a source may be; what is larger is skipped, with a line in the report.

    ``max_bytes`` holds for files that are read whole, and for the XML within a Word file;
    ``max_markup_bytes`` for HTML and XML, whose trees take many times their size. JSON lines are streamed:
    ``max_stream_bytes`` is what such a file may come to once decompressed, ``max_line_bytes`` what one line
    may, and ``max_xz_memory`` what decompressing may take.

    What is no text (.docx, .pdf …) is parsed in a process of its own, which may take ``max_parse_memory``
    bytes, ``max_parse_seconds`` of the processor, and three times as long by the clock.
    ``max_unpacked_bytes`` is what a packed file may come to once unpacked.

    A zip archive may hold ``max_archive_members`` files in all, archives in it ``max_archive_depth`` deep,
    and come to ``max_stream_bytes`` and to ``max_archive_ratio`` times its own size once unpacked.
    """

    max_bytes: int = 64 * _MIB
    max_markup_bytes: int = 16 * _MIB
    max_stream_bytes: int = 1024 * _MIB
    max_line_bytes: int = 4 * _MIB
    max_xz_memory: int = 256 * _MIB
    max_unpacked_bytes: int = 512 * _MIB
    max_parse_memory: int = 1024 * _MIB
    max_parse_seconds: int = 60
    max_archive_members: int = 20_000
    max_archive_depth: int = 3
    max_archive_ratio: int = 100


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. ``source`` is its path relative to its source folder, with "/" between folders."""

    path: Path
    source: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something in a source folder that is no source by its name: hidden, a README, another suffix."""

    path: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text read from one format, ready to be outlined.

    ``title`` is what the format says the title is (HTML <title>, Markdown front matter), or empty.
    """

    blocks: tuple[Block, ...]
    title: str
    encoding: str
    confidence: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source holds, and how its bytes were understood.

    ``confidence`` is one of encoding.Confidence. ``items`` can be iterated once; of JSON lines they come
    while the file is read, and ``repairs`` grows meanwhile.
    """

    source: str
    encoding: str
    confidence: str
    repairs: Sequence[str]
    items: Iterator[Collection | ReadyPassage | Skipped]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What had to be repaired; complete when all items have come."""
        return tuple(self.repairs)
