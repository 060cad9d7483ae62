"""Makes PDF files: lines of text at places of pages, in a Chinese font that every reader of PDF knows."""

from collections.abc import Iterable, Sequence
from pathlib import Path

Placed = tuple[float, float, float, str]
"""A line: from the left, from below, size, text."""

_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    "/DW 1000/W[1 95 500 814 939 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6"
    "/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


def write_pdf(path: Path, pages: Iterable[Sequence[Placed]], more: str = "", page: str = "") -> Path:
    """A PDF file; ``more`` goes into its catalogue, ``page`` into each page."""
    streams = ["BT\n" + "".join(_shown(*line) for line in lines) + "ET" for lines in pages]
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(streams)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{more}>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(streams)}>>",
        _FONT,
    ]
    for place, stream in enumerate(streams):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * place} 0 R{page}>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    return write_objects(path, objects)


def write_objects(path: Path, objects: Sequence[str]) -> Path:
    """A PDF file of these objects, numbered from 1; the first is the catalogue."""
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    data += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    ).encode()
    path.write_bytes(data)
    return path


def _shown(left: float, below: float, size: float, text: str) -> str:
    return f"/F {size} Tf 1 0 0 1 {left} {below} Tm <{text.encode('utf-16-be').hex()}> Tj\n"


def set_lines(
    text: str, left: float, top: float, width: int, *, indent: int = 2, size: float = 12
) -> list[Placed]:
    """A text as a program sets it: paragraphs indented, lines of ``width`` characters; full-width characters only."""
    placed: list[Placed] = []
    for paragraph in text.split("\n"):
        rest, shift = paragraph, indent
        while rest:
            line, rest = rest[: width - shift], rest[width - shift :]
            placed.append((left + shift * size, top - len(placed) * size * 1.6, size, line))
            shift = 0
    return placed
