"""How the cues found are weighed: one function an axis, each giving labels with their evidence.

Evidence is written for people, in Chinese: where a cue stood, which it was, how often.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from indexer.classify.cues import CueFinder
from indexer.classify.taxonomy import Table
from indexer.model import Label

__all__ = ["DomainRule", "GenreRule", "PartLabels", "Position", "SectionRule"]

Position = Literal["first", "middle", "last", "only"]
"""Where a section stands among the sections of its part."""

_CLEAR_TITLE = 10.0
"""With this score from the title, the text is not asked for the genre: it may quote any other."""

_GENRE_OPENING = 400
"""How much of a text's beginning tells its genre."""

_COLLECTION_FACTOR = 0.3
"""A collection's title names what most of its parts are, not what each one is."""

_TITLE_FACTOR = 3.0
"""What a word in a title counts for the domain, against one in the text."""

_OUTER_FACTOR = 0.7
"""What a heading counts for the role, against the next one inside it."""

_CLEAR_HEADING = 5.0
"""With this score from headings or place, the text is not asked: it may mention any other role."""

_PARAGRAPH_OPENING = 60
"""How much of a paragraph's beginning tells the role of its section."""

_INTRODUCTION_LENGTH = 500
"""The longest text that can be an introduction for its place alone."""

_INTRODUCTION_SCORE = 10.0

_AND = re.compile(r"[^的会在于]{0,14}")
_JOINER = re.compile(r"[和及与暨、/+＋|\s(（]")


@dataclass(frozen=True, slots=True)
class PartLabels:
    """The labels that all passages of one part share. ``year`` is None where none is named."""

    genre: tuple[Label, ...]
    domain: tuple[Label, ...]
    year: int | None


class _Tally:
    """What speaks for each label of one table, while cues are being counted."""

    __slots__ = ("_found", "_table")

    def __init__(self, table: Table) -> None:
        self._table = table
        self._found: dict[str, list[tuple[float, str, str, int]]] = {}

    def add(self, value: str, score: float, where: str, cue: str, times: int = 1) -> None:
        self._found.setdefault(value, []).append((score, where, cue, times))

    def best(self) -> float:
        """The score of the strongest label so far."""
        return max((sum(score for score, *_ in found) for found in self._found.values()), default=0.0)

    def labels(self) -> tuple[Label, ...]:
        """The labels that are strong enough, best first; of two equal ones that which was named first."""
        table = self._table
        scores = {value: sum(score for score, *_ in found) for value, found in self._found.items()}
        ranked = sorted(scores, key=scores.__getitem__, reverse=True)[: table.at_most]
        needed = max(table.minimum, table.share * scores[ranked[0]]) if ranked else 0.0
        chosen = tuple(
            Label(value, round(scores[value], 2), self._evidence(value))
            for value in ranked
            if scores[value] >= needed
        )
        return chosen or (Label(table.fallback, 0.0, ()),)

    def _evidence(self, value: str) -> tuple[str, ...]:
        strongest_first = sorted(self._found[value], key=lambda found: -found[0])
        return tuple(
            f"{where}“{cue.strip()}”" + (f"×{times}" if times > 1 else "")
            for _, where, cue, times in strongest_first
        )


class _Place:
    """The cues of one table that count in one place. Texts and cues are compared normalised."""

    __slots__ = ("_cues", "_finder", "_normalise")

    def __init__(self, table: Table, place: str, normalise: Callable[[str], str]) -> None:
        self._normalise = normalise
        self._cues = {normalise(cue): speaks_for for cue, speaks_for in table.cues[place].items()}
        self._finder = CueFinder(self._cues)

    def find(self, text: str) -> list[tuple[str, int]]:
        """The cues in ``text`` and where they start."""
        return self._finder.find(self._normalise(text))

    def count(self, text: str) -> Counter[str]:
        """How often each cue occurs in ``text``, in the order in which they first do."""
        return Counter(cue for cue, _ in self.find(text))

    def add_to(self, tally: _Tally, cue: str, factor: float, where: str, times: int = 1) -> None:
        """Add what ``cue`` speaks for to ``tally``, its weight times ``factor``."""
        for value, weight in self._cues[cue]:
            tally.add(value, weight * factor, where, cue, times)

    def add_strongest(self, tally: _Tally, cues: Iterable[str], factor: float, where: str) -> None:
        """Add, for each label, the strongest of ``cues``."""
        strongest: dict[str, tuple[float, str]] = {}
        for cue in cues:
            for value, weight in self._cues[cue]:
                if weight > strongest.get(value, (0.0, ""))[0]:
                    strongest[value] = (weight, cue)
        for value, (weight, cue) in strongest.items():
            tally.add(value, weight * factor, where, cue)


