"""Word's .docx to blocks, by python-docx: what a reader sees of the text, and in the order of reading.

Headers and footers, the table of contents, comments and hidden text are left out and reported.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATED
from docx.opc.part import Part
from lxml import etree

from indexer.documents.binary.body import Body
from indexer.documents.binary.furniture import is_page_number, left_out
from indexer.documents.binary.numbering import Lists
from indexer.documents.binary.runs import show
from indexer.documents.binary.styles import Styles
from indexer.documents.binary.wordml import W
from indexer.documents.source import Draft, Limits
from indexer.errors import DocumentError

__all__ = ["read"]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"purl.oclc.org/ooxml"


def read(path: Path, limits: Limits) -> Draft:
    """The text of a .docx file. Raises DocumentError where it is none, is locked, or holds no text."""
    _check(path, limits)
    document = _open(path)
    body = Body(*_tools(document))
    body.add(document.element.body)
    if not any(block.text.strip() for block in body.blocks):
        raise DocumentError("it holds no text; a text that is a picture is not read")
    body.left_out["comments"] += sum(
        1 for part in _related(document, RELATED.COMMENTS) for _ in _root(part).iter(f"{W}comment")
    )
    left_out = [f"left out: {count} {what}" for what, count in body.left_out.items() if count]
    title = body.titles[0] if len(body.titles) == 1 else ""
    return Draft(tuple(body.blocks), title, "docx", "certain", (*_furniture(document), *left_out))


def _check(path: Path, limits: Limits) -> None:
    """Refuses what is no .docx file, before anything of it is unpacked."""
    with path.open("rb") as file:
        head = file.read(4)
        if head == _OLD_OFFICE:
            if _ENCRYPTED in file.read():
                raise DocumentError("it is protected by a password; save it without one")
            raise DocumentError("not a .docx file but one of an old format; name it .doc")
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            largest = max((e.file_size for e in archive.infolist() if e.filename.endswith(".xml")), default=0)
            names = set(archive.namelist())
            strict = "word/document.xml" in names and _STRICT in archive.open("word/document.xml").read(4096)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise DocumentError(f"not a sound .docx file: {error}") from None
    if size > limits.max_unpacked_bytes:
        raise DocumentError(f"unpacked it is over the limit of {limits.max_unpacked_bytes} bytes")
    if largest > limits.max_bytes:
        raise DocumentError(f"its text as XML is over the limit of {limits.max_bytes} bytes; split it")
    if strict:
        raise DocumentError('it is a "strict" .docx; save it as an ordinary .docx')


def _open(path: Path) -> Document:
    try:
        document = docx.Document(str(path))
    except (KeyError, ValueError) as error:
        raise DocumentError(f"not a sound .docx file: {error}") from None
    except etree.XMLSyntaxError as error:  # also what the XML parser says when memory is short
        raise DocumentError(f"its XML is damaged or takes too much memory: {error}") from None
    _refuse_entities(document.element)
    return document


def _refuse_entities(root: etree._Element) -> None:
    """Word declares none, and they are not expanded: a text with them would lose words."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError("its XML declares entities, which are not read")


def _tools(document: Document) -> tuple[Styles, Lists, dict[tuple[str, str], etree._Element]]:
    """The styles, lists and notes of the document."""
    roots = {
        kind: next((_root(part) for part in _related(document, kind)), None)
        for kind in (RELATED.STYLES, RELATED.NUMBERING, RELATED.FOOTNOTES, RELATED.ENDNOTES)
    }
    styles = Styles(roots[RELATED.STYLES])
    notes = {
        (kind, note.get(f"{W}id", "")): note
        for kind, root in (("footnote", roots[RELATED.FOOTNOTES]), ("endnote", roots[RELATED.ENDNOTES]))
        if root is not None
        for note in root.iterchildren(f"{W}{kind}")
    }
    return styles, Lists(roots[RELATED.NUMBERING], styles.lists), notes


def _related(document: Document, kind: str) -> Iterator[Part]:
    for relation in document.part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            yield relation.target_part


def _root(part: Part) -> etree._Element:
    """The XML of a part; no entity is expanded and nothing fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(part.blob, parser)
    _refuse_entities(root)
    return root


def _furniture(document: Document) -> Iterator[str]:
    """What the headers and footers say, each line once."""
    lines = dict.fromkeys(
        text
        for kind in (RELATED.HEADER, RELATED.FOOTER)
        for part in _related(document, kind)
        for paragraph in _root(part).iter(f"{W}p")
        if (text := " ".join(show(paragraph).text.split())) and not is_page_number(text)
    )
    if lines:
        yield left_out(list(lines))
