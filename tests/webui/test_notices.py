"""Notes of the engine and the switch that belongs to each."""

import re

from indexer import Index
from tests.webui.material import Page, parameters, submitted, texts

NOTICES = "//ul[@class='notices']/li"


def test_notes_of_the_engine_are_shown(page: Page, index: Index) -> None:
    query = "巡检 " * 400
    notes = index.search(query).notes
    assert notes
    assert texts(page(f"/?q={query}"), NOTICES) == list(notes)


def test_synonyms_are_named_marked_and_can_be_left_out_and_taken_in_again(page: Page) -> None:
    found = page("/?q=过关&page=1&genre=工作总结")
    assert texts(found, NOTICES) == ["同时查找了近义词：评比。 只查找输入的词"]
    assert sorted(texts(found, "//p[@class='snippet']/mark")) == ["评比", "过关"]
    (without,) = found.xpath(f"{NOTICES}/a/@href")
    assert parameters(without) == [("q", "过关"), ("genre", "工作总结"), ("synonyms", "0")]
    typed = page(without)
    assert texts(typed, "//p[@class='snippet']/mark") == ["过关"]
    assert ("synonyms", "0") in parameters(submitted(typed))
    assert texts(typed, NOTICES) == ["没有查找近义词。 也查找近义词"]
    assert parameters(typed.xpath(f"{NOTICES}/a/@href")[0]) == [("q", "过关"), ("genre", "工作总结")]
    assert not page("/?q=巡检").xpath(NOTICES)


def test_relaxing_is_said_and_can_be_turned_off_and_on_again(page: Page) -> None:
    found = page("/?q=点检 防汛物资 线路")
    (notice,) = texts(found, NOTICES)
    assert re.fullmatch("含有全部词的段落太少，.*放宽.*。 只看含有全部词的段落", notice)
    assert found.xpath("//article")
    (strict,) = found.xpath(f"{NOTICES}/a/@href")
    assert parameters(strict) == [("q", "点检 防汛物资 线路"), ("matching", "all")]
    every = page(strict)
    assert not every.xpath("//article")
    assert texts(every, NOTICES) == ["只列出含有全部词的段落。 太少时也看部分匹配的段落"]
    (back,) = every.xpath(f"{NOTICES}/a/@href")
    assert parameters(back) == [("q", "点检 防汛物资 线路")]


def test_where_there_is_plenty_nothing_is_said_of_what_would_be_relaxed(page: Page) -> None:
    assert not page("/?q=巡检&matching=all").xpath(NOTICES)


def test_a_note_and_its_switch_are_both_said_in_english(page: Page) -> None:
    assert texts(page("/?q=过关&lang=en"), NOTICES) == [
        "Also searched for synonyms: 评比. Search only for what I typed"
    ]


def test_a_document_marks_synonyms_as_its_search_did(page: Page) -> None:
    for address in ("/documents/story-3", "/parts/story-3"):
        assert texts(page(f"{address}?q=过关"), "//mark").count("评比") == 1
        assert "评比" not in texts(page(f"{address}?q=过关&synonyms=0"), "//mark")
