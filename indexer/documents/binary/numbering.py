"""Word's automatic numbering: the "一、" and "1.2" that a reader sees though no one typed them.

A paragraph names a list (w:num) and a level of it; what the level looks like is in an abstract list, which
several lists may share, and with it they share its counters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from indexer.documents.binary.numerals import numeral
from indexer.documents.binary.wordml import W, child_value, whole_number

__all__ = ["Lists"]

_PLACE = re.compile(r"%([1-9])")
_FULL_WIDTH = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]$")
_BULLETS = {"o": "•", "l": "•", "n": "■", "u": "◆"}
"""Letters that are bullets in the fonts of pictures, which lists of Latin letters never are."""


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level is numbered. ``restart``: it begins anew after a level above this one; 0: never."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    gap: str = "tab"
    restart: int | None = None
    plain: bool = False
    paragraph_style: str = ""


@dataclass(slots=True)
class _Abstract:
    """The levels of an abstract list and where its counters stand; None: not begun."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _List:
    """A w:num: its abstract list, levels of its own, and the numbers it begins with at first use."""

    abstract: _Abstract
    levels: dict[int, _Level]
    starts: dict[int, int]


class Lists:
    """The lists of a document, and how far each has counted; paragraphs come in the order of the text."""

    def __init__(self, root: etree._Element | None, styles: dict[str, str]) -> None:
        """``root`` is numbering.xml, where there is one; ``styles`` the list that a style names, by style."""
        self._lists: dict[str, _List] = {}
        self._used: set[tuple[str, int]] = set()
        if root is not None:
            abstracts = _abstracts(root, styles)
            for element in root.iterchildren(f"{W}num"):
                abstract = abstracts.get(child_value(element, "abstractNumId"))
                if abstract is not None:
                    self._lists[element.get(f"{W}numId", "")] = _list(element, abstract)

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level of a list that is tied to a paragraph style."""
        known = self._lists.get(number)
        if known is None:
            return None
        levels = {**known.abstract.levels, **known.levels}
        return next((depth for depth, level in levels.items() if level.paragraph_style == style), None)

    def label(self, number: str, depth: int) -> str:
        """What stands before the next paragraph of this list and level, with the gap after it; counts on."""
        known = self._lists.get(number)
        if known is None:
            return ""
        level = known.levels.get(depth) or known.abstract.levels.get(depth)
        if level is None:
            return ""
        counts = known.abstract.counts
        if depth in known.starts and (number, depth) not in self._used:
            counts[depth] = known.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._used.add((number, depth))
        self._restart(known, depth)
        return _written(known, level)

    def _restart(self, known: _List, depth: int) -> None:
        for deeper in [place for place in known.abstract.counts if place > depth]:
            level = known.levels.get(deeper) or known.abstract.levels.get(deeper) or _Level()
            if level.restart is None or depth < level.restart:
                del known.abstract.counts[deeper]


def _written(known: _List, level: _Level) -> str:
    if level.style == "bullet":
        return _bullet(level.text)

    def place(found: re.Match[str]) -> str:
        inner = int(found[1]) - 1
        shown = known.levels.get(inner) or known.abstract.levels.get(inner) or _Level()
        style = "decimal" if level.plain else shown.style
        return numeral(known.abstract.counts.get(inner, shown.start), style)

    text = _PLACE.sub(place, level.text).strip()
    # A tab after "一、" is hardly seen; after "1." a gap is what a reader sees.
    spaced = text and level.gap != "nothing" and not _FULL_WIDTH.search(text)
    return f"{text} " if spaced else text


def _bullet(text: str) -> str:
    sign = text.strip()[:1]
    if not sign:
        return ""
    # Fonts of pictures keep their signs where Unicode has none.
    return f"{_BULLETS.get(sign, '•' if 0xE000 <= ord(sign) <= 0xF8FF else sign)} "


# ---- numbering.xml ----


def _abstracts(root: etree._Element, styles: dict[str, str]) -> dict[str, _Abstract]:
    """The abstract lists by id. One that only refers to a list style takes over the levels of that."""
    found, named, referring = {}, {}, {}
    for element in root.iterchildren(f"{W}abstractNum"):
        own = element.get(f"{W}abstractNumId", "")
        found[own] = _Abstract(dict(_levels(element)))
        if name := child_value(element, "styleLink"):
            named[name] = found[own]
        if name := child_value(element, "numStyleLink"):
            referring[own] = name
    numbers = {
        element.get(f"{W}numId", ""): child_value(element, "abstractNumId")
        for element in root.iterchildren(f"{W}num")
    }
    for own, name in referring.items():
        target = named.get(name) or found.get(numbers.get(styles.get(name, ""), ""))
        found[own] = target or found[own]
    return found


def _levels(parent: etree._Element) -> Iterator[tuple[int, _Level]]:
    for element in parent.iterchildren(f"{W}lvl"):
        yield whole_number(element.get(f"{W}ilvl")) or 0, _level(element)


def _level(element: etree._Element) -> _Level:
    styles = [inner.get(f"{W}val", "") for inner in element.iter(f"{W}numFmt")]  # newer ones have a fallback
    restart = element.find(f"{W}lvlRestart")
    return _Level(
        style=next((style for style in styles if style != "custom"), "decimal"),
        text=child_value(element, "lvlText"),
        start=whole_number(child_value(element, "start")) or 0,
        gap=child_value(element, "suff") or "tab",
        restart=None if restart is None else whole_number(restart.get(f"{W}val")),
        plain=element.find(f"{W}isLgl") is not None,
        paragraph_style=child_value(element, "pStyle"),
    )


def _list(element: etree._Element, abstract: _Abstract) -> _List:
    levels, starts = {}, {}
    for override in element.iterchildren(f"{W}lvlOverride"):
        depth = whole_number(override.get(f"{W}ilvl")) or 0
        levels.update(dict(_levels(override)))
        start = whole_number(child_value(override, "startOverride"))
        if start is not None:
            starts[depth] = start
            if depth in levels:
                levels[depth] = replace(levels[depth], start=start)
    return _List(abstract, levels, starts)
