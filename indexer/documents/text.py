"""Plain text to blocks, one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.documents.encoding import decode
from indexer.documents.source import Draft
from indexer.model import Block

__all__ = ["HASHES", "join_lines", "read_text", "text_blocks"]

_LATIN_END = re.compile(r"[A-Za-z0-9,.;:)]$")
_LATIN_START = re.compile(r"[A-Za-z0-9(]")
HASHES = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
"""The marks before a Markdown heading. People paste Markdown into plain text, so it counts there too."""

_BLANK = Block("")


def read_text(data: bytes) -> Draft:
    """The lines of a plain text. Raises DocumentError where the bytes are no text."""
    decoded = decode(data)
    return Draft(text_blocks(decoded.text), "", decoded.encoding, decoded.confidence, decoded.warnings)


def text_blocks(text: str) -> tuple[Block, ...]:
    """One block a line, as it is written; any of Unicode's line ends counts."""
    return tuple(_block(line) for line in text.splitlines())


def _block(line: str) -> Block:
    if not line:
        return _BLANK  # half of many texts' lines: one object serves them all
    hashes = HASHES.match(line) if line[0] == "#" else None
    return Block(line, len(hashes[1]) if hashes else None)


def join_lines(pieces: Sequence[str]) -> str:
    """One paragraph of several lines: a blank between Latin words, nothing between Chinese ones."""
    if len(pieces) == 1:
        return pieces[0]
    joined = list(pieces[:1])
    for before, piece in pairwise(pieces):
        if _LATIN_END.search(before[-1:]) and _LATIN_START.match(piece):
            joined.append(" ")
        joined.append(piece)
    return "".join(joined)
