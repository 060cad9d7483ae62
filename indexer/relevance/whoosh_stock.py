"""Whoosh as it comes, with jieba's ChineseAnalyzer: three fields, its own parser, BM25F."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import jieba
from jieba.analyse import ChineseAnalyzer
from whoosh import fields
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import AndGroup, MultifieldParser, OrGroup

from indexer.analysis import field_text
from indexer.model import Passage
from indexer.relevance.ranking import FIELDS, Ranking

__all__ = ["rankings"]

_GROUPS = {"whoosh-or": OrGroup, "whoosh-and": AndGroup}

_MEGABYTES = 256
"""What its writer may hold before it writes a segment."""


def rankings(names: Sequence[str], passages: Sequence[Passage]) -> Mapping[str, Ranking]:
    """``whoosh-or``, any word of a question in any field, and ``whoosh-and``, every word in some field."""
    jieba.setLogLevel("ERROR")
    schema = fields.Schema(
        id=fields.ID(stored=True), **{name: fields.TEXT(analyzer=ChineseAnalyzer()) for name in FIELDS}
    )
    index = RamStorage().create_index(schema)
    writer = index.writer(limitmb=_MEGABYTES)
    for passage in passages:
        writer.add_document(id=passage.id, **{name: field_text(passage, name) for name in FIELDS})
    writer.commit()
    searcher = index.searcher()

    def ranking(name: str) -> Ranking:
        parser = MultifieldParser(FIELDS, schema, group=_GROUPS[name])
        return lambda question, limit: [
            hit["id"] for hit in searcher.search(parser.parse(question), limit=limit)
        ]

    return {name: ranking(name) for name in names}
