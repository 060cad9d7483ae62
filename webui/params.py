"""The parameters of an address, as types: what validates them describes them too (``openapi.py``).

Strict about values, so that a mistake is answered and not guessed at; a parameter nobody knows is
ignored and an empty one counts as absent, because a form sends its empty fields too. ``urls.py`` is
the way back.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from werkzeug.datastructures import MultiDict

from indexer import FACETS, BadRequest, Group, Matching, Message, PassageNotFound, SearchRequest, Sort

__all__ = [
    "MAX_OFFERED",
    "MAX_PER_PAGE",
    "REPEATABLE",
    "About",
    "Explain",
    "Params",
    "Passages",
    "Related",
    "Search",
    "Similar",
    "Suggest",
    "Whole",
    "asks_for_nothing",
    "read",
    "read_passage_id",
    "read_search",
]

MAX_PER_PAGE = 100

MAX_OFFERED = 8
"""Suggestions of one answer at most, and related words where nothing else is asked for."""

_MAX_PAGE = 10_000
"""No hit past the 10,000th is paged to, so no page past this one has any."""

REPEATABLE = frozenset((*FACETS, "collection"))
"""The parameters that may be given more than once; of others the first value counts."""

_DIGITS = re.compile(r"[0-9]{1,9}", re.ASCII)


def _digits(value: object) -> object:
    if isinstance(value, str) and not _DIGITS.fullmatch(value):
        raise ValueError("no whole number")
    return value


_STRICT = BeforeValidator(_digits)
"""By itself pydantic would also take "1_0", " 7 ", "+1", "1.0" and digits of other scripts for a number."""

_Year = Annotated[int, Field(ge=1, le=9999), _STRICT]
_Switch = Literal["0", "1"]
_GROUPS: Mapping[str, Group] = {"0": "", "1": "near", "near": "near", "collection": "collection"}
_Words = Annotated[str, Field(description="The query, in the query language.", examples=["安全生产 隐患"])]
_Synonyms = Annotated[_Switch, Field(description="`0` leaves synonyms out.")]
_Matching = Annotated[
    Matching,
    Field(description="`all` finds only what has all words; `auto` relaxes a query that finds too little."),
]


class Params(BaseModel):
    """What every address takes."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    lang: Annotated[
        str,
        Field(
            description="`en` says notes and errors in English; otherwise they are Chinese.", examples=["en"]
        ),
    ] = ""


class _Filtered(Params):
    """A query and what narrows it. Choices of one facet are joined by OR, facets by AND."""

    q: _Words = ""
    genre: Annotated[
        tuple[str, ...], Field(description="Kinds of text (体裁).", examples=[["工作总结"]])
    ] = ()
    domain: Annotated[tuple[str, ...], Field(description="Walks of life (领域).", examples=[["教育"]])] = ()
    section: Annotated[
        tuple[str, ...], Field(description="Roles of a section (章节).", examples=[["存在问题"]])
    ] = ()
    year: Annotated[tuple[_Year, ...], Field(description="Years (年份).", examples=[[2023]])] = ()
    collection: Annotated[
        tuple[str, ...],
        Field(description="Titles of source pages (合集).", examples=[["车间工作总结(大全2篇)"]]),
    ] = ()

    def request(self) -> SearchRequest:
        """The request for it."""
        return SearchRequest(
            query=self.q,
            genre=self.genre,
            domain=self.domain,
            section=self.section,
            year=self.year,
            collection=self.collection,
        )


class Passages(_Filtered):
    """What all matches are asked for by."""

    synonyms: _Synonyms = "1"

    def request(self) -> SearchRequest:
        """The request for it."""
        return replace(super().request(), synonyms=self.synonyms == "1")


class Search(Passages):
    """What a page of hits is asked for by."""

    page: Annotated[
        int,
        Field(
            ge=1,
            le=_MAX_PAGE,
            description="The page, from 1. `page` times `per_page` may be 10,000 at most.",
            examples=[1],
        ),
        _STRICT,
    ] = 1
    per_page: Annotated[
        int, Field(ge=1, le=MAX_PER_PAGE, description="Hits a page.", examples=[10]), _STRICT
    ] = 10
    sort: Annotated[Sort, Field(description="The order of the hits.")] = "relevance"
    matching: _Matching = "auto"
    group: Annotated[
        Literal["0", "1", "near", "collection"],
        Field(
            description="`near`, or `1`, folds near-duplicates under the best-ranked of them, "
            "`collection` the hits of one collection."
        ),
    ] = "0"
    near: Annotated[
        str,
        Field(description="The id of a passage: only near-duplicates of it are found, itself included."),
    ] = ""

    def request(self) -> SearchRequest:
        """The request for it."""
        return replace(
            super().request(),
            page=self.page,
            per_page=self.per_page,
            sort=self.sort,
            matching=self.matching,
            group=_GROUPS[self.group],
            near=self.near,
        )


