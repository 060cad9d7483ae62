"""A run of characters that finds little in, the runs that may have been meant out, the likeliest first.

A noisy channel: a run is likely meant where its words are frequent in this index and the slips that lead from
it to what was typed are common ones. All ways of cutting the run into words of the index, as typed or
slightly different, are paths through a lattice; the cheapest are kept (Viterbi's algorithm with a beam).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from indexer.assist.confusion import ADDED, alike, cost_of
from indexer.engines.engine import Doubtful, NearWord

__all__ = ["Slip", "Spelling", "doubtful_run", "likely_spellings"]

_WORD, _UNKNOWN = 3.0, 12.0
"""What each word costs beside its rarity, and how rare a character or word is that the index lacks."""

_SLIPS, _GRAVE_SLIPS = 3, 1
"""Slips in one run, and those among them that neither sound nor shape explains."""

_SHORTEST_GRAVE = 3
"""A run of fewer characters with such a slip has too little left to tell what was meant."""

_PARTS, _PATHS = 8, 16
"""Words for each part of the run, and paths to each place of it, that are kept."""

_LETTERS = re.compile(r"[a-z0-9]+")


class Slip(NamedTuple):
    """The part ``start`` to ``end`` of a run, and what was meant by it."""

    start: int
    end: int
    meant: str


_Path = tuple[float, tuple[Slip, ...], int]
"""The fields of a Spelling of the run's beginning."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to read a run: what that costs, the slips in their order, and how many of them are grave."""

    cost: float
    slips: tuple[Slip, ...] = ()
    grave: int = 0

    def apply(self, run: str) -> str:
        """The run with what was meant in place."""
        for start, end, meant in reversed(self.slips):
            run = run[:start] + meant + run[end:]
        return run


def doubtful_run(run: str, words: Collection[str]) -> Doubtful:
    """A normalised run as engines are asked about it. ``words`` are those that it is cut into.

    Loose are the places of letters, and of characters that are in no word of at least two.
    """
    inside = {place for word in words if len(word) > 1 for place in _places(run, word)}
    joined: set[int] = set()
    letters: set[int] = set()
    for found in _LETTERS.finditer(run):
        joined.update(range(found.start() + 1, found.end()))
        letters.update(range(*found.span()))
    return Doubtful(
        text=run,
        alike=["" if char.isascii() else alike(char) for char in run],
        loose=frozenset(
            place
            for place, char in enumerate(run)
            if char.isalnum() and (place in letters or place not in inside)
        ),
        borders=frozenset(range(len(run) + 1)) - joined,
    )


def _places(run: str, word: str) -> Iterator[int]:
    start = run.find(word)
    while start >= 0:
        yield from range(start, start + len(word))
        start = run.find(word, start + 1)


def likely_spellings(doubtful: Doubtful, near: Sequence[NearWord], *, slack: float) -> list[Spelling]:
    """The readings with at least one slip, likeliest first, that cost at most ``slack`` more than none."""
    edges = _edges(doubtful, near)
    paths: list[list[_Path]] = [[(0.0, (), 0)], *([] for _ in doubtful.text)]
    for place in range(len(doubtful.text)):
        for cost, slips, grave in _cheapest(paths[place]):
            for end, more, slip, graver in edges[place]:
                if slip is None:
                    paths[end].append((cost + more, slips, grave))
                elif len(slips) < _SLIPS and grave + graver <= _GRAVE_SLIPS:
                    paths[end].append((cost + more, (*slips, slip), grave + graver))
    final = _cheapest(paths[-1])
    typed = min(cost for cost, slips, _ in final if not slips)
    seen: dict[str, Spelling] = {}
    for path in final:
        spelling = Spelling(*path)
        if spelling.slips and spelling.cost < typed + slack:
            seen.setdefault(spelling.apply(doubtful.text), spelling)
    return list(seen.values())


def _cheapest(paths: list[_Path]) -> list[_Path]:
    """The best paths to a place; that without a slip is always among them."""
    paths.sort(key=itemgetter(0))
    kept = paths[:_PATHS]
    if all(slips for _, slips, _ in kept):
        kept += [path for path in paths if not path[1]][:1]
    return kept


class _Edge(NamedTuple):
    end: int
    cost: float
    slip: Slip | None
    grave: int


def _edges(doubtful: Doubtful, near: Sequence[NearWord]) -> dict[int, list[_Edge]]:
    """The words that may begin at each place."""
    run, parts = doubtful.text, defaultdict[tuple[int, int], list[_Edge]](list)
    for start in sorted(doubtful.borders - {len(run)}):
        end = min(border for border in doubtful.borders if border > start)
        free = end == start + 1 and not run[start].isalnum()
        parts[start, end].append(_Edge(end, 0.0 if free else _WORD + _UNKNOWN, None, 0))
    for word in near:
        typed = run[word.start : word.end]
        cost = _cost(typed, word.text, doubtful, word.start)
        if cost is not None:
            slip = Slip(word.start, word.end, word.text) if cost else None
            rarity = min(-math.log(word.share), _UNKNOWN) if word.share > 0 else _UNKNOWN
            parts[word.start, word.end].append(
                _Edge(word.end, _WORD + rarity + cost, slip, int(cost >= ADDED))
            )
    edges = defaultdict[int, list[_Edge]](list)
    for (start, _), found in parts.items():
        found.sort(key=lambda edge: edge.cost)
        as_typed = [edge for edge in found if edge.slip is None][:1]
        edges[start] += as_typed + [edge for edge in found if edge.slip is not None][:_PARTS]
    return edges


def _cost(typed: str, meant: str, doubtful: Doubtful, start: int) -> float | None:
    """What a slip costs; None where it is none that people make, or too much would have to be wrong."""
    if typed == meant:
        return 0.0
    if any(char.isdigit() for char in typed + meant) or typed.isascii() != meant.isascii():
        return None
    cost = cost_of(typed, meant)
    if typed.isascii():
        return cost if len(typed) > 2 else None
    if cost >= ADDED and len(doubtful.text) < _SHORTEST_GRAVE:
        return None
    wrong = (
        sum(one != other for one, other in zip(typed, meant, strict=False)) if len(typed) == len(meant) else 1
    )
    known = not any(place in doubtful.loose for place in range(start, start + len(typed)))
    exchanged = sorted(typed) == sorted(meant)
    if wrong > 2 or (known and 2 * wrong > len(meant) and not exchanged):
        return None
    return cost
