"""How hits are listed: order, number a page, numbered pages."""

from urllib.parse import urlsplit

import pytest

from indexer import SearchRequest, SearchResult
from tests.webui.material import INSPECTIONS, Page, parameters, submitted, texts
from webui.present import present_result


def test_the_order_is_chosen_in_the_form(page: Page) -> None:
    found = page("/?q=巡检&sort=newest")
    assert found.xpath("//select[@name='sort'][@form='search']/option[@selected]/@value") == ["newest"]
    years = [int(text[:4]) for text in texts(found, "//article//a[@class='tag year']")]
    assert years == sorted(years, reverse=True)


def test_pages_are_numbered_and_the_current_one_is_marked(page: Page) -> None:
    found = page("/?q=巡检&page=2")
    assert texts(found, "//p[@class='total']")[0].startswith(f"第 11–20 条，共 {INSPECTIONS} 条")
    pages = found.xpath("//nav[@aria-label='结果分页']")[0]
    assert texts(pages, "./a[@class='number']") == ["1", "2", "3", "4"]
    assert pages.xpath("./a[@class='number']/@aria-label") == ["第1页", "第2页", "第3页", "第4页"]
    assert texts(pages, "./a[@aria-current='page']") == ["2"]
    assert [parameters(a.get("href")) for a in pages.xpath("./a[@rel]")] == [
        [("q", "巡检")],
        [("q", "巡检"), ("page", "3")],
    ]


def test_all_pages_together_hold_every_hit_once(page: Page) -> None:
    address, seen = "/?q=巡检", []
    while address:
        found = page(address)
        seen += found.xpath("//article//h2/a/@href")
        address = next(iter(found.xpath("//a[@rel='next']/@href")), "")
    assert len({urlsplit(link).path for link in seen}) == len(seen) == INSPECTIONS


@pytest.mark.parametrize(
    ("current", "shown"),
    [
        (1, "1 2 3 … 37"),
        (4, "1 2 3 4 5 6 … 37"),
        (5, "1 2 3 4 5 6 7 … 37"),
        (20, "1 … 18 19 20 21 22 … 37"),
        (37, "1 … 35 36 37"),
    ],
)
def test_far_pages_are_left_out_but_never_a_single_one(page: Page, current: int, shown: str) -> None:
    pages = page(f"/?q=巡检&per_page=1&page={current}").xpath("//nav[@aria-label='结果分页']/*[not(@rel)]")
    assert " ".join(node.text_content() for node in pages) == shown


def test_one_page_has_no_page_numbers(page: Page) -> None:
    assert not page("/?q=设备点检").xpath("//nav[@aria-label='结果分页']")


def test_a_page_past_the_end_says_so_and_leads_back(page: Page) -> None:
    found = page("/?q=巡检&page=9")
    assert "后面没有了" in found.text_content()
    assert "只有 4 页" in found.text_content()
    assert parameters(found.xpath("//a[.='看最后一页']/@href")[0]) == [("q", "巡检"), ("page", "4")]


def test_no_page_is_linked_that_the_engine_would_refuse() -> None:
    view = present_result(SearchResult(SearchRequest("巡检", page=1000), 52_000, (), {}))
    assert [link.number for link in view.pages if link.url] == [1, 998, 999, 1000]
    assert not view.next_url


def test_the_number_a_page_is_chosen_in_the_form(page: Page) -> None:
    found = page("/?q=巡检&domain=教育&domain=安全生产")
    assert texts(found, "//label[select[@name='per_page']]//option") == ["10 条", "20 条", "50 条"]
    twenty = page(submitted(found, {"per_page": "20"}))
    assert texts(twenty, "//p[@class='total']")[0].startswith("第 1–20 条，共 24 条")
    assert len(twenty.xpath("//article")) == 20
    assert twenty.xpath("//select[@name='per_page']/option[@selected]/@value") == ["20"]
    assert submitted(twenty, {"per_page": "10"}) == submitted(found)


def test_a_number_of_the_address_is_among_those_to_choose_from(page: Page) -> None:
    found = page("/?q=巡检&per_page=7")
    assert found.xpath("//select[@name='per_page']/option/@value") == ["7", "10", "20", "50"]
    assert len(found.xpath("//article")) == 7


def test_how_hits_are_listed_is_kept_where_none_are(page: Page) -> None:
    nothing = page("/?q=无此内容&sort=newest&per_page=20&group=1")
    assert not nothing.xpath("//select")
    found = parameters(submitted(nothing, {"q": "巡检"}))
    assert sorted(found) == [("group", "near"), ("per_page", "20"), ("q", "巡检"), ("sort", "newest")]
