"""How the cues found are weighed: one function an axis, each giving labels with their evidence.

Evidence is written for people, in Chinese: where a cue stood, which it was, how often.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from indexer.analysis import normalise, normalised_points
from indexer.classify.order import RoleOrder
from indexer.classify.tally import LOGARITHM, PlaceCues, Tally, Verdict
from indexer.classify.taxonomy import Table
from indexer.classify.traits import names_of, traits_of
from indexer.compiled import Points
from indexer.trie import points_of

__all__ = ["DomainRule", "GenreRule", "PartLabels", "Position", "SectionRule"]

Position = Literal["first", "middle", "last", "only"]
"""Where a section stands among the sections of its part."""

_CLEAR_TITLE = 10.0
"""With this score from the title, the text is not asked for the genre: it may quote any other."""

_GENRE_OPENING = 400
"""How much of a text's beginning tells its genre."""

_GENRE_ENDING = 100
"""How much of a text's end can hold a mark: who reported, edited, photographed."""

_COLLECTION_FACTOR = 0.3
"""A collection's title names what most of its parts are, not what each one is."""

_TITLE_FACTOR = 3.0
"""What a word in a title counts for the domain, against one in the text."""

_OUTER_FACTOR = 0.5
"""What a heading counts for the role, against the next one inside it."""

_PLACES = {
    "opening": "第一个标题之前",
    "first": "开头",
    "middle": "中间",
    "last": "结尾",
    "only": "独段",
}
"""How the table calls the places of a section: a `Position`, or a short opening without heading."""

_CLEAR_HEADING = 7.0
"""Where headings put one role so far before all others, the text is not asked: it may mention any."""

_TEXT_FACTOR = 0.25
"""What a cue around or in a text, or the role of the section before, counts against one in a heading."""

_INTRODUCTION_LENGTH = 500
"""The longest text before the first heading that can be an introduction for its place alone."""

_SENTENCE = 15
"""A heading of more characters is a sentence: it mentions roles rather than naming one."""

_SENTENCE_FACTOR = 0.5

_DATED = re.compile(r"[^\n]{0,60}(?:\d月\d{1,2}日|近日|日前)(?![^\n]{0,8}(?:\n|$))")
"""A first paragraph that tells when something happened; not a date on a line of its own."""

_SIGNED = re.compile(r"(?:[(（][^()（）\n]{2,24}[)）]|[。！!”…][^\n，。！]*[\n ][^\n，。！0-9]{4,24})\s*$")
"""A text that ends with who wrote it, in brackets or on a line of its own."""

_AND = re.compile(r"[^的会在于]{0,14}")
_JOINER = re.compile(r"[和及与暨、/+＋|\s(（]")


@dataclass(frozen=True, slots=True)
class PartLabels:
    """The labels that all passages of one part share. ``year`` is None where none is named."""

    genre: Verdict
    domain: Verdict
    year: int | None


class GenreRule:
    """The kind of text: from marks that only one kind has and its title, failing that from its beginning."""

    __slots__ = ("_form", "_mark", "_table", "_text", "_title")

    def __init__(self, table: Table) -> None:
        self._table = table
        self._title, self._mark = PlaceCues(table, "title"), PlaceCues(table, "mark")
        self._form, self._text = PlaceCues(table, "form"), PlaceCues(table, "text")

    def verdict(self, title: str, text: str, collection: str) -> Tally:
        """The kinds of a text, best first; ``title`` is its own, ``collection`` that of its collection."""
        tally = Tally(self._table)
        if named := self._named(title):
            tally.add("标题", self._title, points_of(named), strongest=True)
        else:
            around = points_of(self._named(collection))
            tally.add("合集标题", self._title, around, factor=_COLLECTION_FACTOR, strongest=True)
        beginning = text[:_GENRE_OPENING]
        edges = f"{title}\n{beginning}\n{text[_GENRE_OPENING:][-_GENRE_ENDING:]}"
        tally.add("标记", self._mark, normalised_points(edges), strongest=True)
        if tally.best() < _CLEAR_TITLE:
            tally.add("形式", self._form, _forms(text))
            tally.add("正文开头", self._text, normalised_points(beginning))
        return tally

    def _named(self, title: str) -> str:
        """The kinds that a title names, a line each: its last one, and those joined to it by an "and".

        So "工作总结和工作计划" is both, while "总结表彰大会上的讲话" is a speech and no summary.
        """
        named: list[str] = []
        following = None
        for cue, start in reversed(self._title.finder.find(normalise(title))):
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

    def verdict(self, title: str, points: Points) -> Tally:
        """The walks of life of a text, best first; ``points`` is the text normalised."""
        tally = Tally(self._table)
        tally.add("标题", self._text, normalised_points(title), factor=_TITLE_FACTOR)
        tally.add("正文", self._text, points, how=LOGARITHM)
        return tally


class SectionRule:
    """What a section is for: from its headings, failing that from all its words and from where it stands.

    Each section has its tally; ``order`` decides, for the sections of a part together.
    """

    __slots__ = ("_around", "_heading", "_surroundings", "_table", "_text", "order")

    def __init__(self, table: Table) -> None:
        self._table = table
        self._heading, self._around = PlaceCues(table, "heading"), PlaceCues(table, "around")
        self._text = PlaceCues(table, "text")
        self._surroundings = functools.lru_cache(1024)(self._added)
        self.order = RoleOrder(table, _TEXT_FACTOR)

    @property
    def introduction(self) -> str:
        """The role of a collection's preface, whatever it says."""
        return self._table.introduction

    def tally(
        self, headings: tuple[str, ...], points: Points, position: Position, genres: tuple[str, ...]
    ) -> Tally:
        """What speaks for each role of a section under ``headings``, outermost first, without numbering.

        ``points`` is its normalised text; ``genres`` are the kinds of its part.
        """
        tally = Tally(self._table)
        factor = 1.0
        for heading in reversed(headings):
            weight = factor * _SENTENCE_FACTOR if len(heading) > _SENTENCE else factor
            tally.add("标题", self._heading, normalised_points(heading), factor=weight, strongest=True)
            factor *= _OUTER_FACTOR
        if tally.lead() < _CLEAR_HEADING:
            opens = position == "first" and not headings and len(points) <= _INTRODUCTION_LENGTH
            tally.merge(self._surroundings(genres, "opening" if opens else position, traits_of(points)))
            tally.add("正文", self._text, points, factor=_TEXT_FACTOR, how=LOGARITHM)
        return tally

    def _added(self, genres: tuple[str, ...], place: str, traits: int) -> Tally:
        """What the kinds of its part, its place and its traits say of a section: the same for many."""
        words = (_PLACES[place], *names_of(traits), *genres)
        tally = Tally(self._table)
        tally.add("所在", self._around, normalised_points("\n".join(words)), factor=_TEXT_FACTOR)
        return tally


def _forms(text: str) -> Points:
    """What a text looks like, in the words of the table."""
    dated, signed = _DATED.match(text[:_GENRE_OPENING].lstrip()), _SIGNED.search(text[-_GENRE_ENDING:])
    return normalised_points(
        "\n".join([word for word, found in (("文首日期", dated), ("文末署名", signed)) if found])
    )
