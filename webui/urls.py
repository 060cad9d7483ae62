"""Every address the pages link to. The state of a search lives in the address and nowhere else, nor does the
language.

``params.py`` reads what this writes: the two are each other's inverse, and a test says so.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote, quote_plus

from flask import request as current_request

from indexer import SearchRequest, search_pairs
from webui.language import LANGUAGES, current_language
from webui.security import MAX_ADDRESS_BYTES

__all__ = [
    "Link",
    "document_url",
    "language_url",
    "page_url",
    "part_url",
    "search_pairs",
    "search_url",
    "text_url",
    "toggled",
]

_DEFAULT = SearchRequest()
_NO_LETTERS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Link:
    """Something to click."""

    text: str
    url: str


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


def language_url(language: str) -> str:
    """The page that is being answered, in another language: its whole address with ``lang`` in it.

    An address that no page has leads to the first page: it may be anything, "//elsewhere" too. So does one
    that is longer than any of ours.
    """
    known = current_request.endpoint and len(current_request.query_string) <= MAX_ADDRESS_BYTES
    pairs = [
        (name, value) for name, value in current_request.args.items(multi=True) if known and name != "lang"
    ]
    if language != next(iter(LANGUAGES)):
        pairs.append(("lang", language))
    passage_id = (current_request.view_args or {}).get("passage_id") or ""
    path = current_request.path if known else "/"
    return _passage_path(path.removesuffix(passage_id), passage_id, pairs)


def _passage_url(prefix: str, passage_id: str, request: SearchRequest) -> str:
    return _passage_path(prefix, passage_id, _in_language(list(search_pairs(request))))


def _passage_path(prefix: str, passage_id: str, pairs: list[tuple[str, str]]) -> str:
    if passage_id in {".", ".."}:
        # Browsers resolve these two even where they are percent-encoded; in any longer id "/" is
        # encoded, so that its dots are no path segment of their own.
        return _joined(prefix, [("id", passage_id), *pairs])
    return _joined(prefix + quote(passage_id, safe=""), pairs)


def _with_query(path: str, pairs: list[tuple[str, str]]) -> str:
    return _joined(path, _in_language(pairs))


def _in_language(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    language = current_language()
    return pairs if language == next(iter(LANGUAGES)) else [*pairs, ("lang", language)]


def _joined(path: str, pairs: list[tuple[str, str]]) -> str:
    # Letters stay as they are, in any script: a browser encodes them when it asks, and a page of a hundred
    # links is a third smaller so.
    query = "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in pairs)
    return f"{path}?{query}" if pairs else path


@lru_cache(1024)
def _encoded(text: str) -> str:
    return _NO_LETTERS.sub(lambda others: quote_plus(others[0]), text)
