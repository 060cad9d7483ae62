"""Every address the pages link to. The state of a search lives in the address and nowhere else, nor does the
language.

``params.py`` reads what this writes: the two are each other's inverse, and a test says so.
"""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, urlencode

from indexer import FACETS, SearchRequest
from webui.language import LANGUAGES, current_language

__all__ = ["document_url", "page_url", "part_url", "search_pairs", "search_url", "text_url", "toggled"]

_DEFAULT = SearchRequest()


def search_pairs(request: SearchRequest) -> Iterator[tuple[str, str]]:
    """The parameters that say ``request``, in a fixed order; what is left at its default is left out."""
    if request.query:
        yield "q", request.query
    for name in (*FACETS, "collection"):
        for value in getattr(request, name):
            yield name, str(value)
    if request.near:
        yield "near", request.near
    if request.group:
        yield "group", "1"
    for name in ("sort", "matching", "page", "per_page"):
        value = getattr(request, name)
        if value != getattr(_DEFAULT, name):
            yield name, str(value)
    if not request.synonyms:
        yield "synonyms", "0"


def search_url(request: SearchRequest, path: str = "/") -> str:
    """The address that shows ``request``: of the page, or of the API if ``path`` says so."""
    return _with_query(path, list(search_pairs(request)))


def toggled(request: SearchRequest, facet: str, value: str | int) -> SearchRequest:
    """``request`` with one value of a facet added, or removed if it was chosen; back on the first page."""
    chosen: tuple[str | int, ...] = getattr(request, facet)
    values = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
    return replace(request, **{facet: values, "page": 1})  # type: ignore[arg-type]  # the names are FACETS


def document_url(passage_id: str, request: SearchRequest = _DEFAULT) -> str:
    """The page of one passage; it remembers the search it was found by."""
    return _passage_url("/documents/", passage_id, request)


def part_url(passage_id: str, request: SearchRequest = _DEFAULT) -> str:
    """The page of the whole part a passage belongs to."""
    return _passage_url("/parts/", passage_id, request)


def text_url(passage_id: str, source: bool = True) -> str:
    """The whole part a passage belongs to as plain text, with or without the lines that say its source."""
    url = _passage_url("/texts/", passage_id, _DEFAULT)
    return url if source else f"{url}{'&' if '?' in url else '?'}source=0"


def page_url(path: str) -> str:
    """The address of a page that shows no search: ``/help``, ``/stats``, the first page."""
    return _with_query(path, [])


def _passage_url(prefix: str, passage_id: str, request: SearchRequest) -> str:
    pairs = list(search_pairs(request))
    if passage_id in {".", ".."}:
        # Browsers resolve these two even where they are percent-encoded; in any longer id "/" is
        # encoded, so that its dots are no path segment of their own.
        return _with_query(prefix, [("id", passage_id), *pairs])
    return _with_query(prefix + quote(passage_id, safe=""), pairs)


def _with_query(path: str, pairs: list[tuple[str, str]]) -> str:
    language = current_language()
    if language != next(iter(LANGUAGES)):
        pairs = [*pairs, ("lang", language)]
    return f"{path}?{urlencode(pairs)}" if pairs else path
