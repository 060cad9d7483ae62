"""The document page: a passage among its neighbours, with all that can be done with it."""

import pytest
from flask.testing import FlaskClient

from indexer import Index
from tests.webui.material import Page, texts


def test_a_document_shows_the_passage_in_its_place(page: Page) -> None:
    shown = page("/documents/story-2")
    assert texts(shown, "//h1") == ["车间工作总结篇一"]
    assert texts(shown, "//article/p[@class='path']/span") == ["第1篇", "主要做法", "第 2 段，共 4 段"]
    assert texts(shown, "//div[@class='body']/h2") == ["点检到位"]
    assert texts(shown, "//div[@class='body']/p") == ["推行设备点检。", "每班两次，", "有记录。"]
    assert texts(shown, "//article//ul[@class='tags']//a") == ["工作总结", "企业管理", "主要做法"]
    assert not shown.xpath("//div[@class='body']//mark")
    assert not shown.xpath("//a[contains(., '回到搜索结果')]")


def test_a_document_says_when_by_whom_and_where_from(page: Page) -> None:
    def about(passage: str) -> dict[str, str]:
        shown = page(f"/documents/{passage}")
        told = "//dl[@class='about']/div"
        return dict(zip(texts(shown, f"{told}/dt"), texts(shown, f"{told}/dd"), strict=True))

    assert about("story-1") == {
        "时间": "2022年度",
        "单位": "机修车间",
        "作者": "林木生",
        "文件": "passages.jsonl",
    }
    assert about("story-2") == {"文件": "passages.jsonl"}


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
    labels = dict(
        zip(texts(shown, "//article//details//dt"), texts(shown, "//article//details//dd"), strict=True)
    )
    assert labels["章节 引言"] == "没有找到线索，或由来源注明"


def test_a_document_marks_the_words_of_the_search(page: Page) -> None:
    shown = page("/documents/story-2?q=点检")
    assert texts(shown, "//div[@class='body']//mark") == ["点检"]
    assert shown.xpath("//div[@class='body']//mark/@id") == ["mark-1"]
    assert shown.xpath("//a[contains(., '回到搜索结果')]/@href") == ["/?q=点检"]


def test_without_scripts_a_link_leads_to_the_first_mark(page: Page) -> None:
    (marks,) = page("/documents/story-2?q=点检 每班").xpath("//nav[@class='marks']")
    assert texts(marks, "./a[@href='#mark-1']") == ["第一处"]
    assert texts(marks, "./span") == ["共 2 处"]
    assert len(marks.xpath("./button[@hidden]")) == len(marks.xpath("./button")) == 2
    assert not page("/documents/story-2").xpath("//nav[@class='marks']")


def test_copying_is_hidden_until_a_script_shows_it(page: Page) -> None:
    shown = page("/documents/story-2?q=点检")
    (copying,) = shown.xpath("//*[@class='copying']")
    assert copying.get("hidden") is not None
    assert texts(copying, "./button") == ["复制本节", "复制本篇"]
    assert (
        copying.get("data-source")
        == "标题：车间工作总结篇一\n合集：车间工作总结(大全2篇)\n文件：passages.jsonl\n地址：\n"
    )
    assert copying.get("data-address") == "/documents/story-2"
    assert copying.xpath("./button/@data-text") == ["/texts/story-2?source=0"]
    assert texts(shown, "//*[@data-section]/p") == ["推行设备点检。", "每班两次，", "有记录。"]


def test_a_part_can_be_kept(page: Page, client: FlaskClient) -> None:
    (link,) = page("/documents/story-2").xpath("//a[@download]/@href")
    assert client.get(link).text.startswith("车间工作总结篇一\n")


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


def test_a_document_leads_to_its_part_and_its_collection(page: Page) -> None:
    shown = page("/documents/story-2")
    assert "/parts/story-2#here" in shown.xpath("//@href")
    collection = shown.xpath("//p[@class='trail']/a/@href")[0]
    assert len(page(collection).xpath("//article")) == 6


def test_in_english_only_the_page_is_english(page: Page) -> None:
    shown = page("/documents/story-2?q=点检&lang=en")
    assert shown.get("lang") == "en"
    assert texts(shown, "//article/p[@class='path']/span")[::2] == ["Part 1", "Passage 2 of 4"]
    assert shown.xpath("//div[@class='body']/@lang") == shown.xpath("//h1/@lang") == ["zh-CN"]
    assert texts(shown, "//details[summary='Grounds for the labels']//dt") == [
        "Genre 工作总结",
        "Domain 企业管理",
        "Section 主要做法",
    ]
    links = shown.xpath("//main//a/@href[not(starts-with(., '#'))]")
    assert links
    assert all("lang=en" in link for link in links)
