"""One character in, one character out: the form in which texts, queries and marks are compared.

Folded are width (Ａ to A, ideographic blank to blank), case, compatibility ideographs, and traditional to
simplified characters (OpenCC's character table, see ``scripts/make_simplified_table.py``). What cannot be
folded one to one stays as it is. So an offset in the normalised text is an offset in the original, and
marks are exact without a map. Normalising twice changes nothing.
"""

from __future__ import annotations

import functools
import sys
import unicodedata
from importlib.resources import files

import numpy as np

from indexer.compiled import Points

__all__ = ["fold_width", "normalise", "normalised_points"]

_LAST_CASED = 0x1FFFF
"""No character after this one has an upper and a lower case, or composes, but for the ideographs below."""

_COMPATIBILITY_IDEOGRAPHS = range(0x2F800, 0x2FA20)


def normalise(text: str) -> str:
    """The compared form of ``text``, of the same length."""
    return _fold(text, _table())


def normalised_points(text: str) -> Points:
    """The numbers of the characters of ``normalise(text)``; see ``trie.points_of``."""
    return _point_table()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)]


def fold_width(text: str) -> str:
    """``text`` with full-width forms made half-width and nothing else changed, of the same length.

    Query operators are read after this step: it keeps AND apart from and.
    """
    return _fold(text, _width_table())


def _fold(text: str, table: Points) -> str:
    if text.isascii() and table is _width_table():
        return text
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return table[points].tobytes().decode("utf-32-le", "surrogatepass")


@functools.cache
def _point_table() -> Points:
    return _table() + np.uint32(1)


@functools.cache
def _width_table() -> Points:
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for point in (0x3000, *range(0xFF01, 0xFFEF)):
        kind, _, target = unicodedata.decomposition(chr(point)).partition(" ")
        if kind in ("<wide>", "<narrow>") and " " not in target:
            table[point] = int(target, 16)
    return table


@functools.cache
def _table() -> Points:
    """The whole folding as one look-up table, closed: table[table[x]] == table[x]."""
    table = _width_table().copy()
    points = [*range(_LAST_CASED + 1), *_COMPATIBILITY_IDEOGRAPHS]
    for point, char in zip(points, map(chr, table[points].tolist()), strict=True):
        composed = unicodedata.normalize("NFC", char)  # changes compatibility ideographs and a few signs
        lower = (composed if len(composed) == 1 else char).lower()
        if lower != char and len(lower) == 1:
            table[point] = ord(lower)
    simplified = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for line in (files("indexer.analysis") / "tables" / "simplified.tsv").read_text("utf-8").splitlines():
        before, after = line.split("\t")
        simplified[ord(before)] = ord(after)
    return simplified[table]