class Related(_Filtered):
    """What related searches are asked for by."""

    limit: Annotated[int, Field(ge=1, le=MAX_PER_PAGE, description="Words at most."), _STRICT] = MAX_OFFERED


class Suggest(Params):
    """What suggestions are asked for by."""

    q: Annotated[str, Field(description="What was typed so far.", examples=["chuangx"])] = ""
    limit: Annotated[int, Field(ge=1, le=MAX_OFFERED, description="Suggestions at most."), _STRICT] = (
        MAX_OFFERED
    )


class About(Params):
    """What one passage is asked for by."""

    id: Annotated[
        str,
        Field(
            min_length=1,
            description="The id of a passage, percent-encoded as one segment of the path. `.` and `..`, "
            "which a path cannot hold, are given as `?id=` in place of the segment.",
        ),
    ]


class Whole(About):
    """What a whole passage is asked for by; a query marks its text."""

    q: Annotated[str, Field(description="A query whose matches in the text are wanted too.")] = ""
    matching: _Matching = "auto"
    synonyms: _Synonyms = "1"


class Explain(About):
    """What an explanation is asked for by."""

    q: _Words = ""


class Similar(About):
    """What similar passages are asked for by."""

    limit: Annotated[int, Field(ge=1, le=MAX_PER_PAGE, description="Passages at most."), _STRICT] = 10
    keywords: Annotated[
        int, Field(ge=1, le=MAX_PER_PAGE, description="Keywords at most.", examples=[10]), _STRICT
    ] = 10


_Params = TypeVar("_Params", bound=Params)


def read(model: type[_Params], args: MultiDict[str, str], **given: str) -> _Params:
    """What ``args`` ask for, and ``given``, which wins over them.

    Raises BadRequest, in Chinese, naming the parameter and what it may be.
    """
    known = model.__pydantic_fields__
    values: dict[str, object] = {}
    for name, found in args.lists():
        kept = [value for value in found if value]
        if kept and name in known:
            values[name] = tuple(dict.fromkeys(kept)) if name in REPEATABLE else kept[0]
    try:
        return model.model_validate(values | given)
    except ValidationError as error:
        raise _refusal(model, error) from error


def read_search(args: MultiDict[str, str]) -> SearchRequest:
    """The search that ``args`` ask for. Raises BadRequest."""
    return read(Search, args).request()


def asks_for_nothing(request: SearchRequest) -> bool:
    """Whether there is neither a query nor a filter: then the page shows what there is to ask for."""
    narrowed = any(getattr(request, name) for name in (*FACETS, "collection", "near"))
    return not request.query.strip() and not narrowed


def read_passage_id(in_path: str | None, args: MultiDict[str, str]) -> str:
    """The id that is asked for: in the path, or as ``?id=`` where a path cannot hold it (``urls.py``).

    Raises PassageNotFound where there is neither.
    """
    passage_id = args.get("id", "") if in_path is None else in_path
    if not passage_id:
        raise PassageNotFound("no id given")
    return passage_id


def _refusal(model: type[Params], error: ValidationError) -> BadRequest:
    """What is wrong with the first value that is wrong, told from what the description says of it."""
    found = error.errors(include_url=False)[0]
    name, given = str(found["loc"][0]), _short(str(found["input"]))
    schema = _properties(model)[name]
    schema = schema.get("items", schema)
    if "enum" in schema:
        return BadRequest(
            Message(
                "参数 %(name)s 只能是 %(choices)s，收到的是“%(given)s”。",
                name=name,
                choices=_listed(schema["enum"]),
                given=given,
            )
        )
    return BadRequest(
        Message(
            "参数 %(name)s 应是 %(least)d 到 %(most)d 之间的整数，收到的是“%(given)s”。",
            name=name,
            least=schema["minimum"],
            most=schema["maximum"],
            given=given,
        )
    )


@cache
def _properties(model: type[Params]) -> Mapping[str, Mapping[str, Any]]:
    properties: Mapping[str, Mapping[str, Any]] = model.model_json_schema()["properties"]
    return properties


def _listed(names: Iterable[str]) -> str:
    return "、".join(names)


def _short(value: str) -> str:
    return value if len(value) <= 20 else value[:20] + "…"
