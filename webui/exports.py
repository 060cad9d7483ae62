"""Answers for other programs than browsers: a page of hits as CSV, passages as JSON lines."""

import csv
import io
from collections.abc import Iterable, Iterator

from flask import Response

from indexer import Hit, Passage, SearchResult, to_line

__all__ = ["COLUMNS", "csv_answer", "lines_answer"]

COLUMNS = (
    "id", "score", "collection", "part", "title", "heading", "section", "genre", "domain", "year", "period",
    "organisation", "author", "source", "snippets",
)  # fmt: skip
"""The columns of a CSV answer: the fields of a hit."""

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
    response = Response(body, content_type="text/csv; charset=utf-8")
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


def lines_answer(passages: Iterable[Passage]) -> Response:
    """Passages as JSON lines, sent while they are read. The first ones are read before anything is sent:
    what is wrong with the index shows there, and has an answer of its own."""
    chunks = _chunks(passages)
    first = next(chunks, b"")
    return Response(_with_first(first, chunks), content_type="application/jsonl")


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


def _with_first(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _joined(lines: Iterable[str]) -> bytes:
    return "".join(line + "\n" for line in lines).encode()
