"""One source to its items: the one place that says which format is read by which function."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from indexer.documents.binary.sandbox import parse
from indexer.documents.clutter import furniture_note
from indexer.documents.jsonl import read_jsonl
from indexer.documents.markdown import read_markdown
from indexer.documents.markup import read_html, read_xml
from indexer.documents.outline import outline
from indexer.documents.source import Draft, Limits, Reading, SourceFile
from indexer.documents.stream import open_error
from indexer.documents.text import read_text
from indexer.documents.walk import SUFFIXES, suffix_of
from indexer.errors import DocumentError

__all__ = ["READERS", "is_stream", "read_source"]

Reader = Callable[[SourceFile, Limits], Reading]


def read_source(file: SourceFile, limits: Limits) -> Reading:
    """What a file holds: one Collection, or the items of JSON lines as they are read.

    Raises DocumentError, its message the reason, where the file as a whole cannot be read.
    """
    suffix = suffix_of(file.path.name)
    if suffix is None or suffix not in READERS:
        raise DocumentError(f"unknown kind of file; name one of {', '.join(SUFFIXES)}")
    return READERS[suffix](file, limits)


def is_stream(file: SourceFile) -> bool:
    """Whether the file holds many texts, one a line, that come while it is read."""
    return (suffix_of(file.path.name) or "").startswith(".jsonl")


def _whole(read: Callable[[bytes], Draft], *, markup: bool = False) -> Reader:
    """A reader for a format that is read in one piece and holds one text."""

    def read_file(file: SourceFile, limits: Limits) -> Reading:
        data = _bytes(file, limits.max_markup_bytes if markup else limits.max_bytes)
        return _reading(file, read(data))

    return read_file


def _apart(parser: str) -> Reader:
    """A reader for a format that is parsed in a process of its own, by a module of ``binary``."""

    def read_file(file: SourceFile, limits: Limits) -> Reading:
        _check_size(file, limits)
        return _reading(file, parse(parser, file.path, limits))

    return read_file


def _check_size(file: SourceFile, limits: Limits) -> None:
    try:
        with file.path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
    except OSError as error:
        raise open_error(error) from None
    if size > limits.max_bytes:
        raise DocumentError(_over(limits.max_bytes))
    if size == 0:
        raise DocumentError("empty: it holds no text")


def _over(limit: int) -> str:
    return f"over the limit of {limit} bytes; split the file or raise the limit"


def _reading(file: SourceFile, draft: Draft) -> Reading:
    stem = PurePosixPath(file.source).stem
    text = outline(draft.blocks, key=file.source, source=file.source, title=draft.title, fallback=stem)
    notes = (furniture_note(text.furniture),) if text.furniture else ()
    warnings = (*draft.warnings, *notes)
    return Reading(file.source, draft.encoding, draft.confidence, warnings, iter((text,)))


def _bytes(file: SourceFile, limit: int) -> bytes:
    try:
        with file.path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise open_error(error) from None
    if len(data) > limit:
        raise DocumentError(_over(limit))
    return data


READERS: Mapping[str, Reader] = {
    ".txt": _whole(read_text),
    ".md": _whole(read_markdown),
    ".html": _whole(read_html, markup=True),
    ".htm": _whole(read_html, markup=True),
    ".xml": _whole(read_xml, markup=True),
    ".jsonl": read_jsonl,
    ".jsonl.xz": read_jsonl,
    ".docx": _apart("indexer.documents.binary.docx"),
    ".pdf": _apart("indexer.documents.binary.pdf"),
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), _apart("indexer.documents.binary.office")),
}
