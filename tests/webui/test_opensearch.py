"""Browsers can add the search: a description with absolute addresses, and suggestions in their format."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import etree

from tests.webui.material import Page

NAMESPACES = {"os": "http://a9.com/-/spec/opensearch/1.1/"}


def described(client: FlaskClient, language: str = "", host: str = "search.example:81") -> etree._Element:
    response = client.get(f"/opensearch.xml{language}", headers={"Host": host})
    assert response.status_code == 200
    assert response.content_type == "application/opensearchdescription+xml"
    return etree.fromstring(response.data)


@pytest.mark.parametrize(
    ("language", "name", "tag"), [("", "总结检索", "zh-CN"), ("?lang=en", "Zongjie", "en")]
)
def test_the_description_names_this_server_in_the_language_asked_for(
    client: FlaskClient, language: str, name: str, tag: str
) -> None:
    root = described(client, language)
    assert root.tag == f"{{{NAMESPACES['os']}}}OpenSearchDescription"
    assert root.findtext("os:ShortName", None, NAMESPACES) == name
    assert len(name) <= 16, "longer ones are refused"
    assert root.findtext("os:Language", None, NAMESPACES) == tag
    for url in root.findall("os:Url", NAMESPACES):
        address = urlsplit(url.get("template"))
        assert address[:2] == ("http", "search.example:81")
        assert parse_qs(address.query).get("lang", ["zh"]) == [language[-2:] or "zh"]
    assert root.findtext("os:Image", None, NAMESPACES) == "http://search.example:81/static/icon.svg"


def test_its_addresses_are_answered_with_what_they_say(client: FlaskClient) -> None:
    urls = described(client).findall("os:Url", NAMESPACES)
    assert [(url.get("type"), url.get("rel")) for url in urls] == [
        ("text/html", None),
        ("application/x-suggestions+json", None),
        ("application/json", "results"),
        ("application/opensearchdescription+xml", "self"),
    ]
    for url in urls:
        address = url.get("template").removeprefix("http://search.example:81")
        address = address.replace("{searchTerms}", "%E5%B7%A1%E6%A3%80").replace("{startPage?}", "2")
        response = client.get(address.replace("{count?}", ""))
        assert response.status_code == 200
        assert response.content_type.startswith(url.get("type"))


@pytest.mark.parametrize("host", ['a"b', "a&b", "a<b>", "x y", "évil", ""])
def test_a_host_that_is_none_gets_no_description(client: FlaskClient, host: str) -> None:
    assert client.get("/opensearch.xml", headers={"Host": host}).status_code == 400


def test_every_page_leads_to_the_description(page: Page) -> None:
    for address, status in (("/", 200), ("/?q=巡检", 200), ("/documents/story-1", 200), ("/nothing", 404)):
        for language, expected in (("", "/opensearch.xml"), ("lang=en", "/opensearch.xml?lang=en")):
            found = page(address + ("&" if "?" in address else "?") + language, status)
            assert found.xpath("//head/link[@rel='search']/@href") == [expected]
            assert found.xpath("//head/link[@rel='search']/@title")[0]


def test_suggestions_come_in_the_format_of_browsers(client: FlaskClient) -> None:
    response = client.get("/suggestions?q=cj", headers={"Host": "search.example:81"})
    assert response.content_type == "application/x-suggestions+json"
    typed, offered, kinds, searches = response.get_json(force=True)
    assert typed == "cj"
    expected = client.get("/api/v1/suggest?q=cj").get_json()["suggestions"]
    assert offered == [one["text"] for one in expected]
    assert offered
    assert len(offered) == len(kinds) == len(searches)
    assert set(kinds) <= {"标题", "小标题", "常用词"}
    assert [parse_qs(urlsplit(search).query)["q"] for search in searches] == [[text] for text in offered]
    assert all(search.startswith("http://search.example:81/?") for search in searches)


def test_suggestions_for_nothing_are_none(client: FlaskClient) -> None:
    assert client.get("/suggestions").get_json(force=True) == ["", [], [], []]
