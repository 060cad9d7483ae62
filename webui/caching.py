"""Answers that need not be sent again: an entity tag that stays the same as long as the index does."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version

from flask import Blueprint, Response, g, request

from indexer import Index
from webui.context import current_index

__all__ = ["FRESH", "program_version", "tag_answers"]

FRESH = "private, no-cache"
"""Kept by whoever asked, and asked for again each time: a rebuild counts at once."""


@cache
def program_version() -> str:
    """The version of the installed product."""
    return version("zongjie")


def tag_answers(blueprint: Blueprint) -> None:
    """Has all that ``blueprint`` answers tagged, and nothing looked for where the asker has it already."""
    blueprint.before_request(_unchanged)
    blueprint.after_request(_tagged)


def _unchanged() -> Response | None:
    # Made before anything is looked for: an answer may be newer than its tag, never older.
    g.tag = _tag(current_index())
    known = request.if_none_match
    return Response(status=304) if not known.star_tag and known.contains_weak(g.tag) else None


def _tagged(response: Response) -> Response:
    if response.status_code not in {200, 304} or request.method not in {"GET", "HEAD"}:
        return response
    if request.if_none_match.star_tag:  # whatever there is, the asker has it
        response.close()
        response = Response(status=304)
    response.set_etag(g.tag, weak=True)  # weak: how long a search took differs each time
    response.headers["Cache-Control"] = FRESH
    return response


def _tag(index: Index) -> str:
    """Equal tags, equal answers: of the index, the program, and the whole address."""
    address = request.path.encode() + b"?" + request.query_string
    made_of = f"{index.fingerprint} {program_version()} ".encode() + address
    return sha256(made_of).hexdigest()[:32]
