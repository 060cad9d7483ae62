"""Reading: bytes to blocks to collections.

``find_sources`` names the files, ``open_archives`` those within archives, ``read_source`` reads one.
"""

from indexer.documents.archives import open_archives
from indexer.documents.jsonl import Lines, open_lines, parse_lines
from indexer.documents.outline import outline
from indexer.documents.reading import READERS, is_stream, read_source
from indexer.documents.render import render_outline
from indexer.documents.source import Ignored, Limits, Reading, SourceFile
from indexer.documents.text import text_blocks
from indexer.documents.walk import SUFFIXES, find_sources

__all__ = [
    "READERS",
    "SUFFIXES",
    "Ignored",
    "Limits",
    "Lines",
    "Reading",
    "SourceFile",
    "find_sources",
    "is_stream",
    "open_archives",
    "open_lines",
    "outline",
    "parse_lines",
    "read_source",
    "render_outline",
    "text_blocks",
]
