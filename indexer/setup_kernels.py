"""Compiles every kernel once, at set-up, so that no user's first query waits for it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from indexer.analysis.cutting import cut
from indexer.analysis.dictionary import DictionaryBuilder
from indexer.analysis.sketches import agreement, shingles_of
from indexer.assist import doubtful_run
from indexer.engines.embedded import ArrayIndex, make_batch
from indexer.engines.embedded.evaluation.rescoring import Signals
from indexer.engines.embedded.evaluation.sets import top
from indexer.engines.embedded.gallop import gallop
from indexer.engines.embedded.segments.invert import invert_words
from indexer.model import Passage
from indexer.prepare import tools
from indexer.query import parse, relax
from indexer.settings import Settings
from indexer.trie import grow

__all__ = ["compile_kernels"]

_QUERIES = (
    "",
    "加强 管理",
    "强 OR 加强 OR 标题:总结 OR 加强领导",
    "加强领导 -年份:2021",
    "管里~",
    "加* OR 标题:*结 OR “加强领”",
)


def compile_kernels(*, anew: bool = False) -> None:
    """Labels, analyses, builds, merges and searches a tiny index; what numba compiles stays in its cache.

    With a full cache this only loads it, in about a second. ``anew`` empties the cache first: numba does
    not notice when a kernel of another module changed that it has built into one.
    """
    if anew:
        _empty_cache()
    own = tools(Settings())
    DictionaryBuilder(characters=4).add("加强领导")
    own.analyser.holders([_passage(0, 0)], 1)
    own.classifier.domain("总结", "加强领导" * 100)
    own.classifier.section((), "加强领导" * 100, "middle")
    with TemporaryDirectory(prefix="zongjie-") as folder:
        index = ArrayIndex.create_in(Path(folder))
        for number in range(2):
            writer = index.writer()
            passages = [_passage(number, n) for n in range(3)]
            writer.add_batches([make_batch(own.analyser.analyse(passages))])
            writer.commit(merge=False)
        writer = index.writer()
        writer.delete_labelled("id", ["0-0"])
        writer.commit(optimize=True)
        whole = index.snapshot()
        writer = index.writer()
        writer.delete_labelled("id", ["0-1"])
        writer.commit(merge=False)
        snapshot = index.snapshot()
        for typed in _QUERIES:
            tree = parse(typed, own.analyser).tree
            for sort in ("relevance", "newest", "longest"):
                for grouped in (False, True):
                    snapshot.search(tree, choices={"genre": ["总结"]}, sort=sort, grouped=grouped)
            whole.search(tree, facets=())
        snapshot.near_words(doubtful_run("加墙", ()))  # loads the tables of sounds and shapes too
        asked = parse("请问怎样加强领导", own.analyser)
        for one in (asked, *(step.query for step in relax(asked, snapshot.frequencies))):
            snapshot.search(one.tree, signals=Signals(asked.words))
        snapshot.fold([0, 1])
        snapshot.near(1)
        agreement(shingles_of("加强领导"), shingles_of("加强管理"))
        for typed in ("加强l", "zj"):
            whole.suggest(typed, 8)
            snapshot.suggest(typed, 8)
        index.check()


def _empty_cache() -> None:
    """Numba keeps a folder for each folder of modules: here one kernel stands for each."""
    for one in (grow, cut, gallop, invert_words, top):
        folder = cast(Any, one).stats.cache_path
        for path in Path(folder).glob("*.nb[ic]") if folder else ():
            path.unlink(missing_ok=True)


def _passage(batch: int, number: int) -> Passage:
    return Passage(
        id=f"{batch}-{number}",
        collection="合集",
        part=None,
        title="总结",
        heading=("做法",),
        section="主要做法",
        genre=("总结",),
        domain=(),
        year=2020 + number,
        text="加强领导，加强管理，推行5S管理",
        source="a.txt",
    )
