"""Literal runs by scanning the normalised texts in memory, one long string a field: plain and exact."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from indexer.analysis import field_text, normalise
from indexer.model import TEXT_FIELDS, Passage

__all__ = ["LiteralScan"]

_BORDER = "\0"  # between passages; normalising never makes one, and one in a text only cuts that text


class LiteralScan:
    """The searched text of all passages. A passage's number is its place in source order."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._text: dict[str, str] = {}
        self._starts: dict[str, list[int]] = {}
        for name in TEXT_FIELDS:
            texts = [normalise(field_text(passage, name)) for passage in passages]
            starts, position = [], 0
            for text in texts:
                starts.append(position)
                position += len(text) + 1
            self._text[name], self._starts[name] = _BORDER.join(texts), starts

    def find(self, field: str, run: str) -> list[int]:
        """The numbers of the passages in whose ``field`` the normalised ``run`` occurs, ascending."""
        text, starts = self._text[field], self._starts[field]
        found: list[int] = []
        if not run or _BORDER in run:
            return found
        position = text.find(run)
        while position >= 0:
            number = bisect_right(starts, position) - 1
            found.append(number)
            position = text.find(run, starts[number + 1]) if number + 1 < len(starts) else -1
        return found
