"""Whoosh as it comes, with jieba's ChineseAnalyzer, on every tenth passage: it indexes some 200 a second."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import islice

import jieba
from jieba.analyse import ChineseAnalyzer
from whoosh import fields
from whoosh.index import create_in, open_dir
from whoosh.qparser import AndGroup, MultifieldParser, OrGroup
from whoosh.query import Query

from scripts.benches.place import Place
from scripts.benches.rival import Ask, Built, size_of

__all__ = ["STEP", "build", "open"]

STEP = 10
"""Of so many passages one is taken."""

_FIELDS = ("title", "heading", "text")


def build(place: Place) -> Built:
    """Analysing, adding and committing, in one process, as Whoosh does by default; texts are stored."""
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    texts = {name: fields.TEXT(stored=True, analyzer=ChineseAnalyzer()) for name in _FIELDS}
    schema = fields.Schema(id=fields.ID(unique=True, stored=True), genre=fields.ID(stored=True), **texts)
    passages = list(islice(place.passages(), 0, None, STEP))
    place.path("whoosh").mkdir()
    started = time.perf_counter()
    writer = create_in(place.path("whoosh"), schema).writer(limitmb=256)
    for passage in passages:
        writer.add_document(**passage)
    writer.commit()
    seconds = time.perf_counter() - started
    return Built(len(passages), seconds, {"all": size_of(place.path("whoosh"))})


def open(place: Place) -> Mapping[str, Ask]:  # noqa: A001  what the engine does
    """Whoosh's own parsing over three fields, its search; the best ten and the exact total."""
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    index = open_dir(str(place.path("whoosh")))
    searcher = index.searcher()
    every = MultifieldParser(_FIELDS, index.schema, group=AndGroup)
    some = MultifieldParser(_FIELDS, index.schema, group=OrGroup)

    def ask(tree: Query) -> int:
        return len(searcher.search(tree, limit=10))

    return {"all": lambda typed: ask(every.parse(typed)), "any": lambda typed: ask(some.parse(typed))}
