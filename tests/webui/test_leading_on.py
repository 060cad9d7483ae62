"""What leads on: keywords and similar passages of a document, related searches of a result."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer import Index
from tests.webui.material import HOSTILE, ODD_IDS, Page, texts
from webui.urls import document_url


def test_a_document_shows_its_keywords_as_searches(page: Page, index: Index) -> None:
    shown = page("/documents/garden-0")
    links = shown.xpath("//section[h2='关键词']//a")
    assert [link.text for link in links] == [keyword.text for keyword in index.keywords("garden-0")]
    assert {"玫瑰", "冬青", "园丁"} <= {link.text for link in links}
    for link in links:
        assert parse_qs(urlsplit(link.get("href")).query) == {"q": [link.text]}
        assert texts(page(link.get("href")), "//article"), "the search finds something"


def test_a_document_shows_similar_passages_with_what_they_share(page: Page) -> None:
    shown = page("/documents/garden-0").xpath("//section[h2='相似段落']")[0]
    assert shown.xpath(".//li/a/@href")[0] in ("/documents/garden-1", "/documents/garden-2")
    assert "校园苗圃养护总结1 · 苗木修剪" in texts(shown, ".//li/a")
    assert {"玫瑰", "冬青"} <= set(texts(shown, ".//mark"))
    assert "/documents/garden-0" not in shown.xpath(".//a/@href")


def test_a_document_like_no_other_shows_none(page: Page, index: Index) -> None:
    assert index.similar("hostile") == ()
    assert "相似段落" not in page("/documents/hostile").text_content()


def test_a_result_shows_related_searches_that_keep_its_filters(page: Page, index: Index) -> None:
    shown = page("/?q=总结&genre=工作总结&sort=newest")
    links = shown.xpath("//nav[h2='相关搜索']//a")
    assert links
    assert [link.text for link in links] == list(index.related("总结", genre=["工作总结"]))
    for link in links:
        asked = parse_qs(urlsplit(link.get("href")).query)
        assert asked.pop("matching") == ["all"]  # as it was counted
        assert asked == {"q": [f"总结 {link.text}"], "genre": ["工作总结"], "sort": ["newest"]}
        assert texts(page(link.get("href")), "//article"), "the search finds something"


@pytest.mark.parametrize("address", ["/?q=没有的词", "/?domain=教育", "/?q=巡检&page=90"])
def test_a_page_without_hits_or_query_has_none(page: Page, address: str) -> None:
    assert not page(address).xpath("//nav[h2='相关搜索']")


def test_the_api_gives_keywords_and_hits(client: FlaskClient, index: Index) -> None:
    response = client.get("/api/v1/similar/garden-0?limit=1")
    found = response.get_json()
    assert (response.content_type, set(found)) == ("application/json", {"id", "keywords", "hits"})
    assert found["id"] == "garden-0"
    assert [(one["text"], one["weight"]) for one in found["keywords"]] == list(index.keywords("garden-0"))
    (hit,) = found["hits"]
    known = client.get("/api/v1/search?q=玫瑰").get_json()["hits"][0]
    assert hit.keys() == known.keys()
    assert hit["id"] in {"garden-1", "garden-2"}


def test_nothing_nearly_the_same_is_listed_twice(client: FlaskClient) -> None:
    hits = client.get("/api/v1/similar/garden-0").get_json()["hits"]
    gardens = [hit["id"] for hit in hits if hit["id"].startswith("garden")]
    assert len({"garden-2", "garden-3"} & set(gardens)) == 1
    again = client.get("/api/v1/similar/garden-3").get_json()["hits"]
    assert not {"garden-2", "garden-3"} & {hit["id"] for hit in again}


def test_the_api_gives_related_searches(client: FlaskClient, index: Index) -> None:
    found = client.get("/api/v1/related?q=总结&genre=工作总结").get_json()
    assert found["related"]
    assert found == {"query": "总结", "related": list(index.related("总结", genre=["工作总结"]))}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/similar/nothing", 404),
        ("/api/v1/similar/", 404),
        ("/api/v1/similar/garden-0?limit=0", 400),
        ("/api/v1/similar/garden-0?limit=101", 400),
        ("/api/v1/similar/garden-0?limit=x", 400),
        ("/api/v1/related?q=巡检&year=x", 400),
    ],
)
def test_errors_are_problem_details(client: FlaskClient, address: str, status: int) -> None:
    response = client.get(address)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")


@pytest.mark.parametrize("passage_id", ODD_IDS)
def test_any_id_is_an_address(client: FlaskClient, passage_id: str) -> None:
    address = "/api/v1" + document_url(passage_id).replace("/documents/", "/similar/", 1)
    assert client.get(address).get_json()["id"] == passage_id


def test_a_hostile_passage_leads_on_as_text(client: FlaskClient, page: Page) -> None:
    found = client.get("/api/v1/similar/hostile").get_json()
    assert all(keyword["text"].isalnum() for keyword in found["keywords"])
    shown = page("/documents/hostile")
    assert HOSTILE in shown.text_content()
    assert not shown.xpath("//script[not(@src)] | //img | //article//b")
    assert client.get("/api/v1/related", query_string={"q": HOSTILE}).status_code == 200
