"""Filters, facets, sorting, paging and the other answers of an open index."""

import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from indexer import BadRequest, Index, Passage, PassageNotFound, SearchRequest
from indexer.analysis import Analyser, field_text
from indexer.model import TEXT_FIELDS
from indexer.query import parse
from tests.engines.conftest import VOCABULARY


def test_choices_of_one_facet_are_or_and_facets_are_and(index: Index, passages: Sequence[Passage]) -> None:
    result = index.search("", genre=["工作总结", "心得体会"], section=["存在问题"], year=[2020, 2021])
    expected = [
        p
        for p in passages
        if {"工作总结", "心得体会"} & set(p.genre) and p.section == "存在问题" and p.year in (2020, 2021)
    ]
    assert result.total == len(expected) > 0


def test_facets_count_as_if_their_own_facet_had_no_choice(index: Index, passages: Sequence[Passage]) -> None:
    result = index.search("工作", genre=["述职报告"], year=[2020, 1999])
    matching = {p.id for p in index.matches("工作")}
    by_genre = Counter(g for p in passages if p.id in matching and p.year in (2020, 1999) for g in p.genre)
    by_year = Counter(p.year for p in passages if p.id in matching and "述职报告" in p.genre and p.year)
    by_section = Counter(
        p.section for p in passages if p.id in matching and "述职报告" in p.genre and p.year in (2020, 1999)
    )
    assert {value: count for value, count, _ in result.facets["genre"]} == by_genre
    assert {value: count for value, count, _ in result.facets["year"]} == by_year | Counter({1999: 0}) | {
        1999: 0
    }
    assert {value: count for value, count, _ in result.facets["section"]} == by_section
    assert [value for value, _, selected in result.facets["year"] if selected] == [2020, 1999]
    assert [value for value, _, selected in result.facets["genre"] if selected] == ["述职报告"]
    assert set(result.facets) == {"genre", "domain", "section", "year"}


def test_a_collection_can_be_chosen_too(index: Index, passages: Sequence[Passage]) -> None:
    chosen = passages[40].collection
    assert {p.id for p in index.matches(collection=[chosen])} == {
        p.id for p in passages if p.collection == chosen
    }
    assert {
        value: count for value, count, _ in index.search(collection=[chosen]).facets["section"]
    } == Counter(p.section for p in passages if p.collection == chosen)


@pytest.mark.parametrize("sort", ["relevance", "newest", "longest"])
def test_pages_join_to_the_whole_order_without_gaps(index: Index, sort: str) -> None:
    whole = index.search("工作", per_page=100, sort=sort).hits  # type: ignore[arg-type]
    paged = [
        hit for page in range(1, 6) for hit in index.search("工作", page=page, per_page=20, sort=sort).hits
    ]  # type: ignore[arg-type]
    assert [hit.id for hit in paged] == [hit.id for hit in whole][: len(paged)]
    assert len(paged) >= 60


def test_orders(index: Index, passages: Sequence[Passage]) -> None:
    text = {passage.id: passage.text for passage in passages}
    relevance = [(-hit.score, hit.id) for hit in index.search("工作", per_page=100).hits]
    assert relevance == sorted(relevance)
    years = [hit.year or 0 for hit in index.search("工作", per_page=100, sort="newest").hits]
    assert years == sorted(years, reverse=True)
    lengths = [len(text[hit.id]) for hit in index.search("工作", per_page=100, sort="longest").hits]
    assert lengths == sorted(lengths, reverse=True)


def test_a_page_past_the_end_is_empty_and_knows_the_total(index: Index) -> None:
    result = index.search("工作", page=50)
    assert (result.hits, result.total > 0, result.pages) == ((), True, -(-result.total // 10))


@pytest.mark.parametrize(
    "parameters",
    [{"page": 0}, {"page": 1001}, {"per_page": 0}, {"per_page": 101}, {"sort": "best"}, {"matching": "some"}],
)
def test_parameters_out_of_range_are_refused(index: Index, parameters: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        index.search("工作", **parameters)  # type: ignore[arg-type]


def test_the_empty_query_finds_everything(index: Index, passages: Sequence[Passage]) -> None:
    assert index.search("").total == index.search("  ").total == len(passages)


def test_get_and_siblings(index: Index, passages: Sequence[Passage]) -> None:
    assert [index.get(passage.id) for passage in passages] == list(passages)
    assert index.siblings("p15") == tuple(p for p in passages if p.collection == index.get("p15").collection)
    with pytest.raises(PassageNotFound, match="没有"):
        index.get("nowhere")


def test_stats(index: Index, passages: Sequence[Passage]) -> None:
    stats = index.stats()
    assert stats.passages == len(passages)
    assert stats.characters == sum(len(p.text) for p in passages)
    assert stats.collections == len({p.collection for p in passages})
    assert {value: count for value, count, _ in stats.facets["section"]} == Counter(
        p.section for p in passages
    )
    assert stats.size_bytes > 0
    assert index.check() == ()


def test_threads_that_search_at_once_get_what_one_alone_gets(index: Index) -> None:
    queries = [f"{one} {other}*" for one in VOCABULARY[:8] for other in VOCABULARY[:8]]

    def answer(query: str) -> tuple[int, list[str]]:
        result = index.search(query)
        return result.total, [hit.id for hit in result.hits]

    alone = [answer(query) for query in queries]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns as often as they can
    try:
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(answer, queries)) == alone
    finally:
        sys.setswitchinterval(before)


def test_one_text_as_a_filter_is_one_value(index: Index) -> None:
    assert index.search("", genre="工作总结").total == index.search("", genre=["工作总结"]).total > 0


@pytest.mark.parametrize(
    "parameters", [{"year": ["2020"]}, {"genre": [1]}, {"page": "1"}, {"per_page": 1.5}, {"section": [None]}]
)
def test_values_of_another_type_are_refused(index: Index, parameters: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        index.search("工作", **parameters)  # type: ignore[arg-type]


def test_frequencies_are_the_passages_that_have_a_word(
    index: Index, passages: Sequence[Passage], analyser: Analyser
) -> None:
    words = [
        {word for name in TEXT_FIELDS for word in analyser.words(field_text(passage, name))}
        for passage in passages
    ]
    asked = [*sorted(set().union(*words)), "没有的词", "", "\ud800", "工作\xff"]
    engine = index._engine
    assert engine.size == len(passages)
    assert list(engine.frequencies(asked)) == [sum(word in own for own in words) for word in asked]
    assert list(engine.frequencies([])) == []


@pytest.mark.parametrize("query", ["", "工作 总结", "处理 OR 经验 OR 5s", '"管理"', "没有的词"])
def test_the_best_are_those_of_a_search(index: Index, analyser: Analyser, query: str) -> None:
    engine = index._engine
    for filters in ({}, {"genre": ("工作总结",), "year": (2020, 2021)}):
        request = SearchRequest(query=query, per_page=30, **filters)  # type: ignore[arg-type]
        parsed = parse(query, analyser)
        found = engine.search(request, parsed).hits
        assert engine.best(replace(request, page=3, sort="longest"), parsed, 30) == found
