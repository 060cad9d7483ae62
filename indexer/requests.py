"""What may be asked of an index: parameters as callers give them in, requests that can be answered out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from indexer.errors import BadRequest
from indexer.messages import Message
from indexer.model import Matching, Passage, SearchRequest, Sort

__all__ = [
    "MAX_PER_PAGE",
    "MAX_SUGGESTIONS",
    "check_id",
    "check_limit",
    "check_paging",
    "check_passages",
    "check_query",
    "plain_request",
]

MAX_PER_PAGE = 100

MAX_SUGGESTIONS = 8

MAX_REACH = 10_000
"""Hits past this one are not paged to; ``matches`` (``zongjie export --query``) has no limit."""


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
        if not all(isinstance(value, str) for value in getattr(request, name)):
            raise BadRequest(Message("筛选 %(name)s 应为文字的列表。", name=name))
    if not all(isinstance(one, int) for one in request.year):
        raise BadRequest(Message("筛选 year 应为整数的列表。"))
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


def check_paging(request: SearchRequest) -> None:
    """Raises BadRequest for a page, order or matching that there is not."""
    if not (
        isinstance(request.near, str)
        and isinstance(request.group, bool)
        and isinstance(request.synonyms, bool)
    ):
        raise BadRequest(Message("near 应为段落编号，group 和 synonyms 应为真或假。"))
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
    if request.sort not in get_args(Sort):
        raise BadRequest(
            Message(
                "参数 %(name)s 应为 %(choices)s 之一，而不是“%(given)s”。",
                name="sort",
                choices="、".join(get_args(Sort)),
                given=request.sort,
            )
        )
    if request.matching not in get_args(Matching):
        raise BadRequest(
            Message(
                "参数 %(name)s 应为 %(choices)s 之一，而不是“%(given)s”。",
                name="matching",
                choices="、".join(get_args(Matching)),
                given=request.matching,
            )
        )
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


def _values(chosen: Sequence[str]) -> tuple[str, ...]:
    """A single text is one value, not the list of its characters."""
    return (chosen,) if isinstance(chosen, str) else tuple(chosen)
