"""Compiles every kernel once, at set-up, so that no user's first query waits for it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from whoosh import query

from indexer.engines.embedded.codec.index import ArrayIndex
from indexer.engines.embedded.evaluation.sets import top
from indexer.engines.embedded.gallop import gallop
from indexer.engines.embedded.segments.batch import make_batch
from indexer.engines.embedded.segments.invert import invert_words
from indexer.model import TEXT_FIELDS, AnalysedPassage, Passage
from indexer.query import Literal, Run

__all__ = ["compile_kernels"]


def compile_kernels(*, anew: bool = False) -> None:
    """Builds, merges and searches a tiny index; what numba compiles on the way stays in its cache.

    With a full cache this only loads it, in about a second. ``anew`` empties the cache first: numba does
    not notice when a kernel of another module changed that it has built into one.
    """
    if anew:
        _empty_cache()
    with TemporaryDirectory(prefix="zongjie-") as folder:
        index = ArrayIndex.create_in(Path(folder))
        for number in range(2):
            writer = index.writer()
            writer.add_batches([make_batch([_passage(number, n) for n in range(3)])])
            writer.commit(merge=False)
        writer = index.writer()
        writer.delete_labelled("id", ["0-0"])
        writer.commit(optimize=True)
        whole = index.snapshot()
        writer = index.writer()
        writer.delete_labelled("id", ["0-1"])
        writer.commit(merge=False)
        snapshot = index.snapshot()
        for tree in _queries():
            for sort in ("relevance", "newest", "longest"):
                snapshot.search(tree, choices={"genre": ["总结"]}, sort=sort)
            whole.search(tree, facets=())
        index.check()


def _empty_cache() -> None:
    """Numba keeps a folder for each folder of modules: here one kernel stands for each."""
    for one in (gallop, invert_words, top):
        folder = cast(Any, one).stats.cache_path
        for path in Path(folder).glob("*.nb[ic]") if folder else ():
            path.unlink(missing_ok=True)


def _passage(batch: int, number: int) -> AnalysedPassage:
    passage = Passage(
        id=f"{batch}-{number}",
        collection="合集",
        part=None,
        title="总结",
        heading=("做法",),
        section="主要做法",
        genre=("总结",),
        domain=(),
        year=2020 + number,
        text="加强领导，加强管理",
        source="a.txt",
    )
    words = ("加强", "领导", "加强", "管理")
    return AnalysedPassage(
        passage, {"title": ("总结",), "heading": ("做法",), "text": words, "collection": ("合集",)}
    )


def _queries() -> list[query.Query]:
    one, other = query.Term("text", "加强"), query.Term("text", "领导")
    return [
        query.Every(),
        query.And([one, other]),
        query.And([one, Literal("text", "管")]),
        query.Or([one, query.Or([Literal("text", "强"), Literal("title", "总结")])]),
        query.And([Run(TEXT_FIELDS, "加强领导", ["加强", "领导"]), query.Not(query.Term("year", "2021"))]),
        query.AndMaybe(one, query.FuzzyTerm("text", "管里")),
        query.Or([query.Prefix("text", "加"), query.Wildcard("title", "*结"), Literal("text", "加强领")]),
    ]
