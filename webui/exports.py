"""Answers for other programs than browsers: a page of hits as CSV, passages as JSON lines."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from threading import BoundedSemaphore

from flask import Flask, Response, current_app
from werkzeug.exceptions import ServiceUnavailable

from indexer import Hit, Passage, SearchResult, to_line

__all__ = ["COLUMNS", "CSV", "LINES", "csv_answer", "keep_streams", "lines_answer"]

CSV = "text/csv"
LINES = "application/jsonl"

COLUMNS = (
    "id", "score", "collection", "part", "title", "heading", "section", "genre", "domain", "year", "period",
    "organisation", "author", "source", "snippets",
)  # fmt: skip
"""The columns of a CSV answer: the fields of a hit."""

_EXTENSION = "zongjie-streams"
_STREAMS = 4
"""So many at once: each holds a thread of the server as long as its reader takes, and searches need some."""

_BUSY_SECONDS = 10
_CHUNK = 64 * 1024
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell begins with that a spreadsheet takes for a formula, or skips to find one."""


def csv_answer(result: SearchResult) -> Response:
    """One page of hits as a table: UTF-8 with a byte order mark, by which spreadsheets know it."""
    table = io.StringIO(newline="")
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    rows.writerows(_row(hit) for hit in result.hits)
    # Lone surrogates cannot be said in UTF-8.
    body = table.getvalue().encode("utf-8-sig", "replace")
    response = Response(body, content_type=f"{CSV}; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="search.csv"'
    return response


def _row(hit: Hit) -> Iterator[str | int | float | None]:
    joined = {
        "heading": " / ".join(hit.heading),
        "genre": "、".join(hit.genre),
        "domain": "、".join(hit.domain),
        "snippets": " … ".join(snippet.text for snippet in hit.snippets),
    }
    for name in COLUMNS:
        value = joined[name] if name in joined else getattr(hit, name)
        yield _defused(value) if isinstance(value, str) else value


def _defused(cell: str) -> str:
    """``cell`` behind an apostrophe if a spreadsheet would run it: then it shows as the text it is."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def keep_streams(app: Flask) -> None:
    """Lets ``app`` send a few streams at once."""
    app.extensions[_EXTENSION] = BoundedSemaphore(_STREAMS)


def lines_answer(passages: Iterable[Passage]) -> Response:
    """Passages as JSON lines, sent while they are read.

    The first ones are read before anything is sent: what is wrong with the index shows there, and has an
    answer of its own. Raises ServiceUnavailable where too many streams are being sent.
    """
    free: BoundedSemaphore = current_app.extensions[_EXTENSION]
    if not free.acquire(blocking=False):
        raise ServiceUnavailable(retry_after=_BUSY_SECONDS)
    return Response(_Stream(_chunks(passages), free.release), content_type=LINES)


class _Stream:
    """An iterator that has its first item ready, and says once that it is done: read to its end, failed, or
    let go of before it began or on its way."""

    def __init__(self, chunks: Iterator[bytes], done: Callable[[], None]) -> None:
        self._done: Callable[[], None] | None = done
        self._chunks = chunks
        self._chunks = chain([next(self, b"")], chunks)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._chunks)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Lets go of it."""
        done, self._done = self._done, None
        if done:
            done()


def _chunks(passages: Iterable[Passage]) -> Iterator[bytes]:
    lines: list[str] = []
    held = 0
    for passage in passages:
        line = to_line(passage)
        lines.append(line)
        held += len(line)
        if held >= _CHUNK:
            yield _joined(lines)
            lines, held = [], 0
    if lines:
        yield _joined(lines)


def _joined(lines: Iterable[str]) -> bytes:
    return "".join(line + "\n" for line in lines).encode()