class GenreRule:
    """The kind of text: from its title, failing that from its collection's title and its beginning."""

    __slots__ = ("_table", "_text", "_title")

    def __init__(self, table: Table, normalise: Callable[[str], str]) -> None:
        self._table = table
        self._title = _Place(table, "title", normalise)
        self._text = _Place(table, "text", normalise)

    def labels(self, title: str, text: str, collection: str) -> tuple[Label, ...]:
        """The kinds of a text, best first; ``title`` is its own, ``collection`` that of its collection."""
        tally = _Tally(self._table)
        if named := self._named(title):
            self._title.add_strongest(tally, named, 1.0, "标题")
        else:
            self._title.add_strongest(tally, self._named(collection), _COLLECTION_FACTOR, "合集标题")
        if tally.best() < _CLEAR_TITLE:
            for cue in self._text.count(text[:_GENRE_OPENING]):
                self._text.add_to(tally, cue, 1.0, "正文开头")
        return tally.labels()

    def _named(self, title: str) -> list[str]:
        """The kinds that a title names: its last one, and those joined to it by an "and".

        So "工作总结和工作计划" is both, while "总结表彰大会上的讲话" is a speech and no summary.
        """
        named: list[str] = []
        following = None
        for cue, start in reversed(self._title.find(title)):
            gap = title[start + len(cue) : following] if following is not None else ""
            if gap and not (_AND.fullmatch(gap) and _JOINER.search(gap)):
                break
            named.insert(0, cue)
            following = start
        return list(dict.fromkeys(named))


class DomainRule:
    """The walk of life: from all words of a part, those of its title and headings counting more."""

    __slots__ = ("_table", "_text")

    def __init__(self, table: Table, normalise: Callable[[str], str]) -> None:
        self._table = table
        self._text = _Place(table, "text", normalise)

    def labels(self, title: str, text: str) -> tuple[Label, ...]:
        """The walks of life of a text, best first."""
        tally = _Tally(self._table)
        in_title: dict[str, None] = {}
        in_text: Counter[str] = Counter()
        for cue, start in self._text.find(f"{title}\n{text}"):  # one search costs less than two
            if start < len(title):
                in_title[cue] = None
            else:
                in_text[cue] += 1
        for cue in in_title:
            self._text.add_to(tally, cue, _TITLE_FACTOR, "标题")
        for cue, times in in_text.items():
            self._text.add_to(tally, cue, 1.0 + math.log2(times), "正文", times)
        return tally.labels()


class SectionRule:
    """What a section is for: from its headings, failing that from how its paragraphs begin and its place."""

    __slots__ = ("_heading", "_table", "_text")

    def __init__(self, table: Table, normalise: Callable[[str], str]) -> None:
        self._table = table
        self._heading = _Place(table, "heading", normalise)
        self._text = _Place(table, "text", normalise)

    @property
    def introduction(self) -> str:
        """The role of a collection's preface, whatever it says."""
        return self._table.introduction

    def label(self, headings: tuple[str, ...], text: str, position: Position) -> Label:
        """The one role of a section under ``headings``, outermost first, given without numbering."""
        tally = _Tally(self._table)
        if position == "first" and not headings and len(text) <= _INTRODUCTION_LENGTH:
            tally.add(self._table.introduction, _INTRODUCTION_SCORE, "位置", "第一个标题之前")
        factor = 1.0
        for heading in reversed(headings):
            self._heading.add_strongest(tally, self._heading.count(heading), factor, "标题")
            factor *= _OUTER_FACTOR
        if tally.best() < _CLEAR_HEADING:
            self._add_openings(tally, text, headings)
        return tally.labels()[0]

    def _add_openings(self, tally: _Tally, text: str, headings: tuple[str, ...]) -> None:
        """Add how ``text`` begins. Without headings each paragraph may begin something new."""
        paragraphs = text.split("\n", 1)[:1] if headings else text.split("\n")
        openings = "\n".join(paragraph[:_PARAGRAPH_OPENING] for paragraph in paragraphs)
        for cue, times in self._text.count(openings).items():
            self._text.add_to(tally, cue, times, "段首", times)
