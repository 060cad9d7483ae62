"""The JSON API has the shape of the public contract."""

import pytest
from flask.testing import FlaskClient

from indexer import Index

PASSAGE = [
    "id",
    "collection",
    "part",
    "title",
    "heading",
    "section",
    "genre",
    "domain",
    "year",
    "text",
    "source",
    "period",
    "organisation",
    "author",
]
MARKS = {"score", "snippets", "title_spans", "heading_spans", "folded_ids"}


def test_a_search_has_the_shape_of_the_contract(client: FlaskClient) -> None:
    response = client.get("/api/v1/search", query_string={"q": "线路巡检", "per_page": "7", "page": "2"})
    assert response.content_type == "application/json"
    result = response.get_json()
    assert set(result) == {
        "query", "total", "page", "per_page", "pages", "sort", "took_ms", "notes", "synonyms", "facets", "hits",
        "groups", "corrections", "relaxed",
    }  # fmt: skip
    assert (result["query"], result["page"], result["per_page"], result["sort"]) == (
        "线路巡检",
        2,
        7,
        "relevance",
    )
    assert (result["total"], result["pages"], len(result["hits"])) == (37, 6, 7)
    assert result["took_ms"] > 0
    assert result["notes"] == []
    for hit in result["hits"]:
        assert set(hit) == set(PASSAGE) - {"text"} | MARKS


def test_what_may_have_been_meant_comes_with_the_answer(client: FlaskClient) -> None:
    result = client.get("/api/v1/search?q=线路训检&per_page=1&matching=all").get_json()
    total = client.get("/api/v1/search?q=线路巡检").get_json()["total"]
    assert (result["query"], result["total"], result["hits"]) == ("线路训检", 0, [])
    assert result["corrections"] == [
        {"query": "线路巡检", "total": total, "replaced": [{"typed": "训检", "meant": "巡检"}]}
    ]


def test_spans_say_what_matched(client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=线路巡检&per_page=1").get_json()["hits"][0]
    assert hit["snippets"]
    for snippet in hit["snippets"]:
        assert set(snippet) == {"text", "spans"}
        assert {snippet["text"][start:end] for start, end in snippet["spans"]} == {"线路巡检"}
    assert {hit["title"][start:end] for start, end in hit["title_spans"]} == {"线路巡检"}
    assert [
        [heading[s:e] for s, e in spans]
        for heading, spans in zip(hit["heading"], hit["heading_spans"], strict=True)
    ] == [["线路巡检"]]


def test_suggestions_have_text_kind_and_the_typed_part(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest", query_string={"q": "xian路"}).get_json()
    assert answer["query"] == "xian路"
    assert answer["suggestions"]
    for one in answer["suggestions"]:
        assert set(one) == {"text", "kind", "spans"}
        assert one["kind"] in {"title", "heading", "term"}
        assert [one["text"][start:end] for start, end in one["spans"]] == ["线路"]


@pytest.mark.parametrize("typed", ["", " ", "<>&\"'", "\x00\x1b", "线" * 200, "zzzz", "a" * 2_000])
def test_any_typed_text_has_an_answer(client: FlaskClient, typed: str) -> None:
    response = client.get("/api/v1/suggest", query_string={"q": typed})
    assert response.status_code == 200
    assert response.get_json() == {"query": typed, "suggestions": []}


def test_nothing_typed_is_nothing_offered(client: FlaskClient) -> None:
    assert client.get("/api/v1/suggest").get_json() == {"query": "", "suggestions": []}


def test_facets_are_counted_as_if_theirs_were_the_only_choice(client: FlaskClient) -> None:
    facets = client.get("/api/v1/search?q=巡检&domain=教育").get_json()["facets"]
    assert list(facets) == ["genre", "domain", "section", "year"]
    domains = {value["value"]: (value["count"], value["selected"]) for value in facets["domain"]}
    assert domains == {"工程技术": (13, False), "安全生产": (12, False), "教育": (12, True)}
    assert sum(value["count"] for value in facets["section"]) == 12
    assert all(isinstance(value["value"], int) for value in facets["year"])


def test_the_parameters_are_those_of_the_engine(client: FlaskClient, index: Index) -> None:
    asked = (
        "q=巡检&genre=工作总结&genre=述职报告&section=存在问题&year=2011&year=2013"
        "&sort=newest&matching=all&per_page=3"
    )
    hits = client.get("/api/v1/search?" + asked).get_json()["hits"]
    expected = index.search(
        "巡检",
        genre=["工作总结", "述职报告"],
        section=["存在问题"],
        year=[2011, 2013],
        sort="newest",
        matching="all",
        per_page=3,
    )
    assert [hit["id"] for hit in hits] == [hit.id for hit in expected.hits]
    assert hits


def test_synonyms_are_named_and_can_be_left_out(client: FlaskClient) -> None:
    result = client.get("/api/v1/search?q=过关").get_json()
    assert (result["synonyms"], result["total"]) == (["评比"], 2)
    assert result["notes"] == ["同时查找了近义词：评比。"]
    result = client.get("/api/v1/search?q=过关&synonyms=0").get_json()
    assert (result["synonyms"], result["notes"], result["total"]) == ([], [], 1)


def test_the_empty_query_finds_everything(client: FlaskClient, index: Index) -> None:
    assert client.get("/api/v1/search").get_json()["total"] == index.stats().passages


def test_a_document_is_the_whole_passage(client: FlaskClient) -> None:
    passage = client.get("/api/v1/documents/story-2").get_json()
    assert list(passage) == PASSAGE
    assert passage["heading"] == ["主要做法", "点检到位"]
    assert passage["text"] == "推行设备点检。\n\n每班两次，\n有记录。"
    assert (passage["part"], passage["year"], passage["source"]) == (1, None, "passages.jsonl")


def test_stats_say_what_there_is(client: FlaskClient, index: Index) -> None:
    stats = client.get("/api/v1/stats").get_json()
    assert set(stats) == {
        "passages", "collections", "parts", "characters", "facets", "built_at", "version", "size_bytes",
    }  # fmt: skip
    assert stats["passages"] == index.stats().passages
    assert set(stats["facets"]["genre"][0]) == {"value", "count", "selected"}


@pytest.mark.parametrize(("address", "text"), [("/healthz", "ok\n"), ("/readyz", "ready\n")])
def test_probes_answer(client: FlaskClient, address: str, text: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.text) == (200, text)
