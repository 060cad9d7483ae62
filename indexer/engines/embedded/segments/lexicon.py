"""Sorted dictionaries of byte strings, and the ways to look into them.

All terms lie in one string of bytes, ``\\xff`` before the first and after each: that byte occurs in no
UTF-8 text, so a regular expression over the whole string finds terms without cutting it up. ``offsets[i]``
is where term ``i`` begins. Terms are encoded with ``surrogatepass``: their order is that of code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import numpy as np

from indexer.compiled import Bytes, Longs, Numbers, kernel, short_kernel

__all__ = ["Lexicon", "decode", "encode", "find_slices", "join_terms", "pack_terms", "point_at"]

_ANY = rb"[^\xff]*"
_ONE = rb"(?:[\x00-\x7f]|[\xc0-\xfe][\x80-\xbf]*)"


def encode(term: str) -> bytes:
    """The term's bytes in a dictionary."""
    return term.encode("utf-8", "surrogatepass")


def decode(term: bytes) -> str:
    """The inverse of ``encode``."""
    return term.decode("utf-8", "surrogatepass")


def pack_terms(terms: Sequence[bytes]) -> tuple[Bytes, Longs]:
    """The byte string and the offsets of a dictionary of these terms, in their order."""
    offsets = np.fromiter(accumulate((len(term) + 1 for term in terms), initial=1), np.int64, len(terms) + 1)
    return np.frombuffer(b"\xff".join([b"", *terms, b""]), np.uint8), offsets


def join_terms(terms: Iterable[bytes]) -> bytes:
    """Terms as ``find_slices`` takes them, one ``\\xff`` after each."""
    return b"".join([term + b"\xff" for term in terms])


@short_kernel
def _find_terms(blob: Bytes, offsets: Longs, asked: bytes) -> Longs:
    """The places of the asked terms in the dictionary: where each is or, less one and negated, would be."""
    places = np.empty(len(asked), np.int64)
    count = start = 0
    while start < len(asked):
        end = start
        while end < len(asked) and asked[end] != 0xFF:
            end += 1
        low, high, found = 0, len(offsets) - 1, False
        while low < high:
            middle = (low + high) >> 1
            p, stop, q = offsets[middle], offsets[middle + 1] - 1, start
            while p < stop and q < end and blob[p] == asked[q]:
                p += 1
                q += 1
            if q == end and p == stop:
                low, found = middle, True
                break
            if q < end and (p == stop or blob[p] < asked[q]):
                low = middle + 1
            else:
                high = middle
        places[count] = low if found else -low - 1
        count += 1
        start = end + 1
    return places[:count]


@kernel
def point_at(blob: Bytes, p: int, stop: int) -> tuple[int, int]:
    """The character that begins at ``p`` of a term that ends at ``stop``, and where the next one begins."""
    lead = blob[p]
    width = 1 if lead < 0x80 else (2 if lead < 0xE0 else (3 if lead < 0xF0 else 4))
    point = np.int32(lead) if width == 1 else np.int32(lead & (0xFF >> (width + 1)))
    for q in range(p + 1, min(p + width, stop)):
        point = (point << 6) | np.int32(blob[q] & 0x3F)
    return int(point), p + width


@kernel
def _near_terms(blob: Bytes, offsets: Longs, asked: Numbers, distance: int, prefix: int) -> Longs:
    """Terms within ``distance`` edits of ``asked``, with the same first ``prefix`` characters."""
    longest = len(asked) + distance
    points = np.empty(longest + 1, np.int32)
    row = np.empty(len(asked) + 1, np.int32)
    found = np.empty(len(offsets) - 1, np.int64)
    count = 0
    for term in range(len(offsets) - 1):
        size, p, stop = 0, offsets[term], offsets[term + 1] - 1
        while p < stop and size <= longest:
            point, p = point_at(blob, p, stop)
            points[size] = point
            size += 1
        if size > longest or size < len(asked) - distance or size < prefix:
            continue
        same = True
        for i in range(prefix):
            same = same and points[i] == asked[i]
        if not same:
            continue
        for i in range(len(asked) + 1):
            row[i] = i
        for j in range(size):
            diagonal, row[0] = row[0], j + 1
            for i in range(len(asked)):
                change = diagonal + (0 if asked[i] == points[j] else 1)
                diagonal = row[i + 1]
                row[i + 1] = min(change, row[i] + 1, row[i + 1] + 1)
        if row[len(asked)] <= distance:
            found[count] = term
            count += 1
    return found[:count]


@short_kernel
def find_slices(blob: Bytes, offsets: Longs, slices: Longs, dense: Numbers, asked: bytes) -> Longs:
    """What belongs to the asked terms: rows of where their slices start and end, their bitmaps, their places.

    The slice of an unknown term is empty and its place negative. The bitmap of a term is its place among
    ``dense``, an ascending list of places in the dictionary, or -1.
    """
    places = _find_terms(blob, offsets, asked)
    found = np.zeros((4, len(places)), np.int64)
    for k in range(len(places)):
        found[2, k], found[3, k] = -1, places[k]
        if places[k] >= 0:
            found[0, k], found[1, k] = slices[places[k]], slices[places[k] + 1]
            row = np.searchsorted(dense, places[k])
            if row < len(dense) and dense[row] == places[k]:
                found[2, k] = row
    return found


class Lexicon(Sequence[bytes]):
    """A dictionary over its two verified arrays; as a sequence it gives the terms in order."""

    def __init__(self, blob: Bytes, offsets: Longs) -> None:
        self.blob, self.offsets = blob, offsets
        self._view = blob.data

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]  # slices are never asked for
        return bytes(self._view[self.offsets[place] : self.offsets[place + 1] - 1])

    def find_all(self, terms: Iterable[bytes]) -> Longs:
        """The place of each term, negative where there is none."""
        return _find_terms(self.blob, self.offsets, join_terms(terms))

    def find(self, term: bytes) -> int:
        """The term's place, or -1."""
        return max(-1, int(self.find_all([term])[0]))

    def first_from(self, term: bytes) -> int:
        """The place of the first term that is not before ``term``."""
        place = int(self.find_all([term])[0])
        return place if place >= 0 else -place - 1

    def with_prefix(self, prefix: bytes) -> range:
        """The places of all terms that begin with ``prefix``."""
        start = self.first_from(prefix)
        end = self.first_from(prefix + b"\xfe") if prefix else len(self)  # no UTF-8 byte is above \xf4
        return range(start, end)

    def like(self, pattern: str) -> Iterator[int]:
        """The places of all terms that match; ``*`` stands for any characters, ``?`` for one."""
        pieces = re.split(r"([*?])", pattern)
        expression = b"".join(
            _ANY if piece == "*" else _ONE if piece == "?" else re.escape(encode(piece)) for piece in pieces
        )
        for match in re.finditer(rb"(?<=\xff)" + expression + rb"(?=\xff)", self._view):
            yield int(np.searchsorted(self.offsets, match.start()))

    def near(self, term: str, distance: int, prefix: int) -> list[int]:
        """The places of all terms at most ``distance`` insertions, deletions and changes away.

        The first ``prefix`` characters must be the same.
        """
        points = np.array([ord(char) for char in term], np.int32)
        near: Longs = _near_terms(self.blob, self.offsets, points, distance, min(prefix, len(term)))
        return near.tolist()
