"""What narrows a search: facets with their counts, chips of the filters in force, labels of a passage."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from indexer import FACETS, FacetValue, Hit, Message, Passage, SearchRequest
from webui.language import gettext as _
from webui.language import translated
from webui.urls import search_url, toggled

__all__ = [
    "FACET_TITLES",
    "Chip",
    "Choice",
    "FacetGroup",
    "Tag",
    "chips_of",
    "facet_groups",
    "facet_title",
    "tagger",
    "tags_of",
    "unfiltered",
]

FACET_TITLES: Mapping[str, Message] = {
    "genre": Message("体裁"),
    "domain": Message("领域"),
    "section": Message("章节"),
    "year": Message("年份"),
}
"""What the facets are called: to be shown as ``facet_title`` has them, in the current language."""

_VALUES_SHOWN = 8
"""Values of one facet that are seen at once; the others wait behind "更多"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: a checkbox of the search form, with the number of hits behind it."""

    facet: str
    given: str | int
    label: str
    count: int
    checked: bool
    request: SearchRequest

    @property
    def value(self) -> str:
        """What the form sends."""
        return str(self.given)

    @property
    def counted(self) -> str:
        """The number, written out."""
        return f"{self.count:,}"

    @property
    def toggle_url(self) -> str:
        """The search with this value alone added, or taken off; made where a page links to it."""
        return search_url(toggled(self.request, self.facet, self.given))


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet with its values: those seen at once, and ``more``, open if one of them is chosen."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    more_open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    facet: str
    text: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A label of a passage; ``url`` is the search narrowed to it, empty where it is so already."""

    facet: str
    text: str
    url: str


def facet_title(facet: str) -> str:
    """What a facet is called in the current language."""
    return translated(FACET_TITLES[facet])


def facet_groups(
    facets: Mapping[str, Sequence[FacetValue]], request: SearchRequest
) -> tuple[FacetGroup, ...]:
    """The facets that have values, in their fixed order."""
    return tuple(_facet_group(name, facets[name], request) for name in FACETS if facets.get(name))


def chips_of(request: SearchRequest) -> Iterator[Chip]:
    """The filters in force, in the order of the facets, then collections and near-duplicates."""
    for facet in FACETS:
        for value in getattr(request, facet):
            url = search_url(toggled(request, facet, value))
            yield Chip(facet_title(facet), _value_label(facet, value), url)
    for collection in request.collection:
        yield Chip(_("合集"), collection, search_url(toggled(request, "collection", collection)))
    if request.near:
        yield Chip(_("内容相近于"), request.near, search_url(replace(request, near="", page=1)))


def tagger(request: SearchRequest) -> Callable[[Hit | Passage], tuple[Tag, ...]]:
    """What gives the labels of a passage, each leading to ``request`` narrowed to it.

    The passages of a page have most labels in common: each one's address is made once.
    """

    @cache
    def tag(facet: str, value: str | int) -> Tag:
        return Tag(facet, _value_label(facet, value), _narrowed_url(request, facet, value))

    def tags(passage: Hit | Passage) -> tuple[Tag, ...]:
        several = [("genre", passage.genre), ("domain", passage.domain), ("section", (passage.section,))]
        labels = [tag(facet, value) for facet, values in several for value in values if value]
        return (*labels, *([] if passage.year is None else [tag("year", passage.year)]))

    return tags


def tags_of(passage: Hit | Passage, request: SearchRequest) -> tuple[Tag, ...]:
    """The labels of one passage, each leading to ``request`` narrowed to it."""
    return tagger(request)(passage)


def unfiltered(request: SearchRequest) -> SearchRequest:
    """``request`` without its filters, on the first page."""
    return SearchRequest(
        query=request.query,
        sort=request.sort,
        per_page=request.per_page,
        synonyms=request.synonyms,
        group=request.group,
    )


def _facet_group(name: str, values: Sequence[FacetValue], request: SearchRequest) -> FacetGroup:
    choices = tuple(
        Choice(
            facet=name,
            given=value.value,
            label=_value_label(name, value.value),
            count=value.count,
            checked=value.selected,
            request=request,
        )
        for value in values
    )
    more = choices[_VALUES_SHOWN:]
    return FacetGroup(
        name=name,
        title=facet_title(name),
        choices=choices[:_VALUES_SHOWN],
        more=more,
        more_open=any(choice.checked for choice in more),
    )


def _narrowed_url(request: SearchRequest, facet: str, value: str | int) -> str:
    return "" if value in getattr(request, facet) else search_url(toggled(request, facet, value))


def _value_label(facet: str, value: str | int) -> str:
    return _("%(year)d年", year=value) if facet == "year" else str(value)
