"""Which sections of a part become passages, and the ids of passages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.classify.rules import Position
from indexer.model import Heading, Part

__all__ = ["Run", "passage_id", "position_of", "runs"]

_STOPS = "。：:；;"
"""What ends a heading on the line of its text, "加强领导。各级…", and is none of its words."""


@dataclass(frozen=True, slots=True)
class Run:
    """A section that becomes passages: its headings without numbering, its text, its place in the part."""

    heading: tuple[str, ...]
    text: str
    position: Position


def runs(part: Part) -> Iterator[Run]:
    """Yield what of ``part`` becomes passages, in order.

    Every section with text; and a heading without text that no following section has above it, with
    its own words as text. A part of nothing but a title gives its title.
    """
    kept: list[tuple[tuple[Heading, ...], str]] = []
    for index, section in enumerate(part.sections):
        if section.text.strip():
            kept.append((section.path, section.text))
        elif section.path and not _is_above(section.path, part, index + 1):
            kept.append((section.path, section.path[-1].text or section.path[-1].number))
    if not kept and part.title:
        kept.append(((), part.title))
    for index, (path, text) in enumerate(kept):
        yield Run(_words_of(path), text, position_of(index, len(kept)))


def _words_of(path: tuple[Heading, ...]) -> tuple[str, ...]:
    """The headings of ``path`` without numbering and stop; one of nothing but numbering is left out."""
    return tuple(words for heading in path if (words := heading.text.rstrip(_STOPS) or heading.text))


def passage_id(
    key: str, part: tuple[object, ...], heading: tuple[str, ...], occurrence: int, piece: int
) -> str:
    """16 hex digits that depend on nothing but where a passage stands.

    ``part`` tells the parts of a text apart, ``occurrence`` the sections of a part with one heading
    path. So a section that is added or removed elsewhere does not change the id.
    """
    place = json.dumps([key, part, heading, occurrence, piece])  # ASCII, so any character can be hashed
    return hashlib.blake2b(place.encode(), digest_size=8).hexdigest()


def _is_above(path: tuple[Heading, ...], part: Part, index: int) -> bool:
    """Whether section ``index`` stands under ``path``. It gives a passage, or one under it does."""
    return index < len(part.sections) and part.sections[index].path[: len(path)] == path


def position_of(index: int, count: int) -> Position:
    """What the place of section ``index`` among ``count`` sections is called."""
    if count == 1:
        return "only"
    if index == 0:
        return "first"
    return "last" if index == count - 1 else "middle"
