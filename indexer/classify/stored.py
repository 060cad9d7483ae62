"""A part again, from its passages as an index keeps them: its text, and where one of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from indexer.classify.rules import Position
from indexer.classify.runs import position_of
from indexer.model import Passage

__all__ = ["neighbours", "place_in", "text_of"]


def text_of(part: Sequence[Passage]) -> str:
    """The text of a part with each heading once, as it was labelled but for numbering and blank lines."""
    lines: list[str] = []
    above: tuple[str, ...] = ()
    for passage in part:
        shared = 0
        while shared < min(len(above), len(passage.heading)) and above[shared] == passage.heading[shared]:
            shared += 1
        lines += (*passage.heading[shared:], passage.text)
        above = passage.heading
    return "\n".join(lines)


def place_in(part: Sequence[Passage], passage: Passage) -> Position:
    """Where the section of ``passage`` stands in its part; all pieces of a section stand in one place."""
    sections = [
        [piece.id for piece in pieces] for _, pieces in groupby(part, key=lambda piece: piece.heading)
    ]
    index = next((index for index, ids in enumerate(sections) if passage.id in ids), 0)
    return position_of(index, len(sections))


def neighbours(part: Sequence[Passage], passage: Passage) -> tuple[str, str]:
    """The stored roles of the passages before and after ``passage``; "" where there is none."""
    index = next((index for index, one in enumerate(part) if one.id == passage.id), None)
    if index is None:
        return "", ""
    earlier, later = part[:index][-1:], part[index + 1 :][:1]
    return "".join(one.section for one in earlier), "".join(one.section for one in later)
