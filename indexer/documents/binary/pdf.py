"""PDF to blocks, by pypdfium2: the paragraphs of the text, without what is printed around each page.

A PDF holds characters and their places; lines, paragraphs and running heads are told by where they stand
(``pages``, ``running``, ``paragraphs``). Headings are those of the bookmarks, where there are any.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from indexer.documents.binary.furniture import left_out
from indexer.documents.binary.pages import PrintedLine, read_page
from indexer.documents.binary.paragraphs import paragraphs
from indexer.documents.binary.running import without_running_lines
from indexer.documents.source import Draft, Limits
from indexer.errors import DocumentError
from indexer.model import Block

__all__ = ["read"]

_UNREADABLE = "\ufffd"
_MOST_UNREADABLE = 10
"""A share of one in so many: the fonts do not say which characters they show, and the rest is noise."""


def read(path: Path, _limits: Limits) -> Draft:
    """The text of a PDF file. Raises DocumentError where it is none, is locked, or holds no text."""
    with _open(path) as document:
        pages = [read_page(page) for page in document]
        levels = {_letters(mark.get_title()): mark.level + 1 for mark in document.get_toc()}
    text = "".join(line.text for lines in pages for line in lines)
    if not text.strip():
        raise DocumentError("it holds no text: its pages are pictures; read them by a text recognition (OCR)")
    unreadable = text.count(_UNREADABLE)
    if unreadable * _MOST_UNREADABLE > len(text):
        raise DocumentError("its fonts do not say which characters they show; export it again, or use OCR")
    kept, running = without_running_lines(pages)
    blocks = tuple(Block(text, levels.get(_letters(text))) for text in paragraphs(kept))
    return Draft(blocks, "", "pdf", "certain", tuple(_warnings(pages, running, unreadable)))


def _open(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error):
            raise DocumentError("it is protected by a password; save it without one") from None
        raise DocumentError(f"not a sound PDF file: {error}") from None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _warnings(pages: Sequence[Sequence[PrintedLine]], running: Sequence[str], unreadable: int) -> list[str]:
    warnings = []
    if running:
        warnings.append(left_out(running))
    if unreadable:
        warnings.append(f"{unreadable} characters of unknown fonts were replaced by U+FFFD")
    empty = sum(not lines for lines in pages)
    if empty:
        warnings.append(f"{empty} of {len(pages)} pages hold no text; pictures are not read")
    return warnings
