"""The JSON API: the questions of the pages, the records of the Python API, errors as problem details.

Positions in spans count characters (Unicode code points) of the string they belong to, as Python does.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from flask import Blueprint, Response

from indexer import (
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
from webui import answers, params
from webui.caching import tag_answers
from webui.context import ask, ask_related, current_index, find_all
from webui.exports import CSV, LINES, csv_answer, lines_answer
from webui.language import translated
from webui.operations import JSON, Operation, add_operation

__all__ = ["OPERATIONS", "PREFIX", "make_api"]

PREFIX = "/api/v1"


def make_api() -> Blueprint:
    """All OPERATIONS, below PREFIX."""
    api = Blueprint("api", __name__, url_prefix=PREFIX)
    for operation in OPERATIONS:
        add_operation(api, operation)
    tag_answers(api)
    return api


def _search(asked: params.Search) -> Response:
    """One page of hits.

    With facets counted as if theirs had no choice, marks, and notes for the person who asked. A query of
    plain words that finds too little is relaxed, and a note says so.
    """
    result = ask(current_index(), asked.request())
    notes = tuple(translated(note) for note in result.notes)
    return _answer(result_record(replace(result, notes=notes)))


def _search_csv(asked: params.Search) -> Response:
    """One page of hits, as a table.

    UTF-8 with a byte order mark, a row a hit. A cell that a spreadsheet would take for a formula stands
    behind an apostrophe.
    """
    return csv_answer(ask(current_index(), asked.request()))


def _passages(asked: params.Passages) -> Response:
    """All matches, whole.

    As JSON lines (each a `PassageRecord`) in source order, sent while they are read; with neither a query
    nor a filter, all that there is. All words are required: nothing is relaxed.
    """
    return lines_answer(find_all(current_index(), asked.request()))


def _document(asked: params.Whole) -> Response:
    """One whole passage.

    With a query also what it matches in the text.
    """
    index = current_index()
    passage = index.get(asked.id)
    record = passage_record(passage)
    if asked.q:
        marks = index.marks(asked.q, [passage], matching=asked.matching, synonyms=asked.synonyms == "1")
        record["spans"] = spans_record(marks[0])
    return _answer(record)


def _siblings(asked: params.About) -> Response:
    """All passages of a passage's collection."""
    return _answer(siblings_record(asked.id, current_index().siblings(asked.id)))


def _evidence(asked: params.About) -> Response:
    """What speaks for a passage's labels."""
    index = current_index()
    return _answer(evidence_record(asked.id, index.evidence(index.get(asked.id))))


def _explain(asked: params.Explain) -> Response:
    """Where a passage's score for a query comes from."""
    return _answer(explanation_record(asked.q, asked.id, current_index().explain(asked.q, asked.id)))


def _similar(asked: params.Similar) -> Response:
    """A passage's keywords, and passages like it."""
    index = current_index()
    hits = index.similar(asked.id, asked.limit)
    keywords = index.keywords(asked.id, asked.keywords)
    return _answer(similar_record(asked.id, keywords, hits))


def _suggest(asked: params.Suggest) -> Response:
    """What to offer somebody who is typing a query.

    Titles, headings and frequent words that begin with what was typed: characters, pinyin, initials or a
    mixture.
    """
    return _answer(suggestions_record(asked.q, current_index().suggest(asked.q, asked.limit)))


def _related(asked: params.Related) -> Response:
    """Words that lead on from a search."""
    wanted = asked.request()
    return _answer(related_record(wanted.query, ask_related(current_index(), wanted, asked.limit)))


def _stats(_: params.Params) -> Response:
    """What the index holds."""
    index = current_index()
    stats = index.stats()
    record = {field.name: getattr(stats, field.name) for field in fields(stats)}
    return _answer(record | {"facets": facet_records(stats.facets), "fingerprint": index.fingerprint})


def _answer(record: Mapping[str, Any]) -> Response:
    return Response(to_json(record) + "\n", content_type=JSON)


OPERATIONS = (
    Operation("search", "/search", "searching", params.Search, _search, answers.SearchAnswer),
    Operation("searchTable", "/search.csv", "searching", params.Search, _search_csv, str, CSV),
    Operation("passages", "/passages", "searching", params.Passages, _passages, str, LINES),
    Operation("document", "/documents/{id}", "passages", params.Whole, _document, answers.PassageAnswer),
    Operation("siblings", "/siblings/{id}", "passages", params.About, _siblings, answers.SiblingsAnswer),
    Operation("evidence", "/evidence/{id}", "passages", params.About, _evidence, answers.EvidenceAnswer),
    Operation("explain", "/explain/{id}", "passages", params.Explain, _explain, answers.ExplanationAnswer),
    Operation("similar", "/similar/{id}", "passages", params.Similar, _similar, answers.SimilarAnswer),
    Operation("suggest", "/suggest", "leading on", params.Suggest, _suggest, answers.SuggestionsAnswer),
    Operation("related", "/related", "leading on", params.Related, _related, answers.RelatedAnswer),
    Operation("stats", "/stats", "the index", params.Params, _stats, answers.StatsAnswer),
)
"""All that the API can be asked."""
