"""A found passage as it is shown in a list: without its text, with its marks."""

from __future__ import annotations

from indexer.highlight import Highlighter
from indexer.model import Hit, Passage

__all__ = ["make_hit"]


def make_hit(score: float, passage: Passage, highlighter: Highlighter) -> Hit:
    """The hit of a passage, marked."""
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
    )
