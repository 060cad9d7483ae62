"""Related searches: words that the hits have more often than the rest, and that narrow the search."""

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from indexer import BadRequest, Index, Passage
from indexer.analysis import Analyser, field_text, normalise
from indexer.assist.related import surprise
from indexer.assist.terms import telling
from indexer.model import TEXT_FIELDS


def strictly(index: Index, query: str) -> int:
    """How many passages have all of a query itself."""
    return index.search(query, matching="all", synonyms=False).total


QUERIES = ["安全", "护理", "存在问题", "培训 工作", "專利", "隐患", "农业"]


@pytest.mark.parametrize("query", QUERIES)
def test_each_word_added_finds_some_of_the_hits_and_fewer(index: Index, query: str) -> None:
    related = index.related(query)
    total = strictly(index, query)
    assert 0 < len(related) <= 8
    for word in related:
        assert normalise(word) not in normalise(query)
        assert 0 < strictly(index, f"{query} {word}") <= total
    assert any(strictly(index, f"{query} {word}") < total for word in related)


@pytest.mark.parametrize("query", QUERIES)
def test_words_are_the_most_surprising_of_the_hits(
    index: Index, analyser: Analyser, passages: Sequence[Passage], query: str
) -> None:
    words = {
        passage.id: {word for name in TEXT_FIELDS for word in analyser.words(field_text(passage, name))}
        for passage in passages
    }
    hits = [hit.id for hit in index.search(query, per_page=50, matching="all", synonyms=False).hits]
    weights: dict[str, float] = {}
    for word in set().union(*(words[hit] for hit in hits)):
        have, all_have = sum(word in words[hit] for hit in hits), sum(word in own for own in words.values())
        table = [
            (have, len(hits), all_have),
            (all_have - have, len(passages) - len(hits), all_have),
        ]
        if max(2, len(hits) // 16) <= have < len(hits) and have / len(hits) > all_have / len(passages):
            parts = (
                count * math.log(count / (size * both / len(passages)))
                for count, size, both in table
                if count and size
            )
            weights[word] = 2 * sum(parts) * telling(word)
    best = sorted(weights, key=lambda word: (-weights[word], word))
    found = [normalise(word) for word in index.related(query)]
    assert found == [word for word in best if word in found], "in the order of their weights"
    passed_over = [word for word in best[: best.index(found[-1])] if word not in found]
    for word in passed_over:
        overlapping = any(word in other or other in word for other in (*found, normalise(query)))
        inside = any(
            word in other and word != other and other in words[hit] for hit in hits for other in words[hit]
        )
        assert overlapping or inside, word


def plainly_related(index: Index, analyser: Analyser, passages: Sequence[Passage], query: str) -> list[str]:
    """The same word by word and hit by hit."""

    def words_of(passage: Passage) -> set[str]:
        return {word for name in TEXT_FIELDS for word in analyser.words(field_text(passage, name))}

    everywhere = Counter(word for passage in passages for word in words_of(passage))
    found = index.search(query, per_page=50, matching="all", synonyms=False).hits
    hits = [index.get(hit.id) for hit in found]
    if len(hits) < 5:
        return []
    among = Counter(word for hit in hits for word in words_of(replace(hit, text=hit.text[:3000])))
    among = Counter({word: have for word, have in among.items() if have >= max(2, len(hits) // 16)})
    weights = {}
    for word, have in among.items():
        expected = len(hits) * everywhere[word] / len(passages)
        if have < len(hits) and have > expected and word not in normalise(query) and telling(word):
            rest = everywhere[word] - have
            rest_expected = everywhere[word] - expected
            others = rest * math.log(rest / rest_expected) if rest else 0
            weights[word] = 2 * (have * math.log(have / expected) + others) * telling(word)
    chosen: list[str] = []
    for word in sorted(weights, key=lambda word: (-weights[word], word)):
        inside = any(word in one and word != one and have >= 0.8 * among[word] for one, have in among.items())
        if not inside and not any(word in other or other in word for other in chosen):
            chosen.append(word)
    return [written(word, hits) for word in chosen[:8]]


def written(word: str, hits: Sequence[Passage]) -> str:
    for hit in hits:
        for text in (hit.text, "\n".join(hit.heading), hit.title):
            at = normalise(text).find(word)
            if at >= 0:
                return text[at : at + len(word)]
    return word


def test_words_are_those_that_plain_code_finds(
    index: Index, analyser: Analyser, passages: Sequence[Passage]
) -> None:
    dice = random.Random(11)
    having = Counter(word for passage in passages for word in set(analyser.words(passage.text)))
    words = sorted(word for word, have in having.items() if have > 7 and len(word) > 1)
    queries = [*QUERIES, *dice.sample(words, 40), *(" ".join(dice.sample(words, 2)) for _ in range(20))]
    expected = [plainly_related(index, analyser, passages, query) for query in queries]
    assert [list(index.related(query)) for query in queries] == expected
    assert sum(map(bool, expected)) > 40


@pytest.mark.parametrize("asked", [
    {}, {"sort": "newest"}, {"group": "collection"}, {"group": "near", "per_page": 3}, {"per_page": 100},
    {"genre": ["工作总结"]}, {"matching": "all"}, {"synonyms": False},
])  # fmt: skip
def test_a_page_comes_with_them_and_is_the_same_page(index: Index, asked: dict[str, Any]) -> None:
    """Longer ones are relaxed, some have synonyms; each is found another way beside the page."""
    filters = {"genre": asked["genre"]} if "genre" in asked else {}
    queries = [
        *QUERIES,
        "问题",
        "安全 OR 护理",
        "",
        "请问怎样加强食堂卫生管理",
        "水库 门诊 专利 培训",
        "不存在的说法呀",
    ]
    for query in queries:
        page = index.search(query, **asked)
        beside = index.search(query, related=8, **asked)
        assert beside.related == index.related(query, **filters)
        assert page.related == ()
        same = {"related": (), "took_ms": 0.0, "request": page.request}
        assert replace(beside, **same) == replace(page, took_ms=0.0)
    assert index.search("安全", page=2, related=8, **asked).related == ()
    assert index.search("安全", near=index.search("安全").hits[0].id, related=8, **asked).related == ()


@pytest.mark.parametrize("related", [-1, 101, "8", 1.5])
def test_other_numbers_beside_a_page_are_refused(index: Index, related: object) -> None:
    with pytest.raises(BadRequest, match="limit"):
        index.search("安全", related=related)  # type: ignore[arg-type]


def test_filters_count(index: Index) -> None:
    assert index.related("安全", domain=["教育"]) != index.related("安全", domain=["工程技术"])
    with pytest.raises(BadRequest):
        index.related("安全", year=["2020"])  # type: ignore[list-item]
    with pytest.raises(BadRequest):
        index.related("安全", limit=0)


@pytest.mark.parametrize("query", ["", "  ", "不存在的说法呀", "安全 NOT", "(安全", "-", "<script>"])
def test_there_are_none_where_nothing_was_asked_or_found_or_read_otherwise(index: Index, query: str) -> None:
    assert index.related(query) == ()


def test_operators_keep_their_meaning_when_a_word_is_added(index: Index) -> None:
    for query in ("安全 OR 护理", "安全 -护理", "标题:总结 安全", '"安全生产"', "管理*"):
        for word in index.related(query):
            both = {passage.id for passage in index.matches(f"{query} {word}")}
            assert both
            assert both <= {passage.id for passage in index.matches(query)}


def test_surprise_is_nothing_where_hits_are_like_the_rest() -> None:
    have, all_have = np.array([5.0, 4.0, 10.0, 20.0]), np.full(4, 100.0)
    found = surprise(have, 50, all_have, 1000).tolist()
    assert found[:2] == [0, 0]
    # 10 of 50 against 90 of 950; 5 and 95 would be expected
    assert found[2] == pytest.approx(2 * (10 * math.log(10 / 5) + 90 * math.log(90 / 95)))
    assert found[2] < found[3]
    assert surprise(np.array([50.0]), 50, np.array([50.0]), 50).tolist() == [0]
