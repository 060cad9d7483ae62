"""The result page: hits with marks, filters, chips, sorting, pages, and ways on where nothing is found."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import html

from indexer import Index, SearchRequest, SearchResult
from tests.webui.material import INSPECTIONS, Page, texts
from webui.present import present_result


def parameters(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query)


# ---- the first page ----


def test_the_first_page_says_what_there_is(page: Page, index: Index) -> None:
    first = page("/")
    assert f"{index.stats().passages:,} 个段落" in first.text_content()
    assert first.xpath("//form[@role='search']//input[@name='q']")
    assert "/?genre=%E5%B7%A5%E4%BD%9C%E6%80%BB%E7%BB%93" in first.xpath("//@href")
    assert not first.xpath("//article")


@pytest.mark.parametrize("address", ["/?q=", "/?q=%20%E3%80%80", "/?q=&genre=&page=1", "/?page=3"])
def test_asking_for_nothing_shows_the_first_page(page: Page, address: str) -> None:
    assert page(address).xpath("//h2[@id='try']")


def test_a_filter_alone_browses(page: Page) -> None:
    assert texts(page("/?collection=车间工作总结(大全2篇)"), "//p[@class='total']")[0].startswith(
        "第 1–6 条，共 6 条"
    )


# ---- hits ----


def test_a_hit_shows_where_it_stands_and_what_matched(page: Page) -> None:
    found = page("/?q=设备点检")
    hit = found.xpath("//article")[0]
    assert texts(hit, ".//h3/a") == ["车间工作总结篇一"]
    assert texts(hit, "./p[@class='path']/span") == ["第1篇", "主要做法", "点检到位"]
    assert "设备点检" in texts(hit, "./p[@class='snippet']/mark")
    assert texts(hit, ".//ul[@class='tags']//a") == ["工作总结", "企业管理", "主要做法"]
    assert texts(hit, "./p[@class='from']") == ["车间工作总结(大全2篇)"]
    assert re.fullmatch(
        r"第 1–\d+ 条，共 \d+ 条，用时(不到 1| \d+) 毫秒", texts(found, "//p[@class='total']")[0]
    )


def test_a_title_and_a_heading_are_marked(page: Page) -> None:
    hit = page("/?q=线路巡检").xpath("//article")[0]
    assert texts(hit, ".//h3//mark") == ["线路巡检"]
    assert texts(hit, "./p[@class='path']//mark") == ["线路巡检"]


def test_an_introduction_is_called_so(page: Page) -> None:
    assert texts(page("/?q=两篇车间总结"), "//article//span[@class='place']")[0] == "引言"


def test_a_hit_leads_to_its_passage_and_remembers_the_search(page: Page) -> None:
    asked = "/?q=巡检&domain=教育&sort=newest&page=2"
    link = page(asked).xpath("//article//h3/a/@href")[0]
    assert parameters(link) == [("q", "巡检"), ("domain", "教育"), ("sort", "newest"), ("page", "2")]
    back = page(link).xpath("//a[contains(., '回到搜索结果')]/@href")
    assert parameters(back[0]) == parameters(link)


def test_a_label_of_a_hit_narrows_the_search(page: Page) -> None:
    found = page("/?q=巡检&domain=教育&page=2")
    assert parameters(found.xpath("//article//a[@class='tag domain']/@href")[0]) == [
        ("q", "巡检"),
        ("domain", "教育"),
    ]
    narrowed = found.xpath("//article//a[@class='tag section']/@href")[0]
    assert {"q", "domain", "section"} == {name for name, _ in parameters(narrowed)}


# ---- filters ----


def test_filters_are_boxes_of_the_search_form_with_counts(page: Page) -> None:
    found = page("/?q=巡检&domain=教育")
    assert texts(found, "//fieldset/legend") == ["体裁", "领域", "章节", "年份"]
    assert found.xpath("//input[@type='checkbox'][@checked]/@value") == ["教育"]
    assert found.xpath("//input[@type='checkbox']/@form") == ["search"] * len(
        found.xpath("//input[@type='checkbox']")
    )
    assert found.xpath("//fieldset//button/@form | //p[@class='apply']/button/@form") == ["search"]
    rows = {
        row.xpath("string(.//label)").strip(): row.xpath("string(./a)")
        for row in found.xpath("//fieldset[legend='领域']//li")
    }
    assert rows == {"工程技术": "13", "安全生产": "12", "教育": "12"}


def test_a_filter_is_toggled_on_and_off_by_its_link(page: Page) -> None:
    def toggle(found: html.HtmlElement, value: str) -> str:
        return str(found.xpath(f"//li[.//input[@value='{value}']]/a/@href")[0])

    one = toggle(page("/?q=巡检&page=3"), "教育")
    assert parameters(one) == [("q", "巡检"), ("domain", "教育")]
    two = toggle(page(one), "安全生产")
    assert parameters(two) == [("q", "巡检"), ("domain", "教育"), ("domain", "安全生产")]
    assert "共 24 条" in texts(page(two), "//p[@class='total']")[0]
    assert parameters(toggle(page(two), "教育")) == [("q", "巡检"), ("domain", "安全生产")]
    assert parameters(toggle(page("/?q=巡检&year=2011"), "2011")) == [("q", "巡检")]


@pytest.mark.parametrize("asked", ["/?q=巡检", "/?q=巡检&domain=教育", "/?q=巡检&genre=工作总结&year=2011"])
def test_every_count_is_the_number_of_hits_behind_its_link(page: Page, asked: str) -> None:
    """Where a facet has a choice, a link of that facet adds to the choice, so its count is a part of the hits."""
    rows = page(asked).xpath("//fieldset[not(.//input[@checked])]//li")
    assert rows
    for row in rows:
        address = row.xpath("./a/@href")[0]
        assert f"共 {row.xpath('string(./a)')} 条" in texts(page(address), "//p[@class='total']")[0]


def test_chips_remove_one_filter_or_all(page: Page) -> None:
    found = page("/?q=巡检&domain=教育&year=2011&year=2014&sort=newest&page=1")
    chips = found.xpath("//a[@class='chip']")
    assert [re.sub(r"\s+", "", chip.text_content()) for chip in chips] == [
        "去掉筛选条件领域：教育×", "去掉筛选条件年份：2011年×", "去掉筛选条件年份：2014年×",
    ]  # fmt: skip
    assert parameters(chips[1].get("href")) == [
        ("q", "巡检"),
        ("domain", "教育"),
        ("year", "2014"),
        ("sort", "newest"),
    ]
    clear = found.xpath("//ul[@class='chips']//a[.='全部清除']/@href")[0]
    assert parameters(clear) == [("q", "巡检"), ("sort", "newest")]


def test_long_lists_fold_and_open_if_something_in_them_is_chosen(page: Page) -> None:
    years = "//fieldset[legend='年份']"
    found = page("/?q=巡检")
    assert len(found.xpath(f"{years}/ul/li")) == 8
    assert len(found.xpath(f"{years}/details[not(@open)]//li")) == 4
    folded = found.xpath(f"{years}/details//input/@value")[0]
    assert page(f"/?q=巡检&year={folded}").xpath(f"{years}/details[@open] | {years}/ul//input[@checked]")


def test_the_form_carries_along_what_has_no_field(page: Page) -> None:
    found = page("/?q=点检&collection=车间工作总结(大全2篇)&matching=all&per_page=20&page=1")
    hidden = {(node.get("name"), node.get("value")) for node in found.xpath("//form//input[@type='hidden']")}
    assert hidden == {("collection", "车间工作总结(大全2篇)"), ("matching", "all"), ("per_page", "20")}


def test_the_order_is_chosen_in_the_form(page: Page) -> None:
    found = page("/?q=巡检&sort=newest")
    assert found.xpath("//select[@name='sort'][@form='search']/option[@selected]/@value") == ["newest"]
    years = [int(text[:4]) for text in texts(found, "//article//a[@class='tag year']")]
    assert years == sorted(years, reverse=True)


# ---- pages ----


def test_pages_are_numbered_and_the_current_one_is_marked(page: Page) -> None:
    found = page("/?q=巡检&page=2")
    assert texts(found, "//p[@class='total']")[0].startswith(f"第 11–20 条，共 {INSPECTIONS} 条")
    pages = found.xpath("//nav[@aria-label='结果分页']")[0]
    assert [number.strip("第页") for number in texts(pages, "./a[@class='number']")] == ["1", "2", "3", "4"]
    assert texts(pages, "./a[@aria-current='page']") == ["第2页"]
    assert [parameters(a.get("href")) for a in pages.xpath("./a[@rel]")] == [
        [("q", "巡检")],
        [("q", "巡检"), ("page", "3")],
    ]


def test_all_pages_together_hold_every_hit_once(page: Page) -> None:
    address, seen = "/?q=巡检", []
    while address:
        found = page(address)
        seen += found.xpath("//article//h3/a/@href")
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
    assert " ".join(node.text_content().strip("第页") for node in pages) == shown


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


# ---- nothing found ----


def test_nothing_found_says_what_was_searched_and_offers_ways_on(page: Page) -> None:
    found = page("/?q=“巡检次序” 飞船&domain=教育&year=2011")
    assert "没有找到 “巡检次序” 飞船" in " ".join(texts(found, "//h2"))
    ways = {
        node.text_content(): parameters(node.get("href"))
        for node in found.xpath("//div[@class='empty']//li/a")
    }
    assert ways["去掉所有筛选条件"] == [("q", "“巡检次序” 飞船")]
    assert ways["去掉“领域：教育”"] == [("q", "“巡检次序” 飞船"), ("year", "2011")]
    assert ways["不用引号，放宽为词语匹配"] == [("q", "巡检次序 飞船"), ("domain", "教育"), ("year", "2011")]
    assert ways["只搜“飞船”"] == [("q", "飞船"), ("domain", "教育"), ("year", "2011")]
    assert "/help" in found.xpath("//div[@class='empty']//@href")
    assert found.xpath("//input[@name='domain'][@checked]"), "the filter can be taken off where it stands"


def test_notes_of_the_engine_are_shown(page: Page, index: Index) -> None:
    query = "巡检 " * 400
    notes = index.search(query).notes
    assert notes
    assert texts(page(f"/?q={query}"), "//p[@class='note']") == list(notes)


# ---- what may have been meant ----


def test_a_misspelt_query_offers_what_was_meant_and_keeps_its_own_answer(page: Page) -> None:
    found = page("/?q=线路训检&genre=工作总结&matching=all&per_page=5")
    (line,) = found.xpath("//p[@class='meant']")
    assert re.fullmatch(r"您是不是要找：线路巡检（\d+ 条）", line.text_content().strip())
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


def test_synonyms_are_named_marked_and_can_be_left_out_and_taken_in_again(page: Page) -> None:
    found = page("/?q=过关&page=1&genre=工作总结")
    assert texts(found, "//p[@class='note']") == ["同时查找了近义词：评比。", "只查找输入的词"]
    assert sorted(texts(found, "//p[@class='snippet']/mark")) == ["评比", "过关"]
    (without,) = found.xpath("//p[@class='note']/a/@href")
    assert parameters(without) == [("q", "过关"), ("genre", "工作总结"), ("synonyms", "0")]
    typed = page(without)
    assert texts(typed, "//p[@class='snippet']/mark") == ["过关"]
    assert ("synonyms", "0") in [
        (field.get("name"), field.get("value")) for field in typed.xpath("//input[@type='hidden']")
    ]
    assert texts(typed, "//p[@class='note']/a") == ["也查找近义词"]
    assert parameters(typed.xpath("//p[@class='note']/a/@href")[0]) == [("q", "过关"), ("genre", "工作总结")]
    assert not page("/?q=巡检").xpath("//p[@class='note']")


def test_relaxing_is_said_and_can_be_turned_off_and_on_again(page: Page) -> None:
    found = page("/?q=点检 防汛物资 线路")
    notes = texts(found, "//p[@class='note']")
    assert "太少" in notes[0]
    assert notes[-1] == "只看含有全部词的段落"
    assert found.xpath("//article")
    (strict,) = found.xpath("//p[@class='note']/a/@href")
    assert parameters(strict) == [("q", "点检 防汛物资 线路"), ("matching", "all")]
    every = page(strict)
    assert not every.xpath("//article")
    (back,) = every.xpath("//p[@class='note']/a/@href")
    assert parameters(back) == [("q", "点检 防汛物资 线路")]


def test_a_document_marks_synonyms_as_its_search_did(page: Page) -> None:
    for address in ("/documents/story-3", "/parts/story-3"):
        assert texts(page(f"{address}?q=过关"), "//mark").count("评比") == 1
        assert "评比" not in texts(page(f"{address}?q=过关&synonyms=0"), "//mark")
