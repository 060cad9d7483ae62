"""Word's paragraph styles: which one makes a heading, a title, a line of the contents, an item of a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from indexer.documents.binary.wordml import W, child_value, whole_number

__all__ = ["Styles"]

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])$")
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*(?:[1-9]|heading|标题)$")
_TITLES = frozenset(("title", "标题", "標題"))
_BODY_TEXT = 9
"""The outline level that says: no heading."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Style:
    """One style as the file gives it; None and empty where it leaves things to the style it is based on."""

    own: str
    name: str
    based_on: str
    outline: int | None
    number: str
    depth: int | None


class Styles:
    """The styles of a document by their ids; an empty id stands for the default style of paragraphs."""

    def __init__(self, root: etree._Element | None) -> None:
        """``root`` is styles.xml, where there is one."""
        self._styles: dict[str, _Style] = {}
        self.lists: dict[str, str] = {}
        """The list (w:numId) that each style names itself, list styles included."""
        for element in () if root is None else root.iterchildren(f"{W}style"):
            style = _style(element)
            self._styles[style.own] = style
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
                self._styles[""] = style
            if style.number:
                self.lists[style.own] = style.number

    def heading_level(self, style: str) -> int | None:
        """The level of a heading style, 1 for the outermost; None for a style of running text."""
        outline = self._first(style, lambda known: known.outline)
        if outline is not None:
            return outline + 1 if outline < _BODY_TEXT else None
        return self._first(style, _level_by_name)

    def is_title(self, style: str) -> bool:
        """Whether it is the style of a document's title."""
        return any(known.name in _TITLES for known in self._chain(style))

    def is_contents(self, style: str) -> bool:
        """Whether it is a style of the table of contents, which Word makes of the headings."""
        return any(bool(_CONTENTS.match(known.name)) for known in self._chain(style))

    def numbering(self, style: str) -> tuple[str, int | None, str]:
        """The list that a style is numbered by, or empty; the level it names; the style that says so."""
        for known in self._chain(style):
            if known.number:
                return known.number, known.depth, known.own
        return "", None, ""

    def _first(self, style: str, look: Callable[[_Style], Value | None]) -> Value | None:
        return next((value for value in map(look, self._chain(style)) if value is not None), None)

    def _chain(self, style: str) -> Iterator[_Style]:
        """A style and those that it is based on; the file may go round in a circle."""
        seen: set[str] = set()
        known = self._styles.get(style) or self._styles.get("")
        while known is not None and known.own not in seen:
            seen.add(known.own)
            yield known
            known = self._styles.get(known.based_on) if known.based_on else None


def _style(element: etree._Element) -> _Style:
    properties = element.find(f"{W}pPr")
    numbering = None if properties is None else properties.find(f"{W}numPr")
    return _Style(
        own=element.get(f"{W}styleId", ""),
        name=child_value(element, "name").strip().lower(),
        based_on=child_value(element, "basedOn"),
        outline=None if properties is None else whole_number(child_value(properties, "outlineLvl")),
        number="" if numbering is None else child_value(numbering, "numId"),
        depth=None if numbering is None else whole_number(child_value(numbering, "ilvl")),
    )


def _level_by_name(style: _Style) -> int | None:
    found = _HEADING.match(style.name)
    return int(found[1]) if found else None
