"""What a paragraph of a .docx file shows: its text, and what hangs on it (text boxes, notes)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from indexer.documents.binary.wordml import W, is_on, local_name

__all__ = ["Shown", "show"]

_UNSEEN = frozenset((
    "pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "rt",
    "rubyPr", "ctrlPr", "fldData", "commentReference", "annotationRef", "footnoteRef", "endnoteRef",
))  # fmt: skip
"""Properties, what was deleted while changes were tracked, codes of fields, the small script over ruby."""

_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_PICTURES = frozenset(("drawing", "pict", "object"))
_UNREAD = frozenset(("chart", "relIds"))
"""A chart and a SmartArt drawing: their words are in other files than the text."""


@dataclass(slots=True)
class Shown:
    """A paragraph as it is read.

    ``text`` has a line break where the paragraph has one. ``boxes`` are the contents of text boxes that
    are anchored in it, ``notes`` the (kind, id) of foot- and endnotes. ``hidden`` counts the characters of
    hidden text, ``drawings`` the charts and drawings whose words are not read.
    """

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: int = 0
    drawings: int = 0


def show(paragraph: etree._Element) -> Shown:
    """The content of a w:p element."""
    shown = Shown()
    pieces: list[str] = []
    _walk(paragraph, shown, pieces)
    shown.text = "".join(pieces)
    return shown


def _walk(parent: etree._Element, shown: Shown, pieces: list[str]) -> None:
    for element in parent:
        name = local_name(element)
        if name in _UNSEEN or not name:
            continue
        if name == "t":
            pieces.append(element.text or "")
        elif name in _SIGNS:
            pieces.append(_SIGNS[name])
        elif name == "sym":
            pieces.append(_symbol(element))
        elif name in ("footnoteReference", "endnoteReference"):
            shown.notes.append((name.removesuffix("Reference"), element.get(f"{W}id", "")))
        elif name in _PICTURES:
            _picture(element, shown)
        elif name == "AlternateContent":
            _alternative(element, shown, pieces)
        elif name == "r" and is_on(element.find(f"{W}rPr"), "vanish"):
            shown.hidden += len("".join(show(element).text.split()))
        else:
            _walk(element, shown, pieces)


def _symbol(element: etree._Element) -> str:
    try:
        return chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _alternative(element: etree._Element, shown: Shown, pieces: list[str]) -> None:
    """The same thing twice, for newer and older programs; the first one counts."""
    for choice in element:
        if local_name(choice) in ("Choice", "Fallback"):
            _walk(choice, shown, pieces)
            return


def _picture(element: etree._Element, shown: Shown) -> None:
    """A picture has no text, but boxes in it do, and the decorative writing of older files."""
    waiting = [element]
    while waiting:
        inner = waiting.pop()
        name = local_name(inner)
        if name == "txbxContent":
            shown.boxes.append(inner)
        elif name == "textpath" and inner.get("string", "").strip():
            shown.boxes.append(_line(inner.get("string", "")))
        elif name == "AlternateContent":
            waiting.extend(list(inner)[:1])
        else:
            shown.drawings += name in _UNREAD
            waiting.extend(reversed(inner))


def _line(text: str) -> etree._Element:
    """A text as the content of a box."""
    box = etree.Element(f"{W}txbxContent")
    run = etree.SubElement(etree.SubElement(box, f"{W}p"), f"{W}r")
    etree.SubElement(run, f"{W}t").text = text
    return box
