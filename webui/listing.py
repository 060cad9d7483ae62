"""How the hits are listed: how many there are, in which order, how many a page, and the other pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer import Message, SearchRequest, SearchResult, Sort
from webui.language import gettext as _
from webui.language import translated
from webui.urls import search_url

__all__ = ["Option", "PageLink", "Select", "count_sentence", "last_page", "page_links", "page_url", "selects"]

_SORTS: Mapping[Sort, Message] = {
    "relevance": Message("相关度"),
    "newest": Message("年份从新到旧"),
    "longest": Message("篇幅从长到短"),
}
_PER_PAGE = (10, 20, 50)
_PAGES_AROUND = 2
_REACH = 10_000
"""The engine shows no hit past this one, so no page beyond it is linked to."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A numbered page, or the gap between two numbers where ``url`` is empty."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a Select."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A parameter of the search form of which one value holds."""

    name: str
    label: str
    options: tuple[Option, ...]


def selects(request: SearchRequest) -> tuple[Select, ...]:
    """How the hits may be listed: order, folding, number a page."""
    numbers = sorted({*_PER_PAGE, request.per_page})
    return (
        _select(_("排序"), "sort", request.sort, {sort: translated(said) for sort, said in _SORTS.items()}),
        _select(
            _("合并"),
            "group",
            request.group or "0",
            {"0": _("不合并"), "near": _("内容相近的"), "collection": _("同一合集的")},
        ),
        _select(
            _("每页"),
            "per_page",
            str(request.per_page),
            {str(number): _("%(number)d 条", number=number) for number in numbers},
        ),
    )


def count_sentence(result: SearchResult) -> str:
    """Which hits of how many the page shows."""
    total = f"{result.total:,}"
    if not result.hits:
        return _("共 %(total)s 条", total=total)
    first = (result.request.page - 1) * result.request.per_page + 1
    shown = {"first": f"{first:,}", "last": f"{first + len(result.hits) - 1:,}", "total": total}
    if result.groups is not None:
        shown["groups"] = f"{result.groups:,}"
        if result.request.group == "collection":
            return _("第 %(first)s–%(last)s 个合集，共 %(groups)s 个合集 %(total)s 条", **shown)
        return _("第 %(first)s–%(last)s 组，共 %(groups)s 组 %(total)s 条", **shown)
    return _("第 %(first)s–%(last)s 条，共 %(total)s 条", **shown)


def last_page(result: SearchResult) -> int:
    """The last page that can be shown; 0 where nothing was found."""
    return min(result.pages, _REACH // result.request.per_page)


def page_links(request: SearchRequest, pages: int) -> Iterator[PageLink]:
    """First, last and the pages around the current one, with gaps between; nothing for a single page."""
    if pages < 2:
        return
    near = range(request.page - _PAGES_AROUND, request.page + _PAGES_AROUND + 1)
    shown = sorted({1, pages, *(page for page in near if 1 <= page <= pages)})
    for before, number in pairwise((0, *shown)):
        for skipped in range(before + 1, number)[:1]:
            # A gap of one page takes no less room than its number.
            yield PageLink(skipped, page_url(request, skipped) if number == skipped + 1 else "", False)
        yield PageLink(number, page_url(request, number), number == request.page)


def page_url(request: SearchRequest, page: int) -> str:
    """The same search on another page."""
    return search_url(replace(request, page=page))


def _select(label: str, name: str, chosen: str, choices: Mapping[str, str]) -> Select:
    return Select(name, label, tuple(Option(value, text, value == chosen) for value, text in choices.items()))
