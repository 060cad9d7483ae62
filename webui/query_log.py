"""What was searched for, day by day: only where the setting ``query_log`` names a file.

Kept are a query, the day, how often it was asked on that day and how much it found last: no address, no
time of day, nothing that tells who asked. A search is never slower for it: it is noted when its answer is
out, with little patience, and a file that is locked or broken costs one line in the log.
"""

import logging
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from threading import Lock
from time import monotonic

from flask import Flask, Response, after_this_request, current_app, request

from indexer import SearchRequest

__all__ = ["AskedQuery", "QueryLog", "QueryLogUnreadable", "current_log", "keep_log", "note_search"]

_EXTENSION = "zongjie-query-log"
_LOGGER = logging.getLogger(__name__)

QUERY_LENGTH = 200
"""Characters of a query that are kept."""

DAYS_KEPT = 30
"""Days that are kept and shown, today included; older ones are deleted."""

_PATIENCE_SECONDS = 0.25
_PAUSE_SECONDS = 30.0
"""After a failure nothing is tried for so long: a file that stays locked delays one request, not all."""

_PAGES = 16_384
"""Pages of 4 KiB that the file may have (64 MiB): strangers who ask nonsense all day fill no disk."""

_TABLE = """CREATE TABLE IF NOT EXISTS queries (
    day TEXT NOT NULL, query TEXT NOT NULL, asked INTEGER NOT NULL, found INTEGER NOT NULL,
    PRIMARY KEY (day, query)) WITHOUT ROWID"""
_NOTE = """INSERT INTO queries VALUES (?, ?, 1, ?)
    ON CONFLICT (day, query) DO UPDATE SET asked = asked + 1, found = excluded.found"""
_FORGET = "DELETE FROM queries WHERE day < ?"
# What stands beside max() is taken from the row that has it: so ``found`` is what was found last.
_ASKED = """SELECT query, sum(asked) AS times, found, max(day) FROM queries WHERE day >= ? GROUP BY query"""
_MOST = f"SELECT query, times, found FROM ({_ASKED}) ORDER BY times DESC, query LIMIT ?"
_FRUITLESS = f"SELECT query, times, found FROM ({_ASKED}) WHERE found = 0 ORDER BY times DESC, query LIMIT ?"


class QueryLogUnreadable(Exception):
    """The file cannot be read now; the log says why."""


@dataclass(frozen=True, slots=True)
class AskedQuery:
    """A query, how often it was asked, and how many passages it found last."""

    query: str
    times: int
    found: int


class QueryLog:
    """A file of queries. Safe to share between threads; several processes may write the same file."""

    def __init__(self, path: Path, today: Callable[[], date] = date.today) -> None:
        """``path`` is made at the first note where it is missing; ``today`` says what day it is."""
        self._path = path
        self._today = today
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._silent_until = 0.0

    def note(self, query: str, found: int) -> None:
        """Remember that ``query`` was asked and found so many passages. Never fails, and hardly waits."""
        kept = query.encode("utf-8", "replace").decode().strip()[:QUERY_LENGTH].strip()
        if not kept or not self._lock.acquire(timeout=_PATIENCE_SECONDS):
            return
        try:
            if monotonic() >= self._silent_until:
                self._write(kept, found)
        except (sqlite3.Error, OSError) as error:
            self._fail(error)
        finally:
            self._lock.release()

    def most_asked(self, limit: int) -> tuple[AskedQuery, ...]:
        """The most frequent queries of the days that are kept. Raises QueryLogUnreadable."""
        return self._read(_MOST, limit)

    def fruitless(self, limit: int) -> tuple[AskedQuery, ...]:
        """The most frequent that found nothing when last asked. Raises QueryLogUnreadable."""
        return self._read(_FRUITLESS, limit)

    def close(self) -> None:
        """Let go of the file. A later note opens it again."""
        with self._lock:
            self._disconnect()

    def _write(self, query: str, found: int) -> None:
        with self._connected() as connection:
            connection.execute(_NOTE, (self._today().isoformat(), query, found))
            connection.execute(_FORGET, (self._oldest(),))

    def _read(self, statement: str, limit: int) -> tuple[AskedQuery, ...]:
        with self._lock:
            try:
                rows = self._connected().execute(statement, (self._oldest(), limit)).fetchall()
            except (sqlite3.Error, OSError) as error:
                self._fail(error)
                raise QueryLogUnreadable from error
        return tuple(AskedQuery(*row) for row in rows)

    def _oldest(self) -> str:
        return (self._today() - timedelta(days=DAYS_KEPT - 1)).isoformat()

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            # Made for its owner only: what people look for is nobody else's business.
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            connection = sqlite3.connect(self._path, timeout=_PATIENCE_SECONDS, check_same_thread=False)
            self._connection = connection
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA max_page_count = {_PAGES}")
            connection.execute(_TABLE)
        return self._connection

    def _fail(self, error: Exception) -> None:
        self._disconnect()
        self._silent_until = monotonic() + _PAUSE_SECONDS
        _LOGGER.warning("query log %r: %s; nothing is noted for %d s", str(self._path), error, _PAUSE_SECONDS)

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def keep_log(app: Flask, log: QueryLog | None) -> None:
    """Let the pages of ``app`` note in ``log`` what is asked; nothing is noted where there is none."""
    app.extensions[_EXTENSION] = log


def current_log() -> QueryLog | None:
    """The query log of the application, where it has one."""
    log: QueryLog | None = current_app.extensions[_EXTENSION]
    return log


def note_search(asked: SearchRequest, found: int) -> None:
    """Note what a person typed, when its answer is out.

    What was typed is a query with nothing chosen beside it: a filter, an order, a later page ask the same
    again. A page that a browser fetches in advance, or a script in place of another, is not one that was
    asked for.
    """
    log = current_log()
    if log is None or asked != SearchRequest(query=asked.query) or not _is_asked_for():
        return

    @after_this_request
    def note_when_out(response: Response) -> Response:
        response.call_on_close(lambda: log.note(asked.query, found))
        return response


def _is_asked_for() -> bool:
    """Whether the page is for a person to see; a program that says nothing passes for one."""
    headers = request.headers
    return (
        request.method == "GET"
        and headers.get("Sec-Fetch-Dest", "document") == "document"
        and "prefetch" not in headers.get("Sec-Purpose", "")
    )
