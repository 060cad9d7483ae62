"""The index behind the running application: where it is kept, how a view gets it and asks it.

The application is given an open index and only borrows it: whoever opened it closes it.
"""

from collections.abc import Iterator
from typing import Any

from flask import Flask, current_app, g

from indexer import FACETS, Index, Passage, SearchRequest, SearchResult
from webui.params import asks_for_nothing

__all__ = ["ask", "ask_related", "current_index", "find_all", "keep_index"]

_EXTENSION = "zongjie"


def keep_index(app: Flask, index: Index) -> None:
    """Let the views of ``app`` find ``index``."""
    app.extensions[_EXTENSION] = index


def current_index() -> Index:
    """The index; a newer version is picked up when a request first asks for it, and only then."""
    index: Index = current_app.extensions[_EXTENSION]
    if not g.get("refreshed"):
        index.refresh()
        g.refreshed = True
    return index


def ask(index: Index, request: SearchRequest) -> SearchResult:
    """The answer to one plain request. Raises BadRequest for what the engine refuses."""
    return index.search(
        request.query,
        **_choices(request),
        page=request.page,
        per_page=request.per_page,
        sort=request.sort,
        matching=request.matching,
        synonyms=request.synonyms,
        group=request.group,
        near=request.near,
        related=request.related,
    )


def ask_related(index: Index, request: SearchRequest, limit: int) -> tuple[str, ...]:
    """Words that lead on from one plain request. Raises BadRequest for what the engine refuses."""
    return index.related(
        request.query,
        **_choices(request),
        limit=limit,
    )


def find_all(index: Index, request: SearchRequest) -> Iterator[Passage]:
    """Every passage that one plain request matches, in source order; its page, order and grouping aside."""
    if asks_for_nothing(request):
        return index.passages()
    return index.matches(request.query, **_choices(request), synonyms=request.synonyms)


def _choices(request: SearchRequest) -> dict[str, Any]:
    """What was chosen of each facet, as ``Index`` takes it."""
    return {name: getattr(request, name) for name in (*FACETS, "collection")}
