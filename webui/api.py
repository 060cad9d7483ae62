"""The JSON API: the questions of the pages, the records of the Python API, errors as problem details.

Positions in spans count characters (Unicode code points) of the string they belong to, as Python does.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from flask import Blueprint, Response, request

from indexer import (
    IndexStats,
    evidence_record,
    explanation_record,
    facet_records,
    passage_record,
    related_record,
    result_record,
    siblings_record,
    similar_record,
    spans_record,
    suggestions_record,
    to_json,
)
from webui.context import ask, ask_related, current_index, find_all
from webui.exports import csv_answer, lines_answer
from webui.language import translated
from webui.params import MAX_OFFERED, read_limit, read_passage_id, read_search

__all__ = ["api"]

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/search")
def search() -> Response:
    """One page of hits with facets and notes."""
    result = ask(current_index(), read_search(request.args))
    notes = tuple(translated(note) for note in result.notes)
    return _answer(result_record(replace(result, notes=notes)))


@api.get("/search.csv")
def search_csv() -> Response:
    """The same page of hits as a table."""
    return csv_answer(ask(current_index(), read_search(request.args)))


@api.get("/documents/", defaults={"passage_id": None})
@api.get("/documents/<passage:passage_id>")
def document(passage_id: str | None) -> Response:
    """One whole passage; with a query also ``spans``, what it matches in the text."""
    wanted, index = read_search(request.args), current_index()
    passage = index.get(read_passage_id(passage_id, request.args))
    record = passage_record(passage)
    if wanted.query:
        marks = index.marks(wanted.query, [passage], matching=wanted.matching, synonyms=wanted.synonyms)
        record["spans"] = spans_record(marks[0])
    return _answer(record)


@api.get("/siblings/", defaults={"passage_id": None})
@api.get("/siblings/<passage:passage_id>")
def siblings(passage_id: str | None) -> Response:
    """All passages of a passage's collection, in source order."""
    wanted = read_passage_id(passage_id, request.args)
    return _answer(siblings_record(wanted, current_index().siblings(wanted)))


@api.get("/evidence/", defaults={"passage_id": None})
@api.get("/evidence/<passage:passage_id>")
def evidence(passage_id: str | None) -> Response:
    """What speaks for each label of a passage."""
    wanted, index = read_passage_id(passage_id, request.args), current_index()
    return _answer(evidence_record(wanted, index.evidence(index.get(wanted))))


@api.get("/explain/", defaults={"passage_id": None})
@api.get("/explain/<passage:passage_id>")
def explain(passage_id: str | None) -> Response:
    """Where the score of a passage for a query comes from; null where it does not match."""
    wanted, query = read_passage_id(passage_id, request.args), request.args.get("q", "")
    return _answer(explanation_record(query, wanted, current_index().explain(query, wanted)))


@api.get("/passages")
def passages() -> Response:
    """Every match as JSON lines, whole and in source order; with nothing asked for, all there is."""
    return lines_answer(find_all(current_index(), read_search(request.args)))


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
    return _answer(related_record(wanted.query, words))


@api.get("/stats")
def stats() -> Response:
    """What the index holds."""
    return _answer(_stats_record(current_index().stats()))


def _stats_record(stats: IndexStats) -> dict[str, Any]:
    record = {field.name: getattr(stats, field.name) for field in fields(stats)}
    return record | {"facets": facet_records(stats.facets)}


def _answer(record: Mapping[str, Any]) -> Response:
    return Response(to_json(record) + "\n", content_type="application/json")
