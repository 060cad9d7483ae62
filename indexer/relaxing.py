"""What is found for a query: with all of its words, or less strictly where too few passages have them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.engines.engine import Engine
from indexer.model import Page, SearchRequest
from indexer.query import ParsedQuery, relax

__all__ = ["Findings", "find"]

ENOUGH = 10
"""Where fewer passages match, a query of plain words is relaxed: as many as a page usually shows."""


@dataclass(frozen=True, slots=True)
class Findings:
    """A page, and the query that found it, with a note where it is a relaxed one.

    ``strictly`` is how many passages match the query as it was asked.
    """

    page: Page
    query: ParsedQuery
    strictly: int


def find(engine: Engine, request: SearchRequest, parsed: ParsedQuery) -> Findings:
    """What the engine finds for a query, or for a less strict one where too few passages match."""
    page = engine.search(request, parsed)
    strictly = page.total
    if request.matching == "auto" and parsed.words and strictly < ENOUGH:
        for step in relax(parsed, engine.frequencies):
            more = engine.search(request, step.query)
            if more.total > page.total:
                parsed = replace(step.query, notes=(*step.query.notes, step.note))
                page = more
            if page.total >= ENOUGH:
                break
    return Findings(page, parsed, strictly)
