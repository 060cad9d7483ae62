"""What is found for a query: with all of its words, or less strictly where too few passages have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.engines.engine import Engine
from indexer.model import Page, Passage, SearchRequest
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
    ``best`` are the best of these, where so many were asked for and they were looked at anyway.
    """

    page: Page
    query: ParsedQuery
    strictly: int
    relaxed: bool = False
    best: tuple[Passage, ...] | None = None


def find(engine: Engine, request: SearchRequest, parsed: ParsedQuery, best: int = 0) -> Findings:
    """What the engine finds for a query, or for a less strict one where too few passages match.

    ``best`` says how many of the best matches are of use beside those of the page.
    """
    in_order = request.page == 1 and request.sort == "relevance" and not (request.group or request.near)
    wider = replace(request, per_page=max(request.per_page, best)) if in_order else request
    chosen = (request.genre, request.domain, request.section, request.year, request.collection)
    narrowed = bool(request.near) or any(chosen)
    page = None if narrowed or is_long(parsed) else engine.search(wider, parsed)
    query = relaxed_query(engine, request, parsed, page.total if page else None)
    if query is parsed:
        page = page or engine.search(wider, parsed)
        return Findings(_cut(page, request.per_page), parsed, page.total, best=_best(page, best, in_order))
    strictly = page.total if page else 0 if is_long(parsed) else engine.count(request, parsed)
    known = _best(page, best, in_order) if page else None
    return Findings(engine.search(request, query), query, strictly, relaxed=True, best=known)


def _cut(page: Page, per_page: int) -> Page:
    return replace(page, hits=page.hits[:per_page], folded=page.folded[:per_page])


def _best(page: Page, count: int, in_order: bool) -> tuple[Passage, ...] | None:
    return tuple(passage for _, passage in page.hits[:count]) if count and in_order else None


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
