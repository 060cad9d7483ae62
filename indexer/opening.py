"""Which index a place names."""

from __future__ import annotations

from pathlib import Path

from indexer.errors import BadRequest
from indexer.index import Index
from indexer.service import LocalIndex
from indexer.settings import Settings

__all__ = ["open_index"]


def open_index(location: str | Path, *, settings: Settings | None = None) -> Index:
    """Opens the index in the folder ``location``, with the dictionary, tables and synonyms of ``settings``.

    Raises IndexMissing, IndexOutdated or IndexDamaged, and ZongjieError where a file that ``settings`` name
    is malformed; each message says what to do.
    """
    if "://" in str(location):
        raise BadRequest(f"索引位置“{location}”不是文件夹：目前只支持本机文件夹。")
    return LocalIndex(Path(location), settings or Settings())
