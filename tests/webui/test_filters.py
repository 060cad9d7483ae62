"""Filters: boxes with true counts, chips, labels that narrow."""

import re

import pytest

from tests.webui.material import Page, parameters, submitted, texts


def test_a_filter_alone_browses(page: Page) -> None:
    assert texts(page("/?collection=车间工作总结(大全2篇)"), "//p[@class='total']")[0].startswith(
        "第 1–6 条，共 6 条"
    )


def test_a_label_of_a_hit_narrows_the_search(page: Page) -> None:
    found = page("/?q=巡检&domain=教育&page=2")
    narrowed = found.xpath("//article//a[@class='tag section']/@href")[0]
    assert parameters(narrowed) in (
        [("q", "巡检"), ("domain", "教育"), ("section", "主要做法")],
        [("q", "巡检"), ("domain", "教育"), ("section", "存在问题")],
    )
    assert not found.xpath("//article//a[@class='tag domain']"), "where it is so already there is no link"
    assert texts(found, "//article//span[@class='tag domain']") == ["教育", "教育"]


def test_filters_are_boxes_of_the_search_form_with_counts(page: Page) -> None:
    found = page("/?q=巡检&domain=教育")
    assert texts(found, "//fieldset/legend") == ["体裁", "领域", "章节", "年份"]
    assert found.xpath("//input[@type='checkbox'][@checked]/@value") == ["教育"]
    assert found.xpath("//input[@type='checkbox']/@form") == ["search"] * len(
        found.xpath("//input[@type='checkbox']")
    )
    assert found.xpath("//aside//button/@form") == ["search"]
    assert texts(found, "//fieldset[legend='领域']//li") == ["工程技术 13", "安全生产 12", "教育 12"]


def test_a_box_turns_a_filter_on_and_off_and_begins_at_the_first_page(page: Page) -> None:
    asked = page("/?q=巡检&page=3&sort=newest")
    one = submitted(asked, box=("domain", "教育"))
    listed = [("sort", "newest"), ("group", "0"), ("per_page", "10")]
    assert sorted(parameters(one)) == sorted([("q", "巡检"), ("domain", "教育"), *listed])
    two = submitted(page(one), box=("domain", "安全生产"))
    assert sorted(parameters(two)) == sorted(
        [("q", "巡检"), ("domain", "教育"), ("domain", "安全生产"), *listed]
    )
    assert "共 24 条" in texts(page(two), "//p[@class='total']")[0]
    assert ("domain", "教育") not in parameters(submitted(page(two), box=("domain", "教育")))
    assert submitted(page(submitted(page(two), box=("domain", "教育"))), box=("domain", "教育")) == two


@pytest.mark.parametrize("asked", ["/?q=巡检", "/?q=巡检&domain=教育", "/?q=巡检&genre=工作总结&year=2011"])
def test_every_count_is_the_number_of_hits_behind_its_box(page: Page, asked: str) -> None:
    """Where a facet has a choice, a box of that facet adds to the choice, so its count is a part of the hits."""
    found = page(asked)
    boxes = found.xpath("//fieldset[not(.//input[@checked])]//label")
    assert boxes
    for label in boxes:
        (box,) = label.xpath("./input")
        address = submitted(found, box=(box.get("name"), box.get("value")))
        (count,) = texts(label, "./small")
        assert f"共 {count} 条" in texts(page(address), "//p[@class='total']")[0]


def test_a_filter_that_finds_nothing_keeps_its_box(page: Page) -> None:
    found = page("/?q=无此内容&domain=教育")
    assert texts(found, "//label[input[@checked]]") == ["教育 0"]
    assert parameters(submitted(found, {"q": "巡检"})) == [("q", "巡检"), ("domain", "教育")]


def test_chips_remove_one_filter_or_all(page: Page) -> None:
    found = page("/?q=巡检&domain=教育&year=2011&year=2014&sort=newest&page=1")
    chips = found.xpath("//a[@class='chip filter']")
    assert [re.sub(r"\s+", "", chip.text_content()) for chip in chips] == [
        "去掉领域：教育", "去掉年份：2011年", "去掉年份：2014年",
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
