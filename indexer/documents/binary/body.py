"""The body of a .docx file to blocks: numbered paragraphs, rows as lines, boxes and notes in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from lxml import etree

from indexer.documents.binary.numbering import Lists
from indexer.documents.binary.runs import Shown, show
from indexer.documents.binary.styles import Styles
from indexer.documents.binary.wordml import W, child_value, local_name, whole_number
from indexer.documents.text import join_lines
from indexer.model import Block

__all__ = ["Body"]

_NOTE_NAMES = {"footnote": "注", "endnote": "尾注"}
_LONGEST_CELL = 60
"""Characters: a cell of several short lines is still a cell of a row; a longer one is text."""

Notes = Mapping[tuple[str, str], etree._Element]


class Body:
    """Gathers the lines of a document's text, in the order in which they are read.

    ``left_out`` counts what is not text of its author's, by what it is; ``titles`` are the paragraphs in
    the style of a title.
    """

    def __init__(self, styles: Styles, lists: Lists, notes: Notes) -> None:
        """``notes`` are the foot- and endnotes by (kind, id)."""
        self._styles, self._lists, self._notes = styles, lists, notes
        self.blocks: list[Block] = []
        self.left_out: Counter[str] = Counter()
        self.titles: list[str] = []
        self._numbers: Counter[str] = Counter()
        self._begun = ""

    def add(self, elements: Iterable[etree._Element]) -> None:
        """Read what stands in a body, a cell, a box or a note."""
        for element in elements:
            match local_name(element):
                case "p":
                    self._paragraph(element)
                case "tbl":
                    self._table(element)
                case "sdt":
                    self._control(element)
                case "altChunk":
                    self.left_out["embedded documents"] += 1
                case "customXml" | "sdtContent" | "ins" | "moveTo" | "smartTag":
                    self.add(element)
                case _:
                    pass

    def _control(self, element: etree._Element) -> None:
        """A content control; Word keeps its table of contents in one."""
        galleries = [inner.get(f"{W}val", "") for inner in element.iter(f"{W}docPartGallery")]
        if "Table of Contents" in galleries[:1]:
            shown = [show(paragraph).text for paragraph in element.iter(f"{W}p")]
            self.left_out["lines of the table of contents"] += sum(map(bool, map(str.strip, shown)))
        else:
            self.add(element)

    # ---- paragraphs ----

    def _paragraph(self, element: etree._Element) -> None:
        properties = element.find(f"{W}pPr")
        style = "" if properties is None else child_value(properties, "pStyle")
        shown = show(element)
        label = self._label(properties, style)
        if self._styles.is_contents(style):
            self.left_out["lines of the table of contents"] += bool(shown.text.strip())
            return
        text = self._begun + shown.text
        self._begun = ""
        if _runs_on(properties):
            self._begun = text
        else:
            self._lines(label, text, style, properties)
        self._attached(shown)

    def _lines(self, label: str, text: str, style: str, properties: etree._Element | None) -> None:
        level = self._level(style, properties)
        if level is not None:
            text = join_lines([line.strip() for line in text.split("\n") if line.strip()])
            if text and self._styles.is_title(style):
                self.titles.append(text)
        if text.strip():
            text = label + text.lstrip() if label else text
        self.blocks += [Block(line.rstrip(), level if line.strip() else None) for line in text.split("\n")]

    def _level(self, style: str, properties: etree._Element | None) -> int | None:
        own = None if properties is None else whole_number(child_value(properties, "outlineLvl"))
        if own is not None:
            return own + 1 if 0 <= own < 9 else None
        return self._styles.heading_level(style) or (1 if self._styles.is_title(style) else None)

    def _label(self, properties: etree._Element | None, style: str) -> str:
        """The automatic number of a paragraph: its own list, or the one of its style."""
        number, depth, owner = self._styles.numbering(style)
        own = None if properties is None else properties.find(f"{W}numPr")
        if owner and (tied := self._lists.level_of_style(number, owner)) is not None:
            depth = tied
        if own is not None:
            number = child_value(own, "numId") or number
            named = whole_number(child_value(own, "ilvl"))
            depth = named if named is not None else depth
        return self._lists.label(number, depth or 0) if number else ""

    def _attached(self, shown: Shown) -> None:
        for box in shown.boxes:
            self.add(box)
        for kind, note in shown.notes:
            element = self._notes.get((kind, note))
            if element is not None:
                self._note(kind, element)
        self.left_out["characters of hidden text"] += shown.hidden
        self.left_out["charts and drawings with words of their own"] += shown.drawings

    def _note(self, kind: str, element: etree._Element) -> None:
        """A note stands below the paragraph that refers to it, under the number that a reader sees."""
        self._numbers[kind] += 1
        inner = self._inner()
        inner.add(element)
        lines = [block.text.strip() for block in inner.blocks if block.text.strip()]
        if lines:
            first, *others = lines
            self.blocks.append(Block(f"{_NOTE_NAMES[kind]}{self._numbers[kind]}：{first}"))
            self.blocks += map(Block, others)

    # ---- tables ----

    def _table(self, table: etree._Element) -> None:
        self.blocks.append(Block(""))
        for row in _parts(table, "tr"):
            cells = []
            for cell in _parts(row, "tc"):
                inner = self._inner()
                inner.add(cell)
                cells.append(inner.blocks)
            self.blocks += _row(cells)
        self.blocks.append(Block(""))

    def _inner(self) -> Body:
        """A body within this one: the same lists go on, the same counts, but lines of its own."""
        inner = Body(self._styles, self._lists, self._notes)
        inner.left_out, inner.titles, inner._numbers = self.left_out, self.titles, self._numbers
        return inner


def _runs_on(properties: etree._Element | None) -> bool:
    """Whether the end of a paragraph was deleted while changes were tracked."""
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def _parts(parent: etree._Element, name: str) -> Iterable[etree._Element]:
    """The rows of a table or the cells of a row, through the controls that may be around them."""
    for element in parent:
        if local_name(element) == name:
            yield element
        elif local_name(element) in ("sdt", "sdtContent", "customXml"):
            yield from _parts(element, name)


def _row(cells: list[list[Block]]) -> list[Block]:
    """A row on one line, as a reader's eye takes it; where a cell holds text, cell after cell.

    Forms put a whole summary into a cell, often beside one that says what it is.
    """
    filled = [[block for block in cell if block.text.strip()] for cell in cells]
    filled = [cell for cell in filled if cell]
    lines = [" ".join(block.text.strip() for block in cell) for cell in filled]
    text = any(len(cell) > 1 and len(line) > _LONGEST_CELL for cell, line in zip(filled, lines, strict=True))
    if len(filled) == 1 or text:
        return [block for cell in filled for block in cell]
    return [Block(" ".join(lines))] if lines else []
