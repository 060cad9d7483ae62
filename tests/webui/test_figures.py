"""The numbers of an index, written out in either language, and the pictures of the statistics page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from indexer import Index, IndexStats
from tests.webui.material import Page, texts
from webui.figures import present_stats


def built(ago: timedelta) -> IndexStats:
    moment = (datetime.now(UTC) - ago).isoformat(timespec="seconds")
    return IndexStats(1_234_567, 20, 30, 123_456_789, {}, moment, "000007", 3 * 2**30)


def test_numbers_are_written_out(app: Flask) -> None:
    shown = present_stats(built(timedelta(days=3, minutes=1)))
    assert (shown.passages, shown.characters, shown.size) == ("1,234,567", "1.2亿字", "3.0 GiB")
    with app.test_request_context("/?lang=en"):
        assert present_stats(built(timedelta())).characters == "123.5M characters"
    assert present_stats(replace(built(timedelta()), size_bytes=2_000)).size == "2 KiB"


@pytest.mark.parametrize(
    ("ago", "chinese", "english"),
    [
        (timedelta(days=3, minutes=1), "3天前", "3 days ago"),
        (timedelta(days=1, minutes=1), "1天前", "1 day ago"),
        (timedelta(seconds=1), "1分钟前", "1 minute ago"),
        (timedelta(days=-1), "1分钟前", "1 minute ago"),
        (timedelta(days=400), "1年前", "1 year ago"),
    ],
)
def test_the_age_is_said_in_words(app: Flask, ago: timedelta, chinese: str, english: str) -> None:
    assert present_stats(built(ago)).age == chinese
    with app.test_request_context("/?lang=en"):
        assert present_stats(built(ago)).age == english


def test_the_statistics_say_what_there_is_and_lead_to_it(page: Page, index: Index) -> None:
    shown, stats = page("/stats"), index.stats()
    figures = dict(zip(texts(shown, "//dl/div/dt"), texts(shown, "//dl/div/dd"), strict=True))
    assert figures["段落数"] == f"{stats.passages:,}"
    assert figures["合集数"] == f"{stats.collections:,}"
    assert texts(shown, "//caption") == ["各体裁的段落", "各领域的段落", "各章节的段落", "各年份的段落"]
    row = shown.xpath("//section[@class='year']//table//tr[td]")[0]
    found = page(row.xpath(".//a/@href")[0])
    assert f"共 {row.xpath('string(td[2])')} 条" in found.text_content()


def test_every_picture_says_in_words_what_it_shows_and_has_a_table(page: Page) -> None:
    shown = page("/stats")
    pictures = shown.xpath("//main//svg[@role='img']")
    assert len(pictures) == 4
    for picture in pictures:
        title, description = (
            shown.get_element_by_id(name) for name in picture.get("aria-labelledby").split()
        )
        assert title.text_content() == texts(picture.getparent(), "./h2")[0]
        assert description.text_content().endswith("。")
        assert picture.getparent().xpath(".//table//td")


def test_pictures_need_nothing_that_the_policy_forbids(page: Page) -> None:
    for picture in page("/stats").xpath("//main//svg[@role='img']"):
        assert not picture.xpath(".//@style | .//style | .//script | .//image | .//@href")


def test_the_statistics_in_english(page: Page) -> None:
    shown = page("/stats?lang=en")
    assert texts(shown, "//h1") == ["What the index holds"]
    assert texts(shown, "//svg/desc")[0].startswith("4 in all; the most frequent are 工作总结 (")
    assert texts(shown, "//section[@class='genre']//td[@lang='zh-CN']")[0] == "工作总结"
