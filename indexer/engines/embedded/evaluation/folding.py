"""Near-duplicates among the passages of a snapshot: found by their sketches, made sure of by their texts.

Equal sketches are taken for equal texts, unread: for two texts that agree by just less than ``NEARLY`` the
chance of that is 1 in 700,000, and it falls fast below. Sketches that differ in up to ``UNSURE`` bits are a
hint only: both texts are read and compared exactly. Of pairs that agree by 0.8, 1 in 60 has sketches that
differ more, of pairs that agree by 0.85, 1 in 1,800: these are missed. An answer reads ``READ`` texts; past
these, sketches that differ in at most ``CLOSE`` bits count as near: of pairs that agree by 0.75, 1 in 1,200
has such, by 0.7, 1 in 19,000. (All are tails of the binomial distribution of 128 bits.)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from threading import Lock

import numpy as np
import numpy.typing as npt

from indexer.analysis.sketches import NEARLY, WORDS, agreement, shingles_of
from indexer.bits import bits_in
from indexer.compiled import Bits, Longs, Numbers, kernel
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.engines.embedded.segments.sketches import read_sketches

__all__ = ["FOLDED", "NearDuplicates", "duplicates_in", "fold_hits"]

FOLDED = 500
"""So many of the best hits are compared with each other; those after them stand alone."""

UNSURE = 20
CLOSE = 5
READ = 16

_KEPT = 1_024
"""Texts whose shingles are kept for the next question: the next page asks for the same ones."""

Read = Callable[[Sequence[int]], Sequence[str]]

_Hit = tuple[float, int]
_Row = tuple[_Hit, tuple[int, ...]]


class NearDuplicates:
    """Compares passages by number, counted through all segments. Safe to share between threads.

    Any method may raise what reading texts may raise.
    """

    def __init__(self, sketches: Sequence[Bits], read: Read) -> None:
        """``sketches`` are those of the passages of each segment, a row of WORDS numbers a passage.

        ``read`` gives the texts of some passages, by their numbers.
        """
        self._sketches = [_unwritable(rows) for rows in sketches]
        self._bases = list(accumulate(map(len, sketches), initial=0))
        self._shingles = _Shingles(read)

    def fold(self, numbers: Sequence[int]) -> Numbers:
        """Under which of some passages each is folded, as a place among them; -1 for one that is not.

        The first is never folded; any other is folded under the first before it that it nearly agrees with
        and that is not folded itself.
        """
        sketches = self._of(np.array(numbers, np.int64))
        owners = np.full(len(numbers), -1, np.int32)
        unsure = np.empty((2, len(numbers)), np.int32)
        place, left = 0, READ
        while True:
            limits = (0, UNSURE) if left else (CLOSE, CLOSE)
            place, count = _next_unsure(sketches, owners, place, *limits, unsure)
            if not count:
                return owners
            others, bits = unsure[:, :count]
            asked = [numbers[other] for other in others.tolist()]
            same, read = self._compare(numbers[place], asked, sketches[others], bits, left)
            owners[others[same]] = place
            left -= read
            place += 1

    def nearly_same(self, number: int, numbers: Longs) -> npt.NDArray[np.bool_]:
        """Which of some passages nearly agree with the passage ``number``; the closest are read first."""
        sketches = self._of(numbers)
        places, bits = self._close(number, sketches)
        order = np.argsort(bits, kind="stable")
        order = order[bits[order] > 0]
        places, equal = places[order], places[bits == 0]
        agreed, _ = self._compare(number, numbers[places].tolist(), sketches[places], bits[order], READ)
        same = np.zeros(len(numbers), np.bool_)
        same[equal] = True
        same[places[agreed]] = True
        return same

    def near(self, number: int) -> Longs:
        """The numbers of all passages that nearly agree with one, ascending, itself included."""
        found = [
            self._close(number, sketches)[0] + np.int64(base)
            for base, sketches in zip(self._bases, self._sketches, strict=False)
        ]
        close = np.concatenate(found)
        return np.union1d(close[self.nearly_same(number, close)], np.array([number], np.int64))

    def _close(self, number: int, sketches: Bits) -> tuple[Numbers, Numbers]:
        """The places of the sketches that differ in few bits from that of a passage, and in how many."""
        first, second = self._of(np.array([number], np.int64))[0]
        return _close_ones(sketches, first, second, UNSURE)

    def _of(self, numbers: Longs) -> Bits:
        """The sketches of some passages, a row each."""
        segments = np.searchsorted(self._bases, numbers, side="right") - 1
        found = np.empty((len(numbers), WORDS), np.uint64)
        for segment, (base, sketches) in enumerate(zip(self._bases, self._sketches, strict=False)):
            own = segments == segment
            found[own] = sketches[numbers[own] - base]
        return _unwritable(found)

    def _compare(
        self, number: int, others: Sequence[int], sketches: Bits, bits: Numbers, most: int
    ) -> tuple[npt.NDArray[np.bool_], int]:
        """Which of some passages nearly agree with one, and how many were read: of equal sketches, one."""
        doubtful: dict[tuple[int, ...], int] = {}
        rows = list(map(tuple, sketches.tolist()))
        for other, sketch in zip(others, rows, strict=True):
            if len(doubtful) < most:
                doubtful.setdefault(sketch, other)
        shingles = self._shingles.of([number, *doubtful.values()] if doubtful else [])
        known = {
            sketch: agreement(shingles[0], one) >= NEARLY
            for sketch, one in zip(doubtful, shingles[1:], strict=True)
        }
        close = (bits <= CLOSE).tolist()
        same = [known.get(sketch, one) for sketch, one in zip(rows, close, strict=True)]
        return np.array(same, np.bool_), len(doubtful)


def duplicates_in(segments: Sequence[OpenSegment]) -> NearDuplicates:
    """All passages of some segments. Raises IndexDamaged, as reading texts may later."""
    bases = list(accumulate((segment.documents for segment in segments), initial=0))

    def read(numbers: Sequence[int]) -> list[str]:
        places = [bisect_right(bases, number) - 1 for number in numbers]
        return [
            segments[place].passage(number - bases[place]).text
            for place, number in zip(places, numbers, strict=True)
        ]

    return NearDuplicates(
        [read_sketches(segment.file, segment.documents).reshape(-1, WORDS) for segment in segments], read
    )


class _Shingles:
    """The shingles of texts, read when they are first asked for."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._kept: dict[int, Bits] = {}
        self._lock = Lock()

    def of(self, numbers: Sequence[int]) -> list[Bits]:
        """Those of some passages. The texts that are missing are read at once."""
        with self._lock:
            found = {number: self._kept[number] for number in numbers if number in self._kept}
        missing = [number for number in numbers if number not in found]
        if missing:
            found |= zip(missing, map(shingles_of, self._read(missing)), strict=True)
        with self._lock:
            for number in numbers:  # what was asked for last is kept longest
                self._kept.pop(number, None)
                self._kept[number] = found[number]
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return [found[number] for number in numbers]


