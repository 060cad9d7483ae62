"""A found passage as it is shown in a list: without its text, with its marks."""

from __future__ import annotations

from indexer.highlight import Highlighter
from indexer.model import Hit, Page, Passage
from indexer.offers import Folded

__all__ = ["make_hit", "make_hits"]

_NOTHING = Folded(0)


def make_hits(found: Page, highlighter: Highlighter) -> tuple[Hit, ...]:
    """The hits of a page, marked."""
    return tuple(
        make_hit(score, passage, highlighter, folded)
        for (score, passage), folded in zip(found.hits, found.folded, strict=True)
    )


def make_hit(score: float, passage: Passage, highlighter: Highlighter, folded: Folded = _NOTHING) -> Hit:
    """The hit of a passage, marked. ``folded`` are the hits under it."""
    marked = highlighter.mark(passage)
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
