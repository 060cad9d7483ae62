"""JSON lines to ready passages and whole texts, line by line, so that a file may be of any size.

A line that cannot be used is skipped with its number and the reason; the others go on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.documents.clutter import furniture_note
from indexer.documents.encoding import Confidence, decode_as, detect
from indexer.documents.outline import outline
from indexer.documents.source import Limits, Reading, SourceFile
from indexer.documents.stream import byte_lines, file_chunks, xz_chunks
from indexer.documents.text import text_blocks
from indexer.errors import DocumentError
from indexer.model import Collection, Metadata, ReadyPassage, Skipped

__all__ = ["LineStream", "Lines", "open_lines", "parse_lines", "read_jsonl"]

_SAMPLE = 64 * 1024
_YEARS = (1, 9999)
_PARTS = (0, 999_999)
_OPENING = 30
"""Characters of a text that stand for an empty title."""

_MOST_NOTES = 20
"""So many lines are named in the report where lines of pages were left out; the others are counted."""
Item = Collection | ReadyPassage | Skipped


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a file, numbered from 1; in place of one that could not be had stands the reason."""

    source: str
    encoding: str
    lines: tuple[tuple[int, bytes | DocumentError], ...]


@dataclass(frozen=True, slots=True)
class LineStream:
    """An open file of JSON lines: how its bytes are to be understood, and its lines, some at a time."""

    encoding: str
    confidence: Confidence
    pieces: Iterator[Lines]


def open_lines(file: SourceFile, limits: Limits, size: int) -> LineStream:
    """A file of JSON lines as pieces of at least ``size`` bytes, to be read apart from each other.

    Raises DocumentError where the file cannot be opened or is no text.
    """
    open_chunks = xz_chunks if file.path.name.lower().endswith(".xz") else file_chunks
    sample = next(open_chunks(file, limits), b"")[:_SAMPLE]
    if not sample.strip():
        raise DocumentError("empty: it holds no text")
    encoding, confidence = detect(sample[: sample.rfind(b"\n") + 1] or sample)
    if encoding.startswith("utf-32"):
        raise DocumentError("JSON lines in UTF-32 are not read; save them as UTF-8")
    lines = byte_lines(open_chunks(file, limits), encoding, limits)
    return LineStream(encoding, confidence, _pieces(file.source, lines, encoding, size))


def _pieces(
    source: str, lines: Iterator[tuple[int, bytes | DocumentError]], encoding: str, size: int
) -> Iterator[Lines]:
    # UTF-16 has been made UTF-8 on the way, so that lines could be told apart.
    encoding = "utf-8" if encoding.startswith("utf-16") else encoding
    piece: list[tuple[int, bytes | DocumentError]] = []
    held = 0
    for number, line in lines:
        piece.append((number, line))
        held += 0 if isinstance(line, DocumentError) else len(line)
        if held >= size:
            yield Lines(source, encoding, tuple(piece))
            piece, held = [], 0
    yield Lines(source, encoding, tuple(piece))


def read_jsonl(file: SourceFile, limits: Limits) -> Reading:
    """A file of JSON lines. Raises DocumentError where it cannot be opened or is no text."""
    stream = open_lines(file, limits, _SAMPLE)
    warnings: list[str] = []
    items = (item for piece in stream.pieces for item in parse_lines(piece, warnings))
    return Reading(file.source, stream.encoding, stream.confidence, warnings, items)


def parse_lines(piece: Lines, warnings: list[str]) -> Iterator[Item]:
    """The items of some lines; what had to be repaired is added to ``warnings``."""
    furniture = 0
    for number, line in piece.lines:
        place = f"{piece.source}#L{number}"
        try:
            if isinstance(line, DocumentError):
                raise line
            text, broken = decode_as(line, piece.encoding)
            if not text.strip():
                continue
            if broken:
                warnings.append(f"line {number}: {broken} broken characters were replaced by U+FFFD")
            item = _item(_parse(text), piece.source, place)
            if isinstance(item, Collection) and item.furniture:
                furniture += 1
                if furniture <= _MOST_NOTES:
                    warnings.append(f"line {number}: {furniture_note(item.furniture)}")
            yield item
        except DocumentError as error:
            yield Skipped(place, str(error))
    if furniture > _MOST_NOTES:
        warnings.append(f"lines of pages were left out of {furniture - _MOST_NOTES} more texts too")


def _parse(line: str) -> dict[str, object]:
    try:
        value = json.loads(line)
    except RecursionError:
        raise DocumentError("JSON nested too deeply") from None
    except ValueError as error:
        raise DocumentError(f"not valid JSON: {error}") from None
    if not isinstance(value, dict):
        raise DocumentError('a line must be a JSON object, {"title": …, "text": …}')
    return value


def _item(fields: dict[str, object], source: str, place: str) -> Collection | ReadyPassage:
    identity = _identity(fields)
    title = _title(fields)
    metadata = Metadata(
        id=identity,
        title=title,
        genre=_labels(fields, "genre"),
        domain=_labels(fields, "domain"),
        section=_optional(fields, "section"),
        year=_number(fields, "year", *_YEARS),
        period=_optional(fields, "period") or "",
        organisation=_optional(fields, "organisation") or "",
        author=_optional(fields, "author") or "",
    )
    key = identity or place
    if _optional(fields, "text") is None and fields.get("document") is not None:
        blocks = text_blocks(_required(fields, "document"))
        return outline(blocks, key=key, source=source, title=title, metadata=metadata)
    return ReadyPassage(
        key=key,
        source=source,
        title=title,
        collection=_optional(fields, "collection") or title,
        part=_number(fields, "part", *_PARTS),
        heading=_labels(fields, "heading"),
        text=_required(fields, "text"),
        metadata=metadata,
    )


# ---- fields: each returns a value of its type or raises DocumentError ----


def _title(fields: dict[str, object]) -> str:
    """The title; where a line gives an empty one, the beginning of its text, so that nothing is lost."""
    given = fields.get("title")
    if not (isinstance(given, str) and not given.strip() and isinstance(fields.get("text"), str)):
        return _required(fields, "title")
    opening = str(fields["text"]).lstrip().split("\n", 1)[0]
    return _sound(opening[:_OPENING].rstrip(), "title")


def _identity(fields: dict[str, object]) -> str | None:
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    return _optional(fields, "id")


def _required(fields: dict[str, object], name: str) -> str:
    value = _optional(fields, name)
    if value is None:
        raise DocumentError(f'"{name}" is missing or empty')
    return value


def _optional(fields: dict[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise DocumentError(f'"{name}" must be a string')
    return _sound(value, name) if value.strip() else None


def _labels(fields: dict[str, object], name: str) -> tuple[str, ...]:
    """A string or a list of strings; blank ones count as not given."""
    value = fields.get(name)
    given = value if isinstance(value, list) else [] if value is None else [value]
    values = [item for item in given if isinstance(item, str)]
    if len(values) < len(given):
        raise DocumentError(f'"{name}" must be a string or a list of strings')
    return tuple(_sound(item, name) for item in values if item.strip())


def _number(fields: dict[str, object], name: str, lowest: int, highest: int) -> int | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise DocumentError(f'"{name}" must be a whole number from {lowest} to {highest}')
    return value


def _sound(value: str, name: str) -> str:
    """JSON can spell half a character (\\ud800), which no file or page can hold."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise DocumentError(f'"{name}" holds half of a surrogate pair (\\ud800 to \\udfff)') from None
    return value
