"""Passages and results as plain records with the public contract's field names, for JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from indexer.model import Hit, Passage, SearchResult
from indexer.offers import Correction, Keyword, Span, Suggestion

__all__ = [
    "from_line",
    "passage_record",
    "result_record",
    "similar_record",
    "suggestions_record",
    "to_line",
]

_PASSAGE_FIELDS = tuple(field.name for field in fields(Passage))
_HIT_FIELDS = tuple(name for name in _PASSAGE_FIELDS if name != "text")


def passage_record(passage: Passage) -> dict[str, Any]:
    """All fields of a passage."""
    return {name: getattr(passage, name) for name in _PASSAGE_FIELDS}


def result_record(result: SearchResult) -> dict[str, Any]:
    """A search result: hits without texts, snippets with spans, facets, notes, and what was asked."""
    return {
        "query": result.request.query,
        "total": result.total,
        "groups": result.groups,
        "page": result.request.page,
        "per_page": result.request.per_page,
        "pages": result.pages,
        "sort": result.request.sort,
        "took_ms": round(result.took_ms, 3),
        "notes": result.notes,
        "corrections": [_correction_record(correction) for correction in result.corrections],
        "synonyms": result.synonyms,
        "relaxed": result.relaxed,
        "hits": [_hit_record(hit) for hit in result.hits],
        "facets": _facet_records(result),
    }


def suggestions_record(typed: str, found: Sequence[Suggestion]) -> dict[str, Any]:
    """Suggestions and what was typed for them."""
    rows = [{"text": one.text, "kind": one.kind, "spans": _pairs(one.spans)} for one in found]
    return {"query": typed, "suggestions": rows}


def _correction_record(correction: Correction) -> dict[str, Any]:
    replaced = [{"typed": typed, "meant": meant} for typed, meant in correction.replaced]
    return {"query": correction.query, "total": correction.total, "replaced": replaced}


def similar_record(passage_id: str, keywords: Sequence[Keyword], hits: Sequence[Hit]) -> dict[str, Any]:
    """What leads on from a passage: its keywords, and passages like it as in a search result."""
    return {
        "id": passage_id,
        "keywords": [keyword._asdict() for keyword in keywords],
        "hits": [_hit_record(hit) for hit in hits],
    }


def _hit_record(hit: Hit) -> dict[str, Any]:
    return {
        **{name: getattr(hit, name) for name in _HIT_FIELDS},
        "score": hit.score,
        "folded_ids": hit.folded_ids,
        "snippets": [{"text": snippet.text, "spans": _pairs(snippet.spans)} for snippet in hit.snippets],
        "title_spans": _pairs(hit.title_spans),
        "heading_spans": [_pairs(spans) for spans in hit.heading_spans],
    }


def _facet_records(result: SearchResult) -> Mapping[str, Any]:
    return {
        name: [{"value": value, "count": count, "selected": selected} for value, count, selected in values]
        for name, values in result.facets.items()
    }


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def to_line(passage: Passage) -> str:
    """A passage as one line of JSON, without a line break, always encodable as UTF-8."""
    record = passage_record(passage)
    line = json.dumps(record, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # lone surrogates: JSON can say them in ASCII only
        return json.dumps(record)
    return line


def from_line(line: str | bytes) -> Passage:
    """The passage of a line. Raises ValueError, KeyError or TypeError where it is none."""
    record: dict[str, Any] = json.loads(line)
    for name in ("heading", "genre", "domain"):
        record[name] = tuple(record[name])
    return Passage(**{name: record[name] for name in _PASSAGE_FIELDS if name in record})
