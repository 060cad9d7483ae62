"""Every page leads to itself in the other language, with its whole address."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from indexer import SearchRequest
from tests.webui.material import ODD_IDS, Page, texts
from webui.urls import document_url, language_url, search_url

ASKED = SearchRequest("巡检 & 点检", genre=("工作总结", "其他"), page=2, per_page=1)


@pytest.mark.parametrize("passage_id", ["story-1", *ODD_IDS])
def test_the_whole_address_is_kept(app: Flask, passage_id: str) -> None:
    with app.test_request_context():
        address = document_url(passage_id, ASKED)
    with app.test_client() as client:
        assert client.get(address).status_code == 200
        english = language_url("en")
        assert client.get(english).status_code == 200
        assert language_url("zh") == address
    assert parse_qsl(urlsplit(english).query) == [*parse_qsl(urlsplit(address).query), ("lang", "en")]


def test_the_frame_has_the_switch_and_every_link_of_a_page_keeps_the_language(app: Flask, page: Page) -> None:
    with app.test_request_context():
        chinese = page(search_url(ASKED))
    (switch,) = chinese.xpath("//nav[@class='site']//a[@hreflang='en'][@lang='en']/@href")
    english = page(switch)
    assert (chinese.get("lang"), english.get("lang")) == ("zh-CN", "en")
    assert texts(english, "//nav[@class='site']//a[@hreflang='zh-CN']") == ["中文"]
    links = english.xpath("//a[starts-with(@href, '/')][not(@hreflang)]/@href")
    assert len(links) > 10
    assert all(("lang", "en") in parse_qsl(urlsplit(link).query) for link in links)
    assert english.xpath("//form[@role='search']//input[@name='lang']/@value") == ["en"]


def test_an_address_without_a_page_switches_to_the_first_page(app: Flask) -> None:
    with app.test_client() as client:
        client.get("/nothing//elsewhere.example/")
        assert language_url("en") == "/?lang=en"
