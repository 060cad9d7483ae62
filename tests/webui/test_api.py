"""The JSON API has the shape of the public contract."""

import pytest
from flask.testing import FlaskClient

from indexer import Index
from tests.webui.material import ODD_IDS
from webui.urls import document_url

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
MARKS = {"score", "snippets", "title_spans", "heading_spans", "folded", "folded_ids"}


def test_a_search_has_the_shape_of_the_contract(client: FlaskClient) -> None:
    response = client.get("/api/v1/search", query_string={"q": "线路巡检", "per_page": "7", "page": "2"})
    assert response.content_type == "application/json"
    result = response.get_json()
    assert set(result) == {
        "query", "total", "page", "per_page", "pages", "sort", "took_ms", "notes", "synonyms", "facets", "hits",
        "groups", "corrections", "relaxed", "unfound",
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
        "fingerprint",
    }  # fmt: skip
    assert stats["passages"] == index.stats().passages
    assert set(stats["facets"]["genre"][0]) == {"value", "count", "selected"}


@pytest.mark.parametrize(("address", "text"), [("/healthz", "ok\n"), ("/readyz", "ready\n")])
def test_probes_answer(client: FlaskClient, address: str, text: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.text) == (200, text)


def test_a_document_for_a_query_has_the_marks_of_its_text(client: FlaskClient) -> None:
    def marked(**asked: str) -> list[str]:
        record = client.get("/api/v1/documents/story-3", query_string=asked).get_json()
        assert list(record) == [*PASSAGE, "spans"]
        return [record["text"][start:end] for start, end in record["spans"]]

    assert marked(q="点检") == ["点检"]
    assert marked(q="过关") == ["评比"]
    assert marked(q="过关", synonyms="0") == []
    assert marked(q="过关 没有这话", matching="all", synonyms="0") == []
    assert marked(q="没有这话") == []
    assert "spans" not in client.get("/api/v1/documents/story-3?q=").get_json()


def test_siblings_are_the_passages_of_the_collection(client: FlaskClient) -> None:
    record = client.get("/api/v1/siblings/story-3").get_json()
    assert list(record) == ["id", "passages"]
    assert record["id"] == "story-3"
    assert [one["id"] for one in record["passages"]] == [f"story-{n}" for n in range(6)]
    assert record["passages"][2] == client.get("/api/v1/documents/story-2").get_json()


def test_evidence_is_told_by_facet(client: FlaskClient, index: Index) -> None:
    record = client.get("/api/v1/evidence/story-1").get_json()
    found = index.evidence(index.get("story-1"))
    assert record == {
        "id": "story-1",
        "labels": {
            facet: [
                {"value": one.value, "score": one.score, "evidence": list(one.evidence)} for one in labels
            ]
            for facet, labels in found.items()
        },
    }
    assert any(one["evidence"] for labels in record["labels"].values() for one in labels)


def test_an_explanation_is_a_tree_and_null_without_a_match(client: FlaskClient, index: Index) -> None:
    record = client.get("/api/v1/explain/story-3?q=点检").get_json()
    assert (record["query"], record["id"]) == ("点检", "story-3")
    hit = index.search("点检").hits
    assert record["explanation"]["score"] == pytest.approx(
        next(one.score for one in hit if one.id == "story-3")
    )
    assert set(record["explanation"]) == set(record["explanation"]["parts"][0]) == {"label", "score", "parts"}
    record = client.get("/api/v1/explain/story-3?q=“巡检”").get_json()
    assert record == {"query": "“巡检”", "id": "story-3", "explanation": None}


@pytest.mark.parametrize("endpoint", ["documents", "siblings", "evidence", "explain", "similar"])
@pytest.mark.parametrize("passage_id", ODD_IDS)
def test_any_id_is_found_at_its_address(client: FlaskClient, endpoint: str, passage_id: str) -> None:
    address = document_url(passage_id).replace("documents", endpoint)
    response = client.get("/api/v1" + address)
    assert response.status_code == 200
    assert response.get_json()["id"] == passage_id


@pytest.mark.parametrize("endpoint", ["documents", "siblings", "evidence", "explain", "similar"])
@pytest.mark.parametrize("address", ["", "?id=", "nothing", "?id=nothing"])
def test_an_unknown_id_is_not_found(client: FlaskClient, endpoint: str, address: str) -> None:
    response = client.get(f"/api/v1/{endpoint}/{address}")
    assert (response.status_code, response.content_type) == (404, "application/problem+json")


def test_notes_are_said_in_english_where_that_is_asked_for(client: FlaskClient) -> None:
    result = client.get("/api/v1/search?q=过关&lang=en").get_json()
    assert result["notes"] == ["Also searched for synonyms: 评比."]
    detail = client.get("/api/v1/search?q=巡检&page=1001&lang=en").get_json(force=True)["detail"]
    assert "zongjie export --query" in detail
    assert "只能" not in detail
