"""SearchResult -> what the result page shows: every link, count and flag is computed here.

The templates only write these dataclasses out. ``reading.py`` does the same for one passage and its part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer import Hit, SearchRequest, SearchResult
from webui.filters import Chip, FacetGroup, Tag, chips_of, facet_groups, tagger, unfiltered
from webui.language import gettext as _
from webui.listing import PageLink, Select, count_sentence, last_page, page_links, page_url, selects
from webui.notices import Notice, notices_of
from webui.text import Piece, pieces
from webui.urls import Link, document_url, search_pairs, search_url
from webui.ways_on import ways_on

__all__ = ["HitView", "Link", "ResultView", "Suggested", "part_label", "present_result"]

_CARRIED = {"collection", "near", "matching", "synonyms"}
"""Parameters that the form of a result page has no field for."""

_LISTED = {"sort", "group", "per_page"}
"""Those that it has a field for only where there are hits to be listed."""


@dataclass(frozen=True, slots=True)
class HitView:
    """One hit. ``place`` is where in its collection it stands, empty for a text without parts.

    ``folded`` leads to it and the hits folded under it; None where there are none.
    """

    url: str
    title: tuple[Piece, ...]
    place: str
    headings: tuple[tuple[Piece, ...], ...]
    tags: tuple[Tag, ...]
    snippets: tuple[tuple[Piece, ...], ...]
    collection: str
    folded: Link | None


@dataclass(frozen=True, slots=True)
class Suggested:
    """A query that may have been meant, and how much it finds."""

    query: str
    url: str
    count: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """All of the result page. ``hidden`` are the parameters the form must carry along unseen.

    ``past_end`` says so where the asked page lies behind the last one, ``why`` where nothing was found;
    then ``ways_on`` are gentler searches to try. ``corrections`` are queries that may have been meant;
    ``related`` add a word to this one. ``formats`` are the same answer for programs.
    """

    query: str
    title: str
    page: int
    count: str
    took: str
    total: int
    hits: tuple[HitView, ...]
    notices: tuple[Notice, ...]
    corrections: tuple[Suggested, ...]
    facets: tuple[FacetGroup, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    hidden: tuple[tuple[str, str], ...]
    selects: tuple[Select, ...]
    pages: tuple[PageLink, ...]
    previous_url: str
    next_url: str
    past_end: str
    last_page: PageLink
    why: str
    ways_on: tuple[Link, ...]
    related: tuple[Link, ...]
    formats: tuple[Link, ...]


def present_result(result: SearchResult) -> ResultView:
    """Everything the result page shows of ``result``, and of the words that lead on from it."""
    request = result.request
    chips = tuple(chips_of(request))
    page, pages = request.page, last_page(result)
    return ResultView(
        query=request.query,
        title=request.query.strip() or "、".join(chip.text for chip in chips) or _("全部段落"),
        page=page,
        count=count_sentence(result),
        took=_duration(result.took_ms),
        total=result.total,
        hits=tuple(_hits(result)),
        notices=tuple(notices_of(result)),
        corrections=tuple(
            Suggested(one.query, _strict_url(request, one.query), _("%(count)s 条", count=f"{one.total:,}"))
            for one in result.corrections
        ),
        facets=facet_groups(result.facets, request),
        chips=chips,
        clear_url=search_url(unfiltered(request)),
        hidden=tuple(_hidden(result)),
        selects=selects(request) if result.hits else (),
        pages=tuple(page_links(request, pages)),
        previous_url=page_url(request, page - 1) if 1 < page <= pages else "",
        next_url=page_url(request, page + 1) if page < pages else "",
        past_end=_past_end(result, pages) if result.total and page > pages else "",
        last_page=PageLink(pages, page_url(request, max(pages, 1)), False),
        why="" if result.total else _why(result, chips),
        ways_on=() if result.total else tuple(ways_on(result, chips)),
        related=tuple(_with_word(request, word) for word in result.related),
        formats=(
            Link("JSON", search_url(request, "/api/v1/search")),
            Link("CSV", search_url(request, "/api/v1/search.csv")),
        ),
    )


def part_label(part: int | None, section: str) -> str:
    """Where a passage stands in its collection: "第3篇", "引言", or nothing for a text without parts."""
    if part is not None:
        return _("第%(part)d篇", part=part)
    return _("引言") if section == "引言" else ""


def _hits(result: SearchResult) -> Iterator[HitView]:
    tags = tagger(result.request)
    for hit in result.hits:
        yield _hit(hit, result.request, tags(hit))


def _hit(hit: Hit, request: SearchRequest, tags: tuple[Tag, ...]) -> HitView:
    # A heading without marks has no spans; zip must still go over all headings.
    spans = hit.heading_spans or ((),) * len(hit.heading)
    return HitView(
        url=document_url(hit.id, request),
        title=pieces(hit.title, hit.title_spans),
        place=part_label(hit.part, hit.section),
        headings=tuple(pieces(heading, marks) for heading, marks in zip(hit.heading, spans, strict=True)),
        tags=tags,
        snippets=tuple(pieces(snippet.text, snippet.spans) for snippet in hit.snippets),
        collection=hit.collection if hit.collection != hit.title else "",
        folded=_folded(hit, request) if hit.folded else None,
    )


def _folded(hit: Hit, request: SearchRequest) -> Link:
    """What leads to the hits that were folded under this one."""
    if request.group == "collection":
        opened = replace(request, collection=(hit.collection,), group="", page=1)
        return Link(_("本合集另有 %(count)d 条", count=hit.folded), search_url(opened))
    opened = replace(request, near=hit.id, group="", page=1)
    return Link(_("另有 %(count)d 条内容相近", count=hit.folded), search_url(opened))


def _hidden(result: SearchResult) -> Iterator[tuple[str, str]]:
    carried = _CARRIED if result.hits else _CARRIED | _LISTED
    for name, value in search_pairs(replace(result.request, page=1)):
        if name in carried:
            yield name, value


def _past_end(result: SearchResult, pages: int) -> str:
    return _("%(count)s，只有 %(pages)d 页。", count=count_sentence(result), pages=pages)


def _why(result: SearchResult, chips: Sequence[Chip]) -> str:
    if result.unfound:
        return _("全部段落里都没有%(words)s。", words=_("、").join(f"“{word}”" for word in result.unfound))
    return _("在所选的筛选条件下，没有符合的段落。") if chips else _("全部段落里都没有符合的内容。")


def _duration(milliseconds: float) -> str:
    if milliseconds < 1:
        return _("用时不到 1 毫秒")
    return _("用时 %(count)s 毫秒", count=f"{milliseconds:,.0f}")


def _with_word(request: SearchRequest, word: str) -> Link:
    return Link(word, _strict_url(request, f"{request.query.strip()} {word}"))


def _strict_url(request: SearchRequest, query: str) -> str:
    """Another query that is asked as it stands: what was counted for it is what it finds."""
    return search_url(replace(request, query=query, matching="all", page=1))
