"""Near-duplicates on the result page and in the API: folded, opened, paged, without a script."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer import Index, build_index, open_index
from tests.support import write_lines
from tests.webui.material import HOSTILE, parameters, submitted, texts
from webui import create_app

REPORT = (
    "今年以来，水库管理所坚持汛前检查、汛中值守、汛后总结，全年开展水库大坝巡查二百余次，消除隐患十七处。"
)
GROUPS = 12
OPENED = f"0/2{HOSTILE}"


def records() -> Iterator[dict[str, object]]:
    """Reports of twelve reservoirs; the first two are on three sites, each with a word of its own below."""
    for number in range(GROUPS):
        own = f"{REPORT}{'一二三四五六七八九十甲乙'[number] * 60}是第{number}号水库的做法。"
        for site, below in enumerate(["", "转载", "完"] if number < 2 else [""]):
            yield {
                "id": OPENED if (number, site) == (0, 2) else f"{number}/{site}",
                "title": f"第{number}号水库总结",
                "text": own + below,
                "year": 2020 + site,
            }


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("groups")
    build_index([write_lines(folder / "a.jsonl", list(records()))], folder / "index")
    with open_index(folder / "index") as opened:
        yield opened


@pytest.fixture(scope="module")
def app(index: Index) -> Flask:
    return create_app(index)


def test_similar_passages_are_folded_and_opened_by_links(page) -> None:
    found = page("/?q=水库&sort=newest")
    assert texts(found, "//p[@class='total']")[0].startswith("第 1–10 条，共 16 条")
    assert "条内容相近" not in found.text_content()
    folded = page(submitted(found, {"group": "near"}))
    assert texts(folded, "//p[@class='total']")[0].startswith("第 1–10 组，共 12 组 16 条")
    links = folded.xpath("//article//a[contains(., '条内容相近')]")
    assert [link.text_content() for link in links] == ["另有 2 条内容相近"] * 2
    opened = page(links[0].get("href"))
    assert texts(opened, "//p[@class='total']")[0].startswith("第 1–3 条，共 3 条")
    assert len(opened.xpath("//article")) == 3
    back = opened.xpath("//a[@class='chip filter']/@href")[0]
    assert parameters(back) == [("q", "水库"), ("sort", "newest")]
    apart = page(submitted(folded, {"group": "0"}))
    assert texts(apart, "//p[@class='total']")[0].startswith("第 1–10 条，共 16 条")


def test_pages_of_groups_hold_every_group_once(page) -> None:
    address, seen = "/?q=水库&group=1&per_page=5", []
    while address:
        found = page(address)
        seen += found.xpath("//article//h2/a/@href")
        address = next(iter(found.xpath("//a[@rel='next']/@href")), "")
    assert len(set(seen)) == len(seen) == GROUPS
    past = page("/?q=水库&group=1&per_page=5&page=4")
    assert "只有 3 页" in past.text_content()


def test_a_new_query_and_a_filter_keep_the_choice(page) -> None:
    found = page("/?q=水库&group=1")
    assert ("group", "near") in parameters(submitted(found, {"q": "大坝"}))
    assert ("group", "near") in parameters(submitted(found, box=("year", "2020")))


def test_the_group_of_any_id_is_an_address(page, client: FlaskClient) -> None:
    links = page("/?q=水库&group=1&sort=longest").xpath("//article//a[contains(., '条内容相近')]/@href")
    assert all(len(page(link).xpath("//article")) == 3 for link in links)
    result = client.get("/api/v1/search", query_string={"near": OPENED}).get_json()
    assert {hit["id"] for hit in result["hits"]} == {"0/0", "0/1", OPENED}
    answer = client.get("/", query_string={"near": OPENED})
    assert answer.status_code == 200
    assert HOSTILE not in answer.text


def test_the_api_says_what_is_folded(client: FlaskClient) -> None:
    asked = "/api/v1/search?q=水库&per_page=50"
    alone, folded = client.get(asked).get_json(), client.get(asked + "&group=1").get_json()
    assert (alone["total"], alone["groups"], len(alone["hits"])) == (16, None, 16)
    assert (folded["total"], folded["groups"], len(folded["hits"])) == (16, 12, 12)
    shown = [one for hit in folded["hits"] for one in (hit["id"], *hit["folded_ids"])]
    assert sorted(shown) == sorted(hit["id"] for hit in alone["hits"])
    assert client.get("/api/v1/search?near=nowhere").status_code == 404


def test_a_collection_is_shown_once_and_opens(page) -> None:
    apart = page("/?q=水库&per_page=50")
    found = page(submitted(apart, {"group": "collection"}))
    assert len(found.xpath("//article")) < len(apart.xpath("//article"))
    sentence = r"第 1–(\d+) 个合集，共 \1 个合集 16 条.*"
    assert re.fullmatch(sentence, texts(found, "//p[@class='total']")[0])
    (link,) = found.xpath("//article//a[contains(., '本合集另有')]")[:1]
    more = int("".join(filter(str.isdigit, link.text_content())))
    opened = page(link.get("href"))
    assert f"共 {more + 1} 条" in texts(opened, "//p[@class='total']")[0]
    assert opened.xpath("//a[@class='chip filter'][contains(., '合集')]")
