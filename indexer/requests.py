"""What may be asked of an index: parameters as callers give them in, requests that can be answered out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from indexer.errors import BadRequest
from indexer.messages import Message
from indexer.model import FACETS, Group, Matching, Passage, SearchRequest, Sort

__all__ = [
    "MAX_PER_PAGE",
    "MAX_SUGGESTIONS",
    "check_id",
    "check_limit",
    "check_paging",
    "check_passages",
    "check_query",
    "leads_on",
    "plain_group",
    "plain_request",
    "search_pairs",
]

MAX_PER_PAGE = 100

MAX_SUGGESTIONS = 8

MAX_YEAR = 9999

MAX_REACH = 10_000
"""Hits past this one are not paged to; ``matches`` (``zongjie export --query``) has no limit."""

_DEFAULT = SearchRequest()


def plain_request(
    query: str,
    genre: Sequence[str],
    domain: Sequence[str],
    section: Sequence[str],
    year: Sequence[int],
    collection: Sequence[str],
) -> SearchRequest:
    """The request for a query and choices, all else as usual. Raises BadRequest for values of other types."""
    check_query(query)
    for name, values in (
        ("genre", genre),
        ("domain", domain),
        ("section", section),
        ("year", year),
        ("collection", collection),
    ):
        if isinstance(values, (bytes, bytearray)) or not isinstance(values, Iterable):
            raise BadRequest(Message("筛选 %(name)s 应为列表。", name=name))
    request = SearchRequest(
        query=query,
        genre=_values(genre),
        domain=_values(domain),
        section=_values(section),
        year=tuple(year),
        collection=_values(collection),
    )
    for name in ("genre", "domain", "section", "collection"):
        if not all(isinstance(value, str) and value for value in getattr(request, name)):
            raise BadRequest(Message("筛选 %(name)s 应为文字的列表，文字不能为空。", name=name))
    if not all(isinstance(one, int) and 1 <= one <= MAX_YEAR for one in request.year):
        raise BadRequest(Message("筛选 year 应为 1 到 %(most)d 的整数的列表。", most=MAX_YEAR))
    return request


def check_query(query: str) -> None:
    """Raises BadRequest where ``query``, or the beginning of one, is no text."""
    if not isinstance(query, str):
        raise BadRequest(Message("查询 query 应为文字。"))


def check_id(passage_id: str) -> None:
    """Raises BadRequest where ``passage_id`` is no text."""
    if not isinstance(passage_id, str):
        raise BadRequest(Message("段落编号应为文字。"))


def check_passages(passages: Sequence[Passage]) -> None:
    """Raises BadRequest where ``passages`` are no list of passages."""
    if not (isinstance(passages, Sequence) and all(isinstance(one, Passage) for one in passages)):
        raise BadRequest(Message("应给出段落（Passage）。"))


def plain_group(group: bool | Group) -> Group:
    """What to group hits by: True stands for near-duplicates, False for nothing."""
    if isinstance(group, bool):
        return "near" if group else ""
    return group


def check_paging(request: SearchRequest) -> None:
    """Raises BadRequest for a page, order or matching that there is not."""
    if not (isinstance(request.near, str) and isinstance(request.synonyms, bool)):
        raise BadRequest(Message("near 应为段落编号，synonyms 应为真或假。"))
    if not (isinstance(request.page, int) and isinstance(request.per_page, int)):
        raise BadRequest(Message("page 和 per_page 应为整数。"))
    if request.page < 1:
        raise BadRequest(Message("页码 page 应从 1 开始，而不是 %(page)d。", page=request.page))
    if not 1 <= request.per_page <= MAX_PER_PAGE:
        raise BadRequest(
            Message(
                "每页条数 per_page 应为 1 到 %(most)d，而不是 %(given)d。",
                most=MAX_PER_PAGE,
                given=request.per_page,
            )
        )
    for name, values in (("sort", Sort), ("matching", Matching), ("group", Group)):
        given, choices = getattr(request, name), get_args(values)
        if given not in choices:
            raise BadRequest(
                Message(
                    "参数 %(name)s 应为 %(choices)s 之一，而不是“%(given)s”。",
                    name=name,
                    choices="、".join(filter(None, choices)),
                    given=given,
                )
            )
    if request.related != 0:
        check_limit(request.related, MAX_PER_PAGE)
    if request.page * request.per_page > MAX_REACH:
        raise BadRequest(
            Message(
                "只能翻到第 %(most)d 条；请缩小范围，或用 zongjie export --query 导出全部。", most=MAX_REACH
            )
        )


def check_limit(limit: int, most: int) -> None:
    """Raises BadRequest where ``limit`` is no number from 1 to ``most``."""
    if not (isinstance(limit, int) and 1 <= limit <= most):
        raise BadRequest(
            Message("条数 limit 应为 1 到 %(most)d 的整数，而不是 %(given)s。", most=most, given=limit)
        )


def leads_on(request: SearchRequest) -> bool:
    """Whether related words are wanted beside an answer."""
    return request.related > 0 and request.page == 1 and not request.near


def search_pairs(request: SearchRequest) -> Iterator[tuple[str, str]]:
    """The parameters of an address that say ``request``, in a fixed order.

    What is left at its default is left out.
    """
    if request.query:
        yield "q", request.query
    for name in (*FACETS, "collection"):
        for value in getattr(request, name):
            yield name, str(value)
    if request.near:
        yield "near", request.near
    if request.group:
        yield "group", request.group
    for name in ("sort", "matching", "page", "per_page"):
        value = getattr(request, name)
        if value != getattr(_DEFAULT, name):
            yield name, str(value)
    if not request.synonyms:
        yield "synonyms", "0"


def _values(chosen: Sequence[str]) -> tuple[str, ...]:
    """A single text is one value, not the list of its characters."""
    return (chosen,) if isinstance(chosen, str) else tuple(chosen)
