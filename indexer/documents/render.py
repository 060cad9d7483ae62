"""An outline as text for people: what was found, indented by level, each section by its first words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from indexer.model import Collection, Part, Section

__all__ = ["render_outline"]

_SHOWN = 24


def render_outline(collection: Collection) -> str:
    """The title, what was left out, the introduction and each part with its sections.

    A section shows its numbering, heading, length and beginning.

    It may go to a terminal, so the texts' control characters come out escaped.
    """
    return "\n".join(map(_harmless, _lines(collection))) + "\n"


def _harmless(line: str) -> str:
    return "".join(
        char
        if char.isprintable() or unicodedata.category(char) == "Zs"
        else char.encode("unicode_escape").decode()
        for char in line
    )


def _lines(collection: Collection) -> Iterator[str]:
    numbered = [part for part in collection.parts if part.ordinal is not None]
    origin = "" if collection.title_line else "（题名不在正文中）"
    yield f"《{collection.title}》{origin}" + (f" {len(numbered)} 篇" if numbered else "")
    for line in collection.furniture:
        yield f"略去 {line[:_SHOWN]}" + ("…" if len(line) > _SHOWN else "")
    if collection.preface:
        yield f"引言 {_extent(collection.preface)}"
    for part in collection.parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    if part.ordinal is not None:
        yield f"第 {part.ordinal} 篇 {part.title}"
    for section in part.sections:
        yield _section(section)


def _section(section: Section) -> str:
    depth = len(section.path)
    if not section.path:
        return f"  （无标题） {_extent(section.text)}"
    own = section.path[-1]
    name = f"{own.number}┊{own.text}" if own.number else own.text
    return f"{'  ' * depth}{name}" + (f" {_extent(section.text)}" if section.text else "")


def _extent(text: str) -> str:
    """How long a text is and how it begins."""
    paragraphs = text.split("\n")
    beginning = paragraphs[0][:_SHOWN] + ("…" if len(text) > _SHOWN else "")
    return f"[{len(paragraphs)} 段 {len(text)} 字] {beginning}"
