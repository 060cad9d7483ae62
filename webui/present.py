"""SearchResult -> what the result page shows: every link, count and flag is computed here.

The templates only write these dataclasses out. ``reading.py`` does the same for one passage and its part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer import Hit, SearchRequest, SearchResult, Sort
from webui.filters import Chip, FacetGroup, Tag, chips_of, facet_groups, tags_of, unfiltered
from webui.text import Piece, pieces
from webui.urls import document_url, search_pairs, search_url

__all__ = [
    "HitView",
    "Link",
    "PageLink",
    "ResultView",
    "SortChoice",
    "part_label",
    "present_result",
]

_SORT_LABELS: Mapping[Sort, str] = {
    "relevance": "相关度",
    "newest": "年份从新到旧",
    "longest": "篇幅从长到短",
}
_PAGES_AROUND = 2
_REACH = 10_000
"""The engine shows no hit past this one, so no page beyond it is linked to."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something to click."""

    text: str
    url: str


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
class PageLink:
    """A numbered page, or the gap between two numbers where ``url`` is empty."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class SortChoice:
    """One order of the hits."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Suggested:
    """A query that may have been meant, and how much it finds."""

    query: str
    url: str
    count: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """All of the result page. ``hidden`` are the parameters the form must carry along unseen.

    ``switches`` lead to the same search without synonyms or relaxing, or with them again.
    ``past_end`` says that the asked page lies behind the last one; ``ways_on`` are gentler searches to
    try, given only where nothing was found. ``corrections`` are queries that may have been meant;
    ``related`` add a word to this one.
    """

    query: str
    title: str
    count: str
    took: str
    total: int
    hits: tuple[HitView, ...]
    notes: tuple[str, ...]
    corrections: tuple[Suggested, ...]
    switches: tuple[Link, ...]
    facets: tuple[FacetGroup, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    hidden: tuple[tuple[str, str], ...]
    sorts: tuple[SortChoice, ...]
    pages: tuple[PageLink, ...]
    previous_url: str
    next_url: str
    past_end: bool
    last_page: PageLink
    ways_on: tuple[Link, ...]
    grouping: Link
    related: tuple[Link, ...]


def present_result(result: SearchResult, related: Sequence[str] = ()) -> ResultView:
    """Everything the result page shows of ``result``, and of the words that lead on from it."""
    request = result.request
    chips = tuple(chips_of(request))
    folding = "分开列出相近的段落" if request.group else "合并相近的段落"
    page, pages = request.page, min(result.pages, _REACH // request.per_page)
    return ResultView(
        query=request.query,
        title=request.query.strip() or "、".join(chip.text for chip in chips) or "全部段落",
        count=_count_sentence(result),
        took=_duration(result.took_ms),
        total=result.total,
        hits=tuple(_hit(hit, request) for hit in result.hits),
        notes=result.notes,
        corrections=tuple(
            Suggested(one.query, _strict_url(request, one.query), f"{one.total:,} 条")
            for one in result.corrections
        ),
        switches=tuple(_switches(result)),
        facets=facet_groups(result.facets, request),
        chips=chips,
        clear_url=search_url(unfiltered(request)),
        hidden=tuple(
            (name, value)
            for name, value in search_pairs(replace(request, page=1))
            if name in {"collection", "near", "group", "matching", "per_page", "synonyms"}
        ),
        sorts=tuple(SortChoice(sort, label, sort == request.sort) for sort, label in _SORT_LABELS.items()),
        pages=tuple(_page_links(request, pages)),
        previous_url=_page_url(request, page - 1) if 1 < page <= pages else "",
        next_url=_page_url(request, page + 1) if page < pages else "",
        past_end=bool(result.total) and page > pages,
        last_page=PageLink(pages, _page_url(request, max(pages, 1)), False),
        ways_on=() if result.total else tuple(_ways_on(request, chips)),
        grouping=Link(folding, search_url(replace(request, group=not request.group, page=1))),
        related=tuple(_with_word(request, word) for word in related),
    )


def part_label(part: int | None, section: str) -> str:
    """Where a passage stands in its collection: "第3篇", "引言", or nothing for a text without parts."""
    if part is not None:
        return f"第{part}篇"
    return "引言" if section == "引言" else ""


def _hit(hit: Hit, request: SearchRequest) -> HitView:
    # A heading without marks has no spans; zip must still go over all headings.
    spans = hit.heading_spans or ((),) * len(hit.heading)
    return HitView(
        url=document_url(hit.id, request),
        title=pieces(hit.title, hit.title_spans),
        place=part_label(hit.part, hit.section),
        headings=tuple(pieces(heading, marks) for heading, marks in zip(hit.heading, spans, strict=True)),
        tags=tags_of(hit, request),
        snippets=tuple(pieces(snippet.text, snippet.spans) for snippet in hit.snippets),
        collection=hit.collection if hit.collection != hit.title else "",
        folded=Link(
            f"另有 {len(hit.folded_ids)} 条内容相近",
            search_url(replace(request, near=hit.id, group=False, page=1)),
        )
        if hit.folded_ids
        else None,
    )


def _switches(result: SearchResult) -> Iterator[Link]:
    request = replace(result.request, page=1)
    if result.synonyms:
        yield Link("只查找输入的词", search_url(replace(request, synonyms=False)))
    elif not request.synonyms:
        yield Link("也查找近义词", search_url(replace(request, synonyms=True)))
    if result.relaxed:
        yield Link("只看含有全部词的段落", search_url(replace(request, matching="all")))
    elif request.matching == "all":
        yield Link("找到太少时也看部分匹配的段落", search_url(replace(request, matching="auto")))


def _count_sentence(result: SearchResult) -> str:
    if not result.hits:
        return f"共 {result.total:,} 条"
    first = (result.request.page - 1) * result.request.per_page + 1
    last = first + len(result.hits) - 1
    if result.groups is not None:
        return f"第 {first:,}–{last:,} 组，共 {result.groups:,} 组 {result.total:,} 条"
    return f"第 {first:,}–{last:,} 条，共 {result.total:,} 条"


def _duration(milliseconds: float) -> str:
    return "用时不到 1 毫秒" if milliseconds < 1 else f"用时 {milliseconds:,.0f} 毫秒"


def _page_links(request: SearchRequest, pages: int) -> Iterator[PageLink]:
    """First, last and the pages around the current one, with gaps between; nothing for a single page."""
    if pages < 2:
        return
    near = range(request.page - _PAGES_AROUND, request.page + _PAGES_AROUND + 1)
    shown = sorted({1, pages, *(page for page in near if 1 <= page <= pages)})
    for before, number in pairwise((0, *shown)):
        for skipped in range(before + 1, number)[:1]:
            # A gap of one page takes no less room than its number.
            yield PageLink(skipped, _page_url(request, skipped) if number == skipped + 1 else "", False)
        yield PageLink(number, _page_url(request, number), number == request.page)


def _page_url(request: SearchRequest, page: int) -> str:
    return search_url(replace(request, page=page))


def _with_word(request: SearchRequest, word: str) -> Link:
    return Link(word, _strict_url(request, f"{request.query.strip()} {word}"))


def _strict_url(request: SearchRequest, query: str) -> str:
    """Another query that is asked as it stands: what was counted for it is what it finds."""
    return search_url(replace(request, query=query, matching="all", page=1))


def _ways_on(request: SearchRequest, chips: Sequence[Chip]) -> Iterator[Link]:
    """Searches that ask for less: without a filter, without quotes, one word at a time."""
    if len(chips) > 1:
        yield Link("去掉所有筛选条件", search_url(unfiltered(request)))
    for chip in chips:
        yield Link(f"去掉“{chip.facet}：{chip.text}”", chip.remove_url)
    first_page = replace(request, page=1)
    plain = request.query.translate(str.maketrans("", "", '"“”'))
    if plain != request.query and plain.strip():
        yield Link("不用引号，放宽为词语匹配", search_url(replace(first_page, query=plain)))
    words = plain.split()
    if 2 <= len(words) <= 6:
        for word in dict.fromkeys(words):
            yield Link(f"只搜“{word}”", search_url(replace(first_page, query=word)))
