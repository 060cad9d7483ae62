"""Which index a place names."""

from __future__ import annotations

from pathlib import Path

from indexer.index import Index
from indexer.remote import RemoteIndex
from indexer.service import LocalIndex
from indexer.settings import Settings, is_address

__all__ = ["open_index"]


def open_index(location: str | Path, *, settings: Settings | None = None) -> Index:
    """Opens the index in a folder, with the dictionary, tables and synonyms of ``settings``.

    Or, where ``location`` is an address such as ``http://127.0.0.1:8000``, the one that a server answers
    there, with its own. Raises IndexMissing, IndexOutdated or IndexDamaged, EngineUnreachable where no server
    answers, BadRequest where the address is none, and ZongjieError where a file that ``settings`` name is
    malformed; each message says what to do.
    """
    if is_address(location):
        return RemoteIndex(str(location))
    return LocalIndex(Path(location), settings or Settings())
