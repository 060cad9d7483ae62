"""The query log -> what the statistics page says of it: what is asked most, and what finds nothing."""

from dataclasses import dataclass

from indexer import SearchRequest
from webui.present import Link
from webui.query_log import AskedQuery, QueryLogUnreadable, current_log
from webui.urls import search_url

__all__ = ["AskedView", "present_asked"]

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class AskedView:
    """Queries as links, each with how often it was asked; ``readable`` is whether the log could be read."""

    most: tuple[tuple[Link, str], ...]
    fruitless: tuple[tuple[Link, str], ...]
    readable: bool


def present_asked() -> AskedView | None:
    """What was asked of the application of this request; None where nothing is noted."""
    log = current_log()
    if log is None:
        return None
    try:
        return AskedView(_links(log.most_asked(_SHOWN)), _links(log.fruitless(_SHOWN)), True)
    except QueryLogUnreadable:
        return AskedView((), (), False)


def _links(asked: tuple[AskedQuery, ...]) -> tuple[tuple[Link, str], ...]:
    return tuple(
        (Link(one.query, search_url(SearchRequest(query=one.query))), f"{one.times:,}") for one in asked
    )
