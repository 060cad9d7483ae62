"""The result page: hits with marks, what leads on from them; and the first page."""

import re
from dataclasses import replace

import pytest
from flask import Flask, render_template

from indexer import FacetValue, Hit, Index, SearchRequest, SearchResult, Snippet
from tests.webui.material import Page, parameters, texts
from webui.present import present_result


def test_the_first_page_says_what_there_is(page: Page, index: Index) -> None:
    first = page("/")
    assert texts(first, "//dl[@class='holdings']/div")[0] == f"个段落{index.stats().passages:,}"
    assert first.xpath("//form[@role='search']//input[@name='q']")
    assert "/?genre=工作总结" in first.xpath("//@href")
    assert not first.xpath("//article")


@pytest.mark.parametrize("address", ["/?q=", "/?q=%20%E3%80%80", "/?q=&genre=&page=1", "/?page=3"])
def test_asking_for_nothing_shows_the_first_page(page: Page, address: str) -> None:
    assert page(address).xpath("//h2[@id='try']")


def test_a_hit_shows_where_it_stands_and_what_matched(page: Page) -> None:
    found = page("/?q=设备点检")
    hit = found.xpath("//article")[0]
    assert texts(hit, ".//h2/a") == ["车间工作总结篇一"]
    assert texts(hit, "./p[@class='path']/span") == ["第1篇", "主要做法", "点检到位"]
    assert "设备点检" in texts(hit, "./p[@class='snippet']/mark")
    assert texts(hit, ".//ul[@class='tags']//a") == ["工作总结", "企业管理", "主要做法"]
    assert texts(hit, ".//p[@class='from']") == ["车间工作总结(大全2篇)"]
    assert re.fullmatch(
        r"第 1–\d+ 条，共 \d+ 条，用时(不到 1| \d+) 毫秒", texts(found, "//p[@class='total']")[0]
    )


def test_a_title_and_a_heading_are_marked(page: Page) -> None:
    hit = page("/?q=线路巡检").xpath("//article")[0]
    assert texts(hit, ".//h2//mark") == ["线路巡检"]
    assert texts(hit, "./p[@class='path']//mark") == ["线路巡检"]


def test_an_introduction_is_called_so(page: Page) -> None:
    assert texts(page("/?q=两篇车间总结"), "//article//span[@class='place']")[0] == "引言"


def test_a_hit_leads_to_its_passage_and_remembers_the_search(page: Page) -> None:
    asked = "/?q=巡检&domain=教育&sort=newest&page=2"
    link = page(asked).xpath("//article//h2/a/@href")[0]
    assert parameters(link) == [("q", "巡检"), ("domain", "教育"), ("sort", "newest"), ("page", "2")]
    back = page(link).xpath("//a[contains(., '回到搜索结果')]/@href")
    assert parameters(back[0]) == parameters(link)


def test_the_form_carries_along_what_has_no_field(page: Page) -> None:
    found = page("/?q=点检&collection=车间工作总结(大全2篇)&matching=all&per_page=20&page=1")
    hidden = {(node.get("name"), node.get("value")) for node in found.xpath("//form//input[@type='hidden']")}
    assert hidden == {("collection", "车间工作总结(大全2篇)"), ("matching", "all")}


def test_a_misspelt_query_offers_what_was_meant_and_keeps_its_own_answer(page: Page) -> None:
    found = page("/?q=线路训检&genre=工作总结&matching=all&per_page=5")
    (line,) = found.xpath("//p[@class='meant']")
    assert re.fullmatch(r"您是不是要找：线路巡检 \d+ 条", line.text_content().strip())
    (link,) = line.xpath("./a")
    assert parameters(link.get("href")) == [
        ("q", "线路巡检"),
        ("genre", "工作总结"),
        ("matching", "all"),
        ("per_page", "5"),
    ]
    assert found.xpath("//input[@name='q']/@value") == ["线路训检"]
    assert not found.xpath("//article")
    assert page(link.get("href")).xpath("//article")


def test_a_query_that_finds_enough_offers_nothing(page: Page) -> None:
    assert not page("/?q=线路巡检").xpath("//p[@class='meant']")


def test_a_full_page_is_small(app: Flask) -> None:
    """Ten hits with all that a hit can have, every facet as long as those of real indexes, and filters chosen."""
    text = (
        "各部门对照清单逐项整改，建立台账、明确责任人和完成时限，每月通报一次进展情况，年底统一验收销号，" * 2
    )
    hit = Hit(
        id="0123456789abcdef", score=1.0, collection="单位年度工作总结与下一年度工作计划(大全6篇)", part=3,
        title="单位年度工作总结与下一年度工作计划篇三", heading=("主要做法和工作成效", "对照清单逐项整改"),
        section="主要做法", genre=("工作总结", "述职报告"), domain=("企业管理", "安全生产"), year=2022,
        source="a.txt", snippets=(Snippet(text, ((10, 12), (40, 42), (60, 62))),) * 2,
        folded_ids=("a", "b"),
    )  # fmt: skip
    many = {"genre": 16, "domain": 24, "section": 8, "year": 16}
    facets = {
        name: tuple(
            FacetValue(2000 + n if name == "year" else f"类别名称{n}", 1000 - n, n < 1) for n in range(size)
        )
        for name, size in many.items()
    }
    asked = SearchRequest("对照清单 整改", genre=("类别名称0",), year=(2000,))
    hits = tuple(replace(hit, id=f"{hit.id}{n}") for n in range(10))
    related = "责任", "验收", "通报"
    result = SearchResult(asked, 999, hits, facets, groups=500, synonyms=("短板",), related=related)
    for language in ("", "?lang=en"):
        with app.test_request_context("/" + language):
            view = present_result(result)
            page = render_template("results.html", view=view, query=view.query)
        assert len(page.encode()) < 40_000
