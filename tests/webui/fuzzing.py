"""What schemathesis is told of the API beyond its description: read by its command, named by SCHEMATHESIS_HOOKS.

The description says of each parameter what it may be, and of none what it may be beside another.
"""

from typing import Any
from zlib import crc32

import schemathesis

from tests.webui.material import ODD_IDS

IDS = ("story-1", "story-3", "garden-0", "hostile", *(one for one in ODD_IDS if one not in {".", ".."}))
QUERIES = (
    "巡检",
    "线路训检",
    "点检",
    "敌意",
    "年份:[2011 TO 2013]",
    "“巡检”",
    "线*",
    "修剪 -冬青",
    "请问线路怎样浇水",
)


@schemathesis.hook
def filter_query(_: Any, query: Any) -> bool:
    # An address holds texts: an object or an empty list is gone, or something else, by the time it arrives.
    return not any(isinstance(value, dict) or value == [] for value in (query or {}).values())


@schemathesis.hook
def map_path_parameters(_: Any, parameters: Any) -> Any:
    """Every other id is one that there is."""
    known = _instead((parameters or {}).get("id"), IDS)
    return {"id": known} if known else parameters


@schemathesis.hook
def map_query(_: Any, query: Any) -> Any:
    """Every other query is one that finds something."""
    known = _instead((query or {}).get("q"), QUERIES)
    return {**query, "q": known} if known else query


@schemathesis.hook
def before_call(_: Any, case: Any, __: Any) -> None:
    """No hit past the 10,000th is paged to."""
    query = case.query or {}
    page, per_page = str(query.get("page", "")), str(query.get("per_page") or "10")
    if page.isdecimal() and per_page.isdecimal() and 1 <= int(page) <= 10_000 and 1 <= int(per_page) <= 100:
        query["page"] = min(int(page), 10_000 // int(per_page))


def _instead(value: object, known: tuple[str, ...]) -> str | None:
    if not isinstance(value, str):
        return None
    chosen = crc32(value.encode("utf-8", "surrogatepass"))
    return known[chosen % len(known)] if chosen & 1024 else None
