"""What is found for a query: with all of its words, or less strictly where too few passages have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.engines.engine import Engine
from indexer.model import Page, SearchRequest
from indexer.query import ParsedQuery, Step, is_long, relax

__all__ = ["Findings", "find", "relaxed_query"]

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
    """What the engine finds for a query, or for a less strict one where too few passages match."""
    chosen = (request.genre, request.domain, request.section, request.year, request.collection)
    narrowed = bool(request.near) or any(chosen)
    page = None if narrowed or is_long(parsed) else engine.search(request, parsed)
    query = relaxed_query(engine, request, parsed, page.total if page else None)
    if query is parsed:
        page = page or engine.search(request, parsed)
        return Findings(page, parsed, page.total)
    strictly = page.total if page else 0 if is_long(parsed) else engine.count(request, parsed)
    return Findings(engine.search(request, query), query, strictly, relaxed=True)


def relaxed_query(
    engine: Engine, request: SearchRequest, parsed: ParsedQuery, strictly: int | None = None
) -> ParsedQuery:
    """The query to ask in place of ``parsed``: itself where enough passages match it.

    That is decided without choices and groups, so that these only ever narrow an answer and counts stay
    true; ``strictly`` is how many match so, where that is known. In an order other than by relevance weak
    matches would stand first, so there it takes that nothing matches.
    """
    if request.matching == "all" or not parsed.words:
        return parsed
    everywhere = _everywhere(request)
    if strictly is None:
        strictly = 0 if is_long(parsed) else engine.count(everywhere, parsed)
    if strictly >= (ENOUGH if request.sort == "relevance" else 1):
        return parsed
    step = _first_with_plenty(engine, everywhere, list(relax(parsed, engine.frequencies)))
    return replace(step.query, notes=(*parsed.notes, step.note)) if step else parsed


def _everywhere(request: SearchRequest) -> SearchRequest:
    """The same request without choices, and not in a group."""
    return replace(
        request, genre=(), domain=(), section=(), year=(), collection=(), near="", page=1, per_page=10
    )


def _first_with_plenty(engine: Engine, request: SearchRequest, steps: Sequence[Step]) -> Step | None:
    """The first step whose words find PLENTY, or the last one: each finds all that the one before finds."""
    for step in steps[:-1]:
        if engine.count(request, step.words) >= PLENTY:
            return step
    return steps[-1] if steps else None
