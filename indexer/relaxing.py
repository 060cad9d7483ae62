"""What is found for a query: with all of its words, or less strictly where too few passages have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.engines.engine import Engine
from indexer.model import Page, SearchRequest
from indexer.query import ParsedQuery, Relaxed, is_long, relax

__all__ = ["Findings", "find"]

ENOUGH = 10
"""Where fewer passages match, a query of plain words is relaxed: as many as a page usually shows."""

PLENTY = 100
"""A relaxed query that finds so many is not relaxed further: the best ten are hardly better among more."""


@dataclass(frozen=True, slots=True)
class Findings:
    """A page, and the query that found it, with a note where it is a relaxed one.

    ``strictly`` is how many passages match the query as it was asked, 0 for a pasted text: that is not asked.
    """

    page: Page
    query: ParsedQuery
    strictly: int
    relaxed: bool = False


def find(engine: Engine, request: SearchRequest, parsed: ParsedQuery) -> Findings:
    """What the engine finds for a query, or for a less strict one where too few passages match.

    An opened group of near-duplicates is small by nature, so a query in it is asked as it is.
    """
    relaxable = request.matching == "auto" and bool(parsed.words) and not request.near
    page = None if relaxable and is_long(parsed) else engine.search(request, parsed)
    strictly = page.total if page else 0
    if relaxable and strictly < ENOUGH:
        step = _first_with_plenty(engine, request, list(relax(parsed, engine.frequencies)))
        more = engine.search(request, step.query) if step else None
        if step and more and more.total > strictly:
            return Findings(
                more, replace(step.query, notes=(*parsed.notes, step.note)), strictly, relaxed=True
            )
    return Findings(page or engine.search(request, parsed), parsed, strictly)


def _first_with_plenty(engine: Engine, request: SearchRequest, steps: Sequence[Relaxed]) -> Relaxed | None:
    """The first step whose words find PLENTY, or the last one: each finds all that the one before finds."""
    for step in steps[:-1]:
        if engine.count(request, step.words) >= PLENTY:
            return step
    return steps[-1] if steps else None
