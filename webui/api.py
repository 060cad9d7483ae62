"""The JSON API: the questions of the pages, the records of the Python API, errors as problem details.

Positions in spans count characters (Unicode code points) of the string they belong to, as Python does.
"""

import json
from dataclasses import fields
from typing import Any

from flask import Blueprint, Response, request

from indexer import IndexStats, passage_record, result_record, similar_record, suggestions_record
from webui.context import ask, ask_related, current_index
from webui.params import MAX_OFFERED, read_limit, read_passage_id, read_search

__all__ = ["api"]

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/search")
def search() -> Response:
    """One page of hits with facets and notes."""
    return _answer(result_record(ask(current_index(), read_search(request.args))))


@api.get("/documents/", defaults={"passage_id": None})
@api.get("/documents/<passage:passage_id>")
def document(passage_id: str | None) -> Response:
    """One whole passage."""
    return _answer(passage_record(current_index().get(read_passage_id(passage_id, request.args))))


@api.get("/suggest")
def suggest() -> Response:
    """What to offer for the beginning of a query."""
    typed = request.args.get("q", "")
    limit = read_limit(request.args, MAX_OFFERED, MAX_OFFERED)
    return _answer(suggestions_record(typed, current_index().suggest(typed, limit)))


@api.get("/similar/", defaults={"passage_id": None})
@api.get("/similar/<passage:passage_id>")
def similar(passage_id: str | None) -> Response:
    """The keywords of a passage, and at most ``limit`` passages like it."""
    wanted, index = read_passage_id(passage_id, request.args), current_index()
    hits = index.similar(wanted, read_limit(request.args))
    return _answer(similar_record(wanted, index.keywords(wanted), hits))


@api.get("/related")
def related() -> Response:
    """Words that lead on from a search, which the parameters say as for ``/search``."""
    wanted = read_search(request.args)
    words = ask_related(current_index(), wanted, read_limit(request.args, MAX_OFFERED))
    return _answer({"query": wanted.query, "related": words})


@api.get("/stats")
def stats() -> Response:
    """What the index holds."""
    return _answer(_stats_record(current_index().stats()))


def _stats_record(stats: IndexStats) -> dict[str, Any]:
    record = {field.name: getattr(stats, field.name) for field in fields(stats)}
    # The values of a facet are named tuples, which JSON would write as bare lists.
    record["facets"] = {name: [value._asdict() for value in values] for name, values in stats.facets.items()}
    return record


def _answer(record: dict[str, Any]) -> Response:
    return Response(json.dumps(record, ensure_ascii=False) + "\n", content_type="application/json")
