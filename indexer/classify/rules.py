"""How the cues found are weighed: one function an axis, each giving labels with their evidence.

Evidence is written for people, in Chinese: where a cue stood, which it was, how often.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from indexer.analysis import normalise, normalised_points
from indexer.classify.cues import CueFinder
from indexer.classify.tally import EACH, LOGARITHM, PlaceCues, Tally, Verdict
from indexer.classify.taxonomy import Table
from indexer.trie import points_of

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

    genre: Verdict
    domain: Verdict
    year: int | None


class GenreRule:
    """The kind of text: from its title, failing that from its collection's title and its beginning."""

    __slots__ = ("_names", "_table", "_text", "_title")

    def __init__(self, table: Table) -> None:
        self._table = table
        self._title, self._text = PlaceCues(table, "title"), PlaceCues(table, "text")
        self._names = CueFinder(self._title.cues)

    def verdict(self, title: str, text: str, collection: str) -> Verdict:
        """The kinds of a text, best first; ``title`` is its own, ``collection`` that of its collection."""
        tally = Tally(self._table)
        if named := self._named(title):
            tally.add("标题", self._title, points_of(named), strongest=True)
        else:
            around = points_of(self._named(collection))
            tally.add("合集标题", self._title, around, factor=_COLLECTION_FACTOR, strongest=True)
        if tally.best() < _CLEAR_TITLE:
            tally.add("正文开头", self._text, normalised_points(text[:_GENRE_OPENING]))
        return tally

    def _named(self, title: str) -> str:
        """The kinds that a title names, a line each: its last one, and those joined to it by an "and".

        So "工作总结和工作计划" is both, while "总结表彰大会上的讲话" is a speech and no summary.
        """
        named: list[str] = []
        following = None
        for cue, start in reversed(self._names.find(normalise(title))):
            gap = title[start + len(cue) : following] if following is not None else ""
            if gap and not (_AND.fullmatch(gap) and _JOINER.search(gap)):
                break
            named.insert(0, cue)
            following = start
        return "\n".join(named)


class DomainRule:
    """The walk of life: from all words of a part, those of its title and headings counting more."""

    __slots__ = ("_table", "_text")

    def __init__(self, table: Table) -> None:
        self._table = table
        self._text = PlaceCues(table, "text")

    def verdict(self, title: str, text: str) -> Verdict:
        """The walks of life of a text, best first."""
        tally = Tally(self._table)
        tally.add("标题", self._text, normalised_points(title), factor=_TITLE_FACTOR)
        tally.add("正文", self._text, normalised_points(text), how=LOGARITHM)
        return tally


class SectionRule:
    """What a section is for: from its headings, failing that from how its paragraphs begin and its place."""

    __slots__ = ("_heading", "_table", "_text")

    def __init__(self, table: Table) -> None:
        self._table = table
        self._heading, self._text = PlaceCues(table, "heading"), PlaceCues(table, "text")

    @property
    def introduction(self) -> str:
        """The role of a collection's preface, whatever it says."""
        return self._table.introduction

    def verdict(self, headings: tuple[str, ...], text: str, position: Position) -> Verdict:
        """The role of a section under ``headings``, outermost first, given without numbering."""
        tally = Tally(self._table)
        if position == "first" and not headings and len(text) <= _INTRODUCTION_LENGTH:
            tally.add_place(self._table.introduction, _INTRODUCTION_SCORE, "位置", "第一个标题之前")
        factor = 1.0
        for heading in reversed(headings):
            tally.add("标题", self._heading, normalised_points(heading), factor=factor, strongest=True)
            factor *= _OUTER_FACTOR
        if tally.best() < _CLEAR_HEADING:
            tally.add("段首", self._text, normalised_points(_openings(text, headings)), how=EACH)
        return tally


def _openings(text: str, headings: tuple[str, ...]) -> str:
    """How the paragraphs of a text begin. Without headings each one may begin something new."""
    paragraphs = text.split("\n", 1)[:1] if headings else text.split("\n")
    return "\n".join([paragraph[:_PARAGRAPH_OPENING] for paragraph in paragraphs])
