"""Makes .docx files part by part, with the XML that Word, WPS and LibreOffice write, and files that are broken."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def part(root: str, inner: str) -> str:
    """A part of the package: w:document, w:styles … around ``inner``."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_NAMESPACES}>{inner}</w:{root}>'
    )


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def listed(text: str, number: int = 1, depth: int = 0) -> str:
    """A paragraph that is an item of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def styled(text: str, style: str) -> str:
    """A paragraph in a style, by its id."""
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def level(depth: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*abstracts: str, numbers: str = "") -> str:
    """numbering.xml of abstract lists, each with a list of the same number; ``numbers`` are further ones."""
    own = "".join(
        f'<w:abstractNum w:abstractNumId="{place}">{inner}</w:abstractNum>'
        for place, inner in enumerate(abstracts, 1)
    )
    plain = "".join(
        f'<w:num w:numId="{place}"><w:abstractNumId w:val="{place}"/></w:num>'
        for place in range(1, len(abstracts) + 1)
    )
    return part("numbering", own + plain + numbers)


def write(path: Path, body: str, **parts: str) -> Path:
    """A .docx file; ``parts`` are whole parts by name: styles, numbering, footnotes, header1 …"""
    document = part("document", f"<w:body>{body}</w:body>")
    return write_package(path, {"document": document, **parts})


def write_package(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A .docx file of these parts as they stand; ``document`` is the main one."""
    others = [name for name in parts if name != "document"]
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{_kind(name)}{"" if name != "document" else ".main"}+xml"/>'
        for name in parts
    )
    relations = "".join(
        f'<Relationship Id="r{place}" Type="{_OFFICE}/{_kind(name)}" Target="{name}.xml"/>'
        for place, name in enumerate(others)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
            f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        )
        archive.writestr("_rels/.rels", _relations(
            f'<Relationship Id="r0" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        ))  # fmt: skip
        archive.writestr("word/_rels/document.xml.rels", _relations(relations))
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return path


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
