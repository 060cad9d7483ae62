"""The parameters of an address -> one SearchRequest, for the page and the API alike.

Strict about values, so that a mistake is answered and not guessed at; a parameter nobody knows is
ignored and an empty one counts as absent, because a form sends its empty fields too. ``urls.py`` is
the way back.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar, get_args

from werkzeug.datastructures import MultiDict

from indexer import FACETS, BadRequest, Matching, PassageNotFound, SearchRequest, Sort

__all__ = ["MAX_OFFERED", "MAX_PER_PAGE", "asks_for_nothing", "read_limit", "read_passage_id", "read_search"]

MAX_PER_PAGE = 50

MAX_OFFERED = 8
"""Suggestions or related words of one answer at most."""

_Choice = TypeVar("_Choice")
_DIGITS = re.compile(r"[0-9]{1,9}", re.ASCII)
_SORTS: Mapping[str, Sort] = {sort: sort for sort in get_args(Sort)}
_SWITCH: Mapping[str, bool] = {"0": False, "1": True}
_MATCHINGS: Mapping[str, Matching] = {matching: matching for matching in get_args(Matching)}


def read_search(args: MultiDict[str, str]) -> SearchRequest:
    """What ``args`` ask for. Raises BadRequest, in Chinese, naming the parameter and what it may be."""
    return SearchRequest(
        query=args.get("q", ""),
        genre=_values(args, "genre"),
        domain=_values(args, "domain"),
        section=_values(args, "section"),
        year=tuple(_number("year", year, 1, 9999) for year in _values(args, "year")),
        collection=_values(args, "collection"),
        page=_number("page", args.get("page") or "1", 1, 999_999_999),
        per_page=_number("per_page", args.get("per_page") or "10", 1, MAX_PER_PAGE),
        sort=_one_of("sort", args.get("sort") or "relevance", _SORTS),
        matching=_one_of("matching", args.get("matching") or "auto", _MATCHINGS),
        synonyms=_one_of("synonyms", args.get("synonyms") or "1", _SWITCH),
        group=_one_of("group", args.get("group") or "0", _SWITCH),
        near=args.get("near", ""),
    )


def asks_for_nothing(request: SearchRequest) -> bool:
    """Whether there is neither a query nor a filter: then the page shows what there is to ask for."""
    narrowed = any(getattr(request, name) for name in (*FACETS, "collection", "near"))
    return not request.query.strip() and not narrowed


def read_limit(args: MultiDict[str, str], usual: int = 10, most: int = MAX_PER_PAGE) -> int:
    """How much is asked for. Raises BadRequest."""
    return _number("limit", args.get("limit") or str(usual), 1, most)


def read_passage_id(in_path: str | None, args: MultiDict[str, str]) -> str:
    """The id that is asked for: in the path, or as ``?id=`` where a path cannot hold it (``urls.py``).

    Raises PassageNotFound where there is neither.
    """
    passage_id = args.get("id", "") if in_path is None else in_path
    if not passage_id:
        raise PassageNotFound("no id given")
    return passage_id


def _values(args: MultiDict[str, str], name: str) -> tuple[str, ...]:
    """All values of a repeatable parameter, each once, in their order."""
    return tuple(dict.fromkeys(value for value in args.getlist(name) if value))


def _number(name: str, value: str, least: int, most: int) -> int:
    # int() alone would also take "1_0", " 7 " and digits of other scripts.
    if _DIGITS.fullmatch(value) and least <= int(value) <= most:
        return int(value)
    raise BadRequest(f"参数 {name} 应是 {least} 到 {most} 之间的整数，收到的是“{_short(value)}”。")


def _one_of(name: str, value: str, choices: Mapping[str, _Choice]) -> _Choice:
    if value in choices:
        return choices[value]
    raise BadRequest(f"参数 {name} 只能是 {_listed(choices)}，收到的是“{_short(value)}”。")


def _listed(names: Iterable[str]) -> str:
    return "、".join(names)


def _short(value: str) -> str:
    return value if len(value) <= 20 else value[:20] + "…"
