"""From an outlined text to its passages: labels from `rules.py`, pieces from `pieces.py`, and ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from indexer.analysis import normalise, normalised_points
from indexer.classify.about import about_part, about_title
from indexer.classify.pieces import cut
from indexer.classify.rules import DomainRule, GenreRule, PartLabels, Position, SectionRule
from indexer.classify.runs import passage_id, runs
from indexer.classify.stored import neighbours, place_in, text_of
from indexer.classify.tally import Given
from indexer.classify.taxonomy import Tables
from indexer.classify.years import year_of
from indexer.compiled import Points
from indexer.model import Collection, Label, Metadata, Part, Passage, ReadyPassage

__all__ = ["Classifier"]

Headings = tuple[str, ...]
"""The headings above a section, outermost first, without numbering."""

_PREFACE = ("preface",)
"""Stands for the part in the id of a piece of a collection's introduction."""


class Classifier:
    """Labels texts and makes passages of them. Built once, used for any number of texts and threads."""

    __slots__ = ("_domain", "_genre", "_section")

    def __init__(self, tables: Tables) -> None:
        self._genre = GenreRule(tables.genre)
        self._domain = DomainRule(tables.domain)
        self._section = SectionRule(tables.section)

    # ---- labels ----

    def genre(self, title: str, text: str, collection: str = "") -> tuple[Label, ...]:
        """The kinds of text, best first, at least one. ``collection`` is the title of its collection."""
        return self._genre.verdict(title, text, collection).labels()

    def domain(self, title: str, text: str) -> tuple[Label, ...]:
        """The walks of life, best first, at least one."""
        return self._domain.verdict(title, normalised_points(text)).labels()

    def section(
        self, headings: tuple[str, ...], text: str, position: Position, genres: tuple[str, ...] = ()
    ) -> Label:
        """The role of a section. ``headings`` is its path without numbering, outermost first.

        ``genres`` are the kinds of its part: in a speech, a sentence may tell people what to do that in a
        summary tells what was done.
        """
        tally = self._section.tally(headings, normalised_points(text), position, genres)
        return tally.of(self._section.order.roles([tally]))[0]

    def year(self, title: str, first_heading: str = "") -> int | None:
        """The year a text is about: that of its title, else that of its first heading."""
        found = year_of(normalise(title))
        return year_of(normalise(first_heading)) if found is None else found

    def part_labels(self, item: Collection, part: Part) -> PartLabels:
        """The labels of all passages of ``part``. What the source's metadata says wins over any cue."""
        headings = [section.path[-1].text if section.path else "" for section in part.sections]
        text = "\n".join(
            f"{heading}\n{section.text}" for heading, section in zip(headings, part.sections, strict=True)
        )
        first_heading = next(filter(None, headings), "")
        titles = part.title or item.title, item.title
        return self._labels(item.metadata, titles, text, normalised_points(text), first_heading)

    def _labels(
        self, given: Metadata, titles: tuple[str, str], text: str, points: Points, first_heading: str
    ) -> PartLabels:
        """``titles`` are its own and its collection's; ``points`` is the text normalised."""
        title, collection = titles
        return PartLabels(
            genre=Given(given.genre) if given.genre else self._genre.verdict(title, text, collection),
            domain=Given(given.domain) if given.domain else self._domain.verdict(title, points),
            year=self.year(title, first_heading) if given.year is None else given.year,
        )

    def _roles(
        self, given: Metadata, genres: tuple[str, ...], sections: Sequence[tuple[Headings, Points, Position]]
    ) -> Sequence[str]:
        """The roles of the consecutive sections of a part. What the metadata says wins over any cue."""
        if not sections:
            return []
        if given.section:
            return [given.section] * len(sections)
        return self._section.order.roles([self._section.tally(*section, genres) for section in sections])

    def evidence(self, passage: Passage, part: Sequence[Passage]) -> Mapping[str, tuple[Label, ...]]:
        """What speaks for the labels that ``passage`` has, by facet: ``genre``, ``domain`` and ``section``.

        ``part`` are the passages of its part, in order. Scores and cues are found anew in what an index
        keeps: a label that the source gave, or that other tables gave, may have none.
        """
        text = text_of(part)
        points, position = normalised_points(passage.text), place_in(part, passage)
        genre = self._genre.verdict(passage.title, text, passage.collection)
        domain = self._domain.verdict(passage.title, normalised_points(text))
        section = self._section.tally(passage.heading, points, position, passage.genre)
        self._section.order.explain(section, *neighbours(part, passage))
        return {
            "genre": genre.of(passage.genre),
            "domain": domain.of(passage.domain),
            "section": section.of((passage.section,)),
        }

    # ---- passages ----

    def passages(self, item: Collection | ReadyPassage) -> Iterator[Passage]:
        """Yield the passages of a text in their order, with ids that a rebuild gives again.

        Every section with text gives one, or several where it is long. A heading without text under it
        gives one of its own, unless a following passage has it in its path; a text that is nothing but
        a title gives one of that title. So every word of the source is in some field of some passage.
        """
        if isinstance(item, ReadyPassage):
            yield self._ready(item)
            return
        empty = True
        for passage in chain(self._preface(item), self._parts(item)):
            empty = False
            yield passage
        if empty:
            yield from self._introduction(item, item.title_line or item.title)

    def _ready(self, item: ReadyPassage) -> Passage:
        first_heading = item.heading[0] if item.heading else ""
        points = normalised_points(item.text)
        labels = self._labels(item.metadata, (item.title, item.collection), item.text, points, first_heading)
        genre = labels.genre.values()
        return Passage(
            id=item.key,
            collection=item.collection,
            part=item.part,
            title=item.title,
            heading=item.heading,
            section=self._roles(item.metadata, genre, [(item.heading, points, "only")])[0],
            genre=genre,
            domain=labels.domain.values(),
            year=labels.year,
            text=item.text,
            source=item.source,
            **about_title(item.metadata, item.title).values,
        )

    def _preface(self, item: Collection) -> Iterator[Passage]:
        """The introduction; and before it the title as it stands in the text, where people read another."""
        unread = "" if _words(item.title_line) in _words(item.title) else item.title_line
        text = "\n".join(piece for piece in (unread, item.preface) if piece.strip())
        if text:
            yield from self._introduction(item, text)

    def _introduction(self, item: Collection, text: str) -> Iterator[Passage]:
        labels = self._labels(item.metadata, (item.title, item.title), text, normalised_points(text), "")
        role = item.metadata.section or self._section.introduction
        for piece, (start, end) in enumerate(cut(text)):
            yield Passage(
                id=passage_id(item.key, _PREFACE, (), 1, piece),
                collection=item.title,
                part=None,
                title=item.title,
                heading=(),
                section=role,
                genre=labels.genre.values(),
                domain=labels.domain.values(),
                year=labels.year,
                text=text[start:end],
                source=item.source,
                **about_title(item.metadata, item.title).values,
            )

    def _parts(self, item: Collection) -> Iterator[Passage]:
        times: Counter[int | None] = Counter()
        for part in item.parts:
            times[part.ordinal] += 1  # a page may number two parts alike
            yield from self._part(item, part, times[part.ordinal])

    def _part(self, item: Collection, part: Part, time: int) -> Iterator[Passage]:
        labels = self.part_labels(item, part)
        genre, domain = labels.genre.values(), labels.domain.values()
        about = about_part(item, part).values
        occurrences: Counter[tuple[str, ...]] = Counter()
        pieces = [
            (run, piece, run.text[start:end])
            for run in runs(part)
            for piece, (start, end) in enumerate(cut(run.text))
        ]
        sections = [(run.heading, normalised_points(text), run.position) for run, _, text in pieces]
        roles = self._roles(item.metadata, genre, sections)
        for (run, piece, text), role in zip(pieces, roles, strict=True):
            occurrences[run.heading] += piece == 0
            yield Passage(
                id=passage_id(item.key, (part.ordinal, time), run.heading, occurrences[run.heading], piece),
                collection=item.title,
                part=part.ordinal,
                title=part.title or item.title,
                heading=run.heading,
                section=role,
                genre=genre,
                domain=domain,
                year=labels.year,
                text=text,
                source=item.source,
                **about,
            )


def _words(line: str) -> str:
    """``line`` without blanks, punctuation and the marks of a format."""
    return "".join(character for character in line if character.isalnum())
