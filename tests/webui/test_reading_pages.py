"""The document page and the part page: a passage among its neighbours, and the whole to read."""

import pytest

from indexer import Index
from tests.webui.material import Page, texts


def test_a_document_shows_the_passage_in_its_place(page: Page) -> None:
    shown = page("/documents/story-2")
    assert texts(shown, "//h1") == ["车间工作总结篇一"]
    assert texts(shown, "//article/p[@class='path']/span") == ["第1篇", "主要做法", "点检到位"]
    assert texts(shown, "//div[@class='body']/p") == ["推行设备点检。", "每班两次，", "有记录。"]
    assert "第 2 段，共 4 段 · 来源：passages.jsonl" in shown.text_content()
    assert texts(shown, "//article//ul[@class='tags']//a") == ["工作总结", "企业管理", "主要做法"]
    assert not shown.xpath("//div[@class='body']//mark")
    assert not shown.xpath("//a[contains(., '回到搜索结果')]")


def test_a_document_says_when_and_by_whom(page: Page) -> None:
    about = page("/documents/story-1").xpath("//p[@class='about']")[0].text_content()
    assert about.endswith("· 时间：2022年度 · 单位：机修车间 · 作者：林木生")
    assert "作者" not in page("/documents/story-2").text_content()


def test_a_document_names_its_labels_with_what_speaks_for_them(page: Page, index: Index) -> None:
    shown = page("/documents/story-2")
    (grounds,) = shown.xpath("//details[summary='标签依据']")
    assert grounds.get("open") is None
    labels = dict(zip(texts(grounds, ".//dt"), texts(grounds, ".//dd"), strict=True))
    assert list(labels) == ["体裁 工作总结", "领域 企业管理", "章节 主要做法"]
    assert labels["体裁 工作总结"] == "标题“工作总结”"
    assert "标题“主要做法”" in labels["章节 主要做法"]
    found = index.evidence(index.get("story-2"))
    assert [label.value for axis in found.values() for label in axis] == ["工作总结", "企业管理", "主要做法"]


def test_a_label_without_a_cue_says_so(page: Page) -> None:
    shown = page("/documents/story-0")
    labels = dict(zip(texts(shown, "//details//dt"), texts(shown, "//details//dd"), strict=True))
    assert labels["章节 引言"] == "没有找到线索，或由来源注明"


def test_a_document_marks_the_words_of_the_search(page: Page) -> None:
    shown = page("/documents/story-2?q=点检")
    assert texts(shown, "//div[@class='body']//mark") == ["点检"]
    assert shown.xpath("//a[contains(., '回到搜索结果')]/@href") == ["/?q=点检"]


def test_the_outline_names_the_parts_and_the_sections_of_this_one(page: Page) -> None:
    outline = page("/documents/story-3?q=点检").xpath("//nav[@aria-label='本合集目录']")[0]
    assert texts(outline, "./ol/li/a") == [
        "引言车间工作总结(大全2篇)",
        "第1篇车间工作总结篇一",
        "第2篇车间工作总结篇二",
    ]
    assert texts(outline, ".//ol/li/ol/li/a") == [
        "一年来，车间稳步推进各项工作。",
        "点检到位",
        "点检到位（续 1）",
        "培训到人",
    ]
    assert texts(outline, ".//a[@aria-current='page']") == ["点检到位（续 1）"]
    assert outline.xpath("./ol/li/a/@href")[2] == "/documents/story-5?q=点检"


@pytest.mark.parametrize(
    ("passage", "previous", "following"),
    [("story-0", [], ["story-1"]), ("story-1", ["story-0"], ["story-2"]), ("story-5", ["story-4"], [])],
)
def test_neighbours_lead_through_the_collection(
    page: Page, passage: str, previous: list[str], following: list[str]
) -> None:
    shown = page(f"/documents/{passage}")
    assert shown.xpath("//a[@rel='prev']/@href") == [f"/documents/{name}" for name in previous]
    assert shown.xpath("//a[@rel='next']/@href") == [f"/documents/{name}" for name in following]


def test_a_part_is_whole_with_each_heading_once(page: Page) -> None:
    shown = page("/parts/story-3?q=点检")
    assert texts(shown, "//h1") == ["车间工作总结篇一"]
    body = shown.xpath("//div[@class='body']")[0]
    assert [(node.tag, node.text_content()) for node in body.xpath(".//h2 | .//h3 | .//p")] == [
        ("p", "一年来，车间稳步推进各项工作。"),
        ("h2", "主要做法"),
        ("h3", "点检到位"),
        ("p", "推行设备点检。"),
        ("p", "每班两次，"),
        ("p", "有记录。"),
        ("p", "月底评比点检质量。"),
        ("h3", "培训到人"),
        ("p", "培训人人过关。"),
    ]
    assert texts(body, "./section[@id='here']") == ["月底评比点检质量。"]
    assert texts(body, ".//mark") == ["点检", "点检"]
    assert shown.xpath("//a[.='回到所在段落']/@href") == ["/documents/story-3?q=点检"]


def test_an_introduction_is_a_part_of_its_own(page: Page) -> None:
    assert texts(page("/parts/story-0"), "//div[@class='body']//p") == ["这是两篇车间总结。"]


def test_a_document_leads_to_its_part_and_its_collection(page: Page) -> None:
    shown = page("/documents/story-2")
    assert "/parts/story-2#here" in shown.xpath("//@href")
    collection = shown.xpath("//p[@class='trail']/a/@href")[0]
    assert len(page(collection).xpath("//article")) == 6


def test_the_statistics_say_what_there_is_and_lead_to_it(page: Page, index: Index) -> None:
    shown, stats = page("/stats"), index.stats()
    figures = dict(zip(texts(shown, "//dl/div/dt"), texts(shown, "//dl/div/dd"), strict=True))
    assert figures["段落"] == f"{stats.passages:,}"
    assert figures["合集"] == f"{stats.collections:,}"
    assert texts(shown, "//caption") == ["体裁", "领域", "章节", "年份"]
    row = shown.xpath("//table[caption='年份']//tr[td]")[0]
    found = page(row.xpath(".//a/@href")[0])
    assert f"共 {row.xpath('string(td[2])')} 条" in found.text_content()
