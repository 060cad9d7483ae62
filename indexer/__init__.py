"""Zongjie: reading, indexing and *searching* Chinese work summaries.

from indexer import build_index, open_index

build_index(["corpus"], "var/index")
with open_index("var/index") as index:
    result = index.search("创新 亮点", genre=["工作总结"])
"""

from indexer.build import build_index
from indexer.engines.engine import IndexStats
from indexer.errors import (
    BadRequest,
    DocumentError,
    EngineUnreachable,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    PassageNotFound,
    ZongjieError,
)
from indexer.index import Index
from indexer.messages import Message
from indexer.model import (
    FACETS,
    FacetValue,
    Group,
    Hit,
    Label,
    Matching,
    Passage,
    SearchRequest,
    SearchResult,
    Skipped,
    Snippet,
    Sort,
)
from indexer.offers import Correction, Explanation, Keyword, Span, Suggestion
from indexer.opening import open_index
from indexer.records import (
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
    to_line,
)
from indexer.report import BuildReport, FileReport
from indexer.requests import search_pairs
from indexer.settings import Settings
from indexer.setup_kernels import compile_kernels

__all__ = [
    "FACETS",
    "BadRequest",
    "BuildReport",
    "Correction",
    "DocumentError",
    "EngineUnreachable",
    "Explanation",
    "FacetValue",
    "FileReport",
    "Group",
    "Hit",
    "Index",
    "IndexDamaged",
    "IndexLocked",
    "IndexMissing",
    "IndexOutdated",
    "IndexStats",
    "Keyword",
    "Label",
    "Matching",
    "Message",
    "Passage",
    "PassageNotFound",
    "SearchRequest",
    "SearchResult",
    "Settings",
    "Skipped",
    "Snippet",
    "Sort",
    "Span",
    "Suggestion",
    "ZongjieError",
    "build_index",
    "compile_kernels",
    "evidence_record",
    "explanation_record",
    "facet_records",
    "open_index",
    "passage_record",
    "related_record",
    "result_record",
    "search_pairs",
    "siblings_record",
    "similar_record",
    "spans_record",
    "suggestions_record",
    "to_json",
    "to_line",
]
