"""A found passage as it is shown in a list: without its text, with its marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat

from indexer.highlight import Highlighter, Marked
from indexer.model import Hit, Page, Passage
from indexer.offers import Folded

__all__ = ["make_hits", "similar_hits"]


def make_hits(found: Page, highlighter: Highlighter) -> tuple[Hit, ...]:
    """The hits of a page, marked."""
    return _marked(found.hits, found.folded, highlighter)


def similar_hits(found: Sequence[tuple[float, Passage]], highlighter: Highlighter) -> tuple[Hit, ...]:
    """Scored passages as hits with nothing folded under them, marked."""
    return _marked(found, repeat(Folded(0), len(found)), highlighter)


def _marked(
    found: Sequence[tuple[float, Passage]], folded: Iterable[Folded], highlighter: Highlighter
) -> tuple[Hit, ...]:
    marked = highlighter.mark_each([passage for _, passage in found])
    return tuple(_hit(*hit, marks, under) for hit, marks, under in zip(found, marked, folded, strict=True))


def _hit(score: float, passage: Passage, marked: Marked, folded: Folded) -> Hit:
    return Hit(
        id=passage.id,
        score=score,
        collection=passage.collection,
        part=passage.part,
        title=passage.title,
        heading=passage.heading,
        section=passage.section,
        genre=passage.genre,
        domain=passage.domain,
        year=passage.year,
        source=passage.source,
        snippets=marked.snippets,
        title_spans=marked.title,
        heading_spans=marked.heading,
        period=passage.period,
        organisation=passage.organisation,
        author=passage.author,
        folded=folded.total,
        folded_ids=folded.ids,
    )
