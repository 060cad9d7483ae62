"""Engines of others answer what they are known for; one that is not installed says how to have it."""

import importlib.util

import pytest

from indexer.errors import ZongjieError
from indexer.relevance.baselines import BASELINES, missing, rankings
from tests.relevance.material import LOADS_WHOOSH, passage

PASSAGES = [
    passage("both", "学校安全教育活动扎实开展。", "教学总结"),
    passage("one", "学校举行运动会。"),
    passage("heading", "全年没有事故。", heading=("安全教育",)),
]
pytestmark = LOADS_WHOOSH

HERE = [name for name in BASELINES if not missing([name])]


def test_all_but_tantivy_need_nothing_further():
    assert {*BASELINES} - {*HERE} <= {"tantivy"}


@pytest.mark.parametrize("name", HERE)
def test_every_engine_finds_what_has_all_words_and_no_more_than_asked_for(name: str):
    found = rankings([name], PASSAGES)[name]
    assert found("学校 安全教育", 10)[0] == "both"
    assert found("教学总结", 10) == ["both"]
    assert len(found("学校 安全教育", 1)) == 1
    assert found("粮食", 10) == []
    assert found("？", 10) == []


def test_stock_whoosh_joins_words_by_or_or_and():
    found = rankings(["whoosh-or", "whoosh-and"], PASSAGES)
    assert set(found["whoosh-or"]("学校 安全教育", 10)) == {"both", "one", "heading"}
    assert found["whoosh-and"]("学校 安全教育", 10) == ["both"]


def test_they_come_in_the_order_asked_for():
    names = ["bm25-bigrams", "whoosh-and", "bm25-words"]
    assert list(rankings(names, PASSAGES)) == names


@pytest.mark.skipif(importlib.util.find_spec("tantivy") is not None, reason="tantivy is installed here")
def test_an_engine_that_is_not_installed_says_how_to_have_it():
    assert missing(["bm25-words", "tantivy"]) == ("tantivy",)
    with pytest.raises(ZongjieError, match="tantivy: its package is not installed here; scripts/evaluate"):
        rankings(["bm25-words", "tantivy"], PASSAGES)
