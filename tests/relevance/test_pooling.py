"""Pools hold what any engine finds, tell nothing of engines, and are the same every time."""

import hashlib
import json
from pathlib import Path

import pytest

from indexer.errors import ZongjieError
from indexer.relevance.pooling import pool, write_pool, write_reading
from indexer.relevance.ranking import Ranking
from tests.relevance.material import passage


def engine(*found: str) -> Ranking:
    return lambda _, limit: list(found[:limit])


def test_a_pool_is_the_union_of_the_first_hits():
    first, second = engine("a", "b", "c", "d"), engine("e", "b", "f", "a")
    found = pool(["甲", "乙"], [first, second], depth=3)
    assert list(found) == ["甲", "乙"]
    assert {query: sorted(names) for query, names in found.items()} == {"甲": [*"abcef"], "乙": [*"abcef"]}


def test_its_order_is_that_of_a_hash_whatever_the_engines_are_and_differs_by_query():
    names = [f"passage-{number}" for number in range(20)]
    engines = [engine(*names), engine(*names[::-1])]
    once, again = pool(["甲", "乙"], engines), pool(["乙", "甲"], engines[::-1])
    assert once == again
    assert once["甲"] == sorted(names, key=lambda name: hashlib.sha256(f"甲\0{name}".encode()).hexdigest())
    assert once["甲"] != once["乙"]


def test_judges_get_pairs_and_what_to_read_and_nothing_else(tmp_path: Path):
    passages = {
        "a": passage("a", "正文一", "标题", ("上", "下")),
        "b": passage("b", "正文二\n第二段"),
    }
    pooled = {"甲 乙": ["b", "a"], "丙": ["a"], "丁": []}
    write_pool(tmp_path / "pool.tsv", pooled)
    write_reading(tmp_path / "pool.jsonl", pooled, passages)
    table = (tmp_path / "pool.tsv").read_text("utf-8")
    assert table == "query\tid\n甲 乙\tb\n甲 乙\ta\n丙\ta\n"
    records = [json.loads(line) for line in (tmp_path / "pool.jsonl").read_text("utf-8").splitlines()]
    assert [(one["query"], one["id"]) for one in records] == [("甲 乙", "b"), ("甲 乙", "a"), ("丙", "a")]
    assert records[1] == {
        "query": "甲 乙",
        "id": "a",
        "title": "标题",
        "heading": ["上", "下"],
        "section": "其他",
        "text": "正文一",
    }


@pytest.mark.parametrize(("query", "name"), [("甲\t乙", "a"), ("甲", "a\nb"), ("甲", "a\rb")])
def test_what_would_break_the_table_is_an_error(tmp_path: Path, query: str, name: str):
    with pytest.raises(ZongjieError, match="cannot stand in a table"):
        write_pool(tmp_path / "pool.tsv", {query: [name]})
