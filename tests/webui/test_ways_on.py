"""Where nothing is found the page says so, and leads on."""

import pytest
from flask import Flask

from indexer import SearchRequest, SearchResult
from tests.webui.material import Page, parameters, texts
from webui.ways_on import ways_on


def test_nothing_found_says_what_was_searched_and_offers_ways_on(page: Page) -> None:
    found = page("/?q=“巡检次序” 飞船 巡检&domain=教育&year=2011")
    assert "没有找到 “巡检次序” 飞船 巡检" in " ".join(texts(found, "//h2"))
    ways = {
        node.text_content(): parameters(node.get("href"))
        for node in found.xpath("//section[@class='empty']//li/a")
    }
    assert next(iter(ways)) == "去掉“巡检次序”、“飞船”再搜"
    assert ways["去掉“巡检次序”、“飞船”再搜"] == [("q", "巡检"), ("domain", "教育"), ("year", "2011")]
    assert ways["去掉所有筛选条件"] == [("q", "“巡检次序” 飞船 巡检")]
    assert ways["去掉“领域：教育”"] == [("q", "“巡检次序” 飞船 巡检"), ("year", "2011")]
    assert ways["不用引号，放宽为词语匹配"] == [
        ("q", "巡检次序 飞船 巡检"),
        ("domain", "教育"),
        ("year", "2011"),
    ]
    assert ways["只搜“巡检”"] == [("q", "巡检"), ("domain", "教育"), ("year", "2011")]
    assert "只搜“飞船”" not in ways, "no passage has it"
    assert "全部段落里都没有“巡检次序”、“飞船”。" in found.text_content()
    assert "/help" in found.xpath("//section[@class='empty']//@href")
    assert found.xpath("//input[@name='domain'][@checked]"), "the filter can be taken off where it stands"


@pytest.mark.parametrize(
    ("query", "unfound", "rest"),
    [
        ("巡检 飞船", ["飞船"], "巡检"),
        ("“飞船” 巡检　点检 飞船", ["飞船"], "巡检 点检"),
        ('"飞船 起飞" 巡检', ["飞船 起飞"], "巡检"),
        ("巡检 ABC", ["abc"], "巡检"),
        ("巡检 飞船员", ["飞船"], None),
        ("飞船", ["飞船"], None),
        ("巡检 c++", ["c++"], "巡检"),
        ("巡检 -飞船", ["飞船"], None),
        ("巡检 OR 飞船", ["飞船"], None),
        ("标题:巡检 飞船", ["飞船"], None),
        ("巡检 点检", [], None),
    ],
)
def test_what_no_passage_has_is_left_out_where_that_leaves_a_query(
    app: Flask, query: str, unfound: list[str], rest: str | None
) -> None:
    result = SearchResult(SearchRequest(query), 0, (), {}, unfound=tuple(unfound))
    with app.test_request_context():
        found = [link.url for link in ways_on(result, ()) if link.text.startswith("去掉")]
    assert [parameters(url) for url in found] == ([[("q", rest)]] if rest else [])
