"""Passages and results as plain records with the public contract's field names, for JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from indexer.model import FacetValue, Hit, Label, Passage, SearchResult
from indexer.offers import Correction, Explanation, Keyword, Span, Suggestion

__all__ = [
    "evidence_record",
    "explanation_record",
    "facet_records",
    "from_line",
    "passage_record",
    "related_record",
    "result_record",
    "siblings_record",
    "similar_record",
    "spans_record",
    "suggestions_record",
    "to_json",
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
        "unfound": result.unfound,
        "hits": [_hit_record(hit) for hit in result.hits],
        "facets": facet_records(result.facets),
    }


def suggestions_record(typed: str, found: Sequence[Suggestion]) -> dict[str, Any]:
    """Suggestions and what was typed for them."""
    rows = [{"text": one.text, "kind": one.kind, "spans": spans_record(one.spans)} for one in found]
    return {"query": typed, "suggestions": rows}


def _correction_record(correction: Correction) -> dict[str, Any]:
    replaced = [one._asdict() for one in correction.replaced]
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
        "folded": hit.folded,
        "folded_ids": hit.folded_ids,
        "snippets": [
            {"text": snippet.text, "spans": spans_record(snippet.spans)} for snippet in hit.snippets
        ],
        "title_spans": spans_record(hit.title_spans),
        "heading_spans": [spans_record(spans) for spans in hit.heading_spans],
    }


def siblings_record(passage_id: str, passages: Sequence[Passage]) -> dict[str, Any]:
    """The passages of a passage's collection."""
    return {"id": passage_id, "passages": [passage_record(one) for one in passages]}


def evidence_record(passage_id: str, labels: Mapping[str, Sequence[Label]]) -> dict[str, Any]:
    """What speaks for each label of a passage, by facet."""
    rows = {
        facet: [{"value": one.value, "score": one.score, "evidence": one.evidence} for one in found]
        for facet, found in labels.items()
    }
    return {"id": passage_id, "labels": rows}


def explanation_record(query: str, passage_id: str, explanation: Explanation | None) -> dict[str, Any]:
    """Where the score of a passage for a query comes from; null where it does not match."""
    told = None if explanation is None else _explanation(explanation)
    return {"query": query, "id": passage_id, "explanation": told}


def _explanation(part: Explanation) -> dict[str, Any]:
    return {"label": part.label, "score": part.score, "parts": [_explanation(one) for one in part.parts]}


def related_record(query: str, words: Sequence[str]) -> dict[str, Any]:
    """Words that lead on from a search."""
    return {"query": query, "related": words}


def facet_records(facets: Mapping[str, Sequence[FacetValue]]) -> dict[str, Any]:
    """Each facet's values; as named tuples, JSON would write them as bare lists."""
    return {name: [value._asdict() for value in values] for name, values in facets.items()}


def spans_record(spans: Sequence[Span]) -> list[list[int]]:
    """Spans as pairs of start and end (exclusive), counted in characters."""
    return [[span.start, span.end] for span in spans]


def to_line(passage: Passage) -> str:
    """A passage as one line of JSON, without a line break, always encodable as UTF-8."""
    return to_json(passage_record(passage))


def to_json(record: Mapping[str, Any]) -> str:
    """A record on one line, always encodable as UTF-8."""
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
