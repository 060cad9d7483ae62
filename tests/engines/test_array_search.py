"""Ranking, choices, facets, orders and bounds of a search over arrays, against plain code."""

from __future__ import annotations

import importlib
import pkgutil
import random
from collections import Counter

import pytest
from whoosh import query

import indexer
from indexer.assist import doubtful_run
from indexer.engines.embedded.evaluation import plan
from indexer.model import TEXT_FIELDS
from indexer.query import Literal, Run
from indexer.setup_kernels import compile_kernels
from tests.engines.array_corpora import GENRES, build, random_passages, random_tree, scan, split


@pytest.fixture(scope="module")
def items():
    return random_passages(11, 120)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory, items):
    return build(tmp_path_factory.mktemp("search") / "index", split(items, 3)).snapshot()


def labels(item, name):
    value = getattr(item.passage, name)
    return {str(v) for v in value} if isinstance(value, tuple) else {str(value)} - {"None"}


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"genre": ["Ａ级", "计划"]},
        {"genre": ["工作总结"], "year": ["2020", "1900"]},
        {"section": ["其他"]},
    ],
)
def test_choices_narrow_and_facets_count_as_without_their_own(snapshot, items, choices):
    matches = [items[number] for number in snapshot.matches(query.Term("text", "管理"))]
    found = snapshot.search(query.Term("text", "管理"), choices=choices, limit=200)

    def passing(but):
        return [
            item
            for item in matches
            if all(labels(item, name) & set(values) for name, values in choices.items() if name != but)
        ]

    assert found.total == len(found.hits) == len(passing(None))
    for name in ("genre", "section", "year", "domain"):
        assert found.facets[name] == Counter(value for item in passing(name) for value in labels(item, name))
    assert set(found.facets["genre"]) <= set(GENRES)


@pytest.mark.parametrize("sort", ["relevance", "newest", "longest"])
def test_orders_and_their_ties(snapshot, items, sort):
    tree = query.Or([query.Term("text", "管理"), query.Every()])
    hits = snapshot.search(tree, limit=500).hits
    scores = {number: score for score, number in hits}
    key = {
        "relevance": lambda _: 0,
        "newest": lambda n: -(items[n].passage.year or 0),
        "longest": lambda n: -len(items[n].passage.text),
    }[sort]
    expected = sorted(scores, key=lambda n: (key(n), -scores[n], items[n].passage.id))
    for limit in (1, 7, 120, 500):
        found = snapshot.search(tree, limit=limit, sort=sort)
        assert [number for _, number in found.hits] == expected[:limit]


def test_a_literal_run_ranks_above_its_scattered_words(snapshot):
    tree = Run(TEXT_FIELDS, "安全管理", ["安全", "管理"])
    literal = set(snapshot.matches(query.Or([Literal(name, "安全管理") for name in TEXT_FIELDS])))
    order = [number for _, number in snapshot.search(tree, limit=200).hits]
    assert 0 < len(literal) < len(order)
    assert set(order[: len(literal)]) == literal


@pytest.mark.parametrize("kind", [query.And, query.Or])
@pytest.mark.parametrize("words", [["管理"], ["管理", "安全"], ["安全", "无", "理"], ["管理", "强", "加强"]])
def test_the_short_way_for_words_gives_what_the_long_way_gives(snapshot, kind, words):
    tree = kind([query.Or([query.Term(name, word) for name in TEXT_FIELDS]) for word in words])
    short, long = snapshot.search(tree, facets=(), limit=9), snapshot.search(tree, limit=9)
    assert (short.total, short.hits) == (long.total, long.hits)


@pytest.mark.parametrize("text", ["理", "管理", "生产", "产管", "安全管理", "待处", "é", "无有"])
@pytest.mark.parametrize("fields", [TEXT_FIELDS, ("title",)])
def test_the_short_way_for_texts_gives_what_the_long_way_gives(snapshot, items, text, fields):
    for tree in (Run(fields, text, ()), Run(fields, text, [text])):
        short, long = snapshot.search(tree, facets=(), limit=9), snapshot.search(tree, limit=9)
        assert (short.total, short.hits) == (long.total, long.hits)
        assert list(snapshot.matches(tree)) == scan(items, text, fields)


def test_wide_patterns_are_cut_with_a_note(snapshot, monkeypatch):
    monkeypatch.setattr(plan, "MAX_EXPANSION", 3)
    found = snapshot.search(query.Wildcard("text", "*"))
    assert len(found.expanded) == 3
    assert "3个" in found.notes[0]
    assert snapshot.search(query.Not(query.Prefix("text", "安"))).expanded == frozenset()


def test_an_unknown_query_type_is_an_error_of_the_program(snapshot):
    with pytest.raises(TypeError, match="Regex"):
        snapshot.search(query.Regex("text", ".*"))


def signatures():
    """Of every kernel, what it was compiled for."""
    names = [module.name for module in pkgutil.walk_packages(indexer.__path__, indexer.__name__ + ".")]
    left_out = ("__main__", ".tantivy_words", ".whoosh_stock")  # run when imported; load other engines
    names = [name for name in names if not name.endswith(left_out)]
    functions = [thing for name in names for thing in vars(importlib.import_module(name)).values()]
    return {f.py_func.__qualname__: len(f.signatures) for f in functions if hasattr(f, "py_func")}


def test_nothing_is_left_to_compile_at_a_users_first_query(tmp_path, items):
    compile_kernels()
    before = signatures()
    assert len(before) > 20
    index = build(tmp_path, split(items, 2), ["p1"])
    for tree in map(random_tree, [random.Random(seed) for seed in range(40)]):
        index.snapshot().search(tree)
    index.snapshot().near_words(doubtful_run("管里", ["管里"]))
    index.snapshot().fold(list(index.snapshot().numbers()))
    index.snapshot().near(0)
    writer = index.writer()
    writer.commit(optimize=True)
    assert signatures() == before


def test_frequencies_count_in_all_segments(snapshot, items):
    asked = sorted({word for item in items for words in item.words.values() for word in words})
    holders = [sum(any(word in words for words in item.words.values()) for item in items) for word in asked]
    assert (snapshot.size, snapshot.frequencies(asked)) == (len(items), holders)
