"""Related searches: words that the hits have more often than the rest, and that narrow the search."""

import math
from collections.abc import Sequence

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
    assert surprise(5, 50, 100, 1000) == 0
    assert surprise(4, 50, 100, 1000) == 0
    # 10 of 50 against 90 of 950; 5 and 95 would be expected
    assert surprise(10, 50, 100, 1000) == pytest.approx(2 * (10 * math.log(10 / 5) + 90 * math.log(90 / 95)))
    assert surprise(10, 50, 100, 1000) < surprise(20, 50, 100, 1000)
    assert surprise(50, 50, 50, 50) == 0