def _unwritable(array: Bits) -> Bits:
    """The same numbers as the mapped ones are: kernels are compiled once for all."""
    view = array.view()
    view.flags.writeable = False
    return view


def fold_hits(hits: Sequence[_Hit], owners: Numbers) -> list[_Row]:
    """Hits (score and number) that are not folded, in their order, each with the numbers of those under it.

    ``owners`` is what ``fold`` says of the first of them.
    """
    under: dict[int, list[int]] = {}
    for place in np.flatnonzero(owners >= 0).tolist():
        under.setdefault(int(owners[place]), []).append(hits[place][1])
    alone = [*np.flatnonzero(owners < 0).tolist(), *range(len(owners), len(hits))]
    return [(hits[place], tuple(under.get(place, ()))) for place in alone]


@kernel
def _next_unsure(
    sketches: Bits, owners: Numbers, place: int, sure: int, limit: int, unsure: Numbers
) -> tuple[int, int]:
    """Folds under each from ``place`` on the ``sure`` ones, up to a place where texts must tell.

    Returns that place and of how many the texts must; ``unsure`` then begins with their places, and in how
    many bits they differ. Where all is folded, there are none.
    """
    for i in range(place, len(owners)):
        first, second = sketches[i]
        if owners[i] >= 0 or first | second == 0:
            continue
        count = 0
        for j in range(i + 1, len(owners)):
            bits = bits_in(first ^ sketches[j, 0])
            if bits > limit:
                continue
            bits += bits_in(second ^ sketches[j, 1])
            if bits > limit or owners[j] >= 0:
                continue
            if bits <= sure:
                owners[j] = i
            else:
                unsure[0, count], unsure[1, count] = j, bits
                count += 1
        if count:
            return i, count
    return len(owners), 0


@kernel
def _close_ones(sketches: Bits, first: np.uint64, second: np.uint64, limit: int) -> tuple[Numbers, Numbers]:
    """The places of the sketches that differ from one in few bits, and in how many; of no content, none."""
    places, found = np.empty(16, np.int32), np.empty(16, np.int32)
    count = 0
    for place in range(len(sketches) if first | second else 0):
        bits = bits_in(first ^ sketches[place, 0])
        if bits > limit:
            continue
        bits += bits_in(second ^ sketches[place, 1])
        if bits > limit:
            continue
        if count == len(places):
            places = np.append(places, np.empty(count, np.int32))
            found = np.append(found, np.empty(count, np.int32))
        places[count], found[count] = place, bits
        count += 1
    return places[:count], found[:count]
