"""How characters are read: a character in, its toneless syllables out.

The table is made by ``scripts/make_pinyin_table.py``, which says where the facts come from. It holds the
common readings of simplified characters (重 zhong and chong), ü written v (绿 lv). Nothing is read at import;
the first use takes some milliseconds. Readings are for suggestions and corrections: never for searching.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from indexer.analysis.normalise import normalise

__all__ = ["Pinyin", "pinyin"]


@dataclass(frozen=True, eq=False)
class Pinyin:
    """All readings: those of code point p are ``syllables[i] for i in ids[starts[p] : starts[p + 1]]``."""

    syllables: tuple[str, ...]
    """Every syllable there is, sorted; its place is its id."""
    starts: npt.NDArray[np.int32]
    """Shape (last code point + 2,); characters after the last one have no readings."""
    ids: npt.NDArray[np.uint16]
    """Syllable ids; of each character, the usual reading first."""

    def readings(self, char: str) -> tuple[str, ...]:
        """The syllables of one character, the usual one first; none if it is no Chinese character.

        Traditional and full-width forms are read as what they are normalised to.
        """
        point = ord(normalise(char))
        if point + 1 >= len(self.starts):
            return ()
        found = self.ids[self.starts[point] : self.starts[point + 1]]
        return tuple(self.syllables[i] for i in found.tolist())


@functools.cache
def pinyin() -> Pinyin:
    """The readings of the table, read once."""
    rows = [line.split("\t") for line in _table().splitlines()]
    pairs = [
        (ord(char), later, syllable)
        for syllable, row in enumerate(rows)
        for later, chars in enumerate(row[1:])
        for char in chars
    ]
    points, _, ids = np.array(sorted(pairs), np.int32).T
    counts = np.bincount(points)
    return Pinyin(
        syllables=tuple(row[0] for row in rows),
        starts=np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
        ids=ids.astype(np.uint16),
    )


def _table() -> str:
    return (files("indexer.analysis") / "tables" / "pinyin.tsv").read_text("utf-8")
