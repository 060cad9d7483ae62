"""Signatures: who is named at a text's ends and in its title, and who is only spoken of."""

import json
import lzma
from pathlib import Path

import pytest

from indexer.classify.signature import byline_author, organisation_of, signature_of
from indexer.documents import outline, text_blocks

BODY = "这一年渠道清了四公里，水一直流到最远的那块田。"


def signed(*lines: str) -> tuple[str, str]:
    found = signature_of("\n".join((BODY, *lines)))
    return found.organisation, found.author


@pytest.mark.parametrize(
    ("lines", "organisation", "author"),
    [
        (("镇农业服务中心", "2022年12月20日"), "镇农业服务中心", ""),
        (("二〇二二年十二月二十日", "镇农业服务中心"), "镇农业服务中心", ""),
        (("第二烧结厂  林木生",), "第二烧结厂", "林木生"),
        (("原料厂：何水清",), "原料厂", "何水清"),
        (("研究院 林木生 何水清",), "研究院", "林木生、何水清"),
        (("述职人：林木生", "2022年12月"), "", "林木生"),
        (("县水利局", "林 木", "2022年12月"), "县水利局", "林木"),
        (("林木生", "2022年12月"), "", "林木生"),
        (("林木生",), "", ""),  # a name alone may be anybody's
        (("当事人林木生来信表示感谢。",), "", ""),
        (("水利局的工作还要加强。",), "", ""),
    ],
)
def test_last_lines(lines: tuple[str, ...], organisation: str, author: str):
    assert signed(*lines) == (organisation, author)


@pytest.mark.parametrize(
    ("words", "organisation", "author"),
    [
        ("（文：林木生 图：何水清）", "", "林木生"),
        ("（通讯员 林木生）", "", "林木生"),
        ("（林木生/文 何水清/图）", "", "林木生"),
        ("（某某日报全媒体记者林木生）", "", "林木生"),
        ("（供稿：县委组织部）", "县委组织部", ""),
        ("（县委办公室 供稿）", "县委办公室", ""),
        ("（女工委）", "女工委", ""),
        ("（林木生）", "", "林木生"),
        ("（完）", "", ""),
        ("（2015年7月13日）", "", ""),
        ("（文章来源于网络）", "", ""),
    ],
)
def test_brackets_after_the_last_words(words: str, organisation: str, author: str):
    found = signature_of(BODY + words)
    assert (found.organisation, found.author) == (organisation, author)


@pytest.mark.parametrize(
    ("opening", "author"),
    [
        ("本报讯（记者 林木生 通讯员 何水清）昨天渠道通水。", "林木生、何水清"),
        ("某某网8月11日电 （记者林木生）昨天渠道通水。", "林木生"),
        ("——林木生在灌区会议上的讲话", "林木生"),
        ("——林总在灌区会议上的讲话", ""),
        ("记者林木生来到渠首。", ""),
    ],
)
def test_the_first_line(opening: str, author: str):
    assert signature_of(f"{opening}\n{BODY}").author == author


@pytest.mark.parametrize(
    ("title", "organisation"),
    [
        ("县财政局2021年工作总结", "县财政局"),
        ("2022年镇农技推广站工作总结", "镇农技推广站"),
        ("关于灌区水利管理所工作总结", "灌区水利管理所"),
        ("学校工作总结", ""),
        ("公司年度工作总结", ""),
        ("安全生产工作总结", ""),
        ("对财政局工作的几点建议", ""),
    ],
)
def test_organisations_of_titles(title: str, organisation: str):
    assert organisation_of(title) == organisation


def test_the_byline_of_a_page():
    assert byline_author(["首页 > 总结", "来源：本站 作者：林木生 时间：2021-03-05"]) == "林木生"
    assert byline_author(["来源：本站 作者：佚名"]) == ""


def test_evidence_is_what_stands_there():
    assert signature_of(f"{BODY}\n县水利局\n2022年12月").evidence == "县水利局"
    assert signature_of(f"{BODY}（通讯员 林木生）").evidence == "（通讯员 林木生）"


def test_real_documents(shared: Path):
    """Of the 72 answers on all these, read beside their texts, one lacked a name of two; none was wrong."""
    found = {}
    with lzma.open(shared / "samples/documents.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            (part,) = outline(
                text_blocks(fields["document"]), key="key", source="source", title=fields["title"]
            ).parts
            texts = [section.text for section in part.sections if section.text]
            if texts and ((signature := signature_of(texts[-1])).author or signature.organisation):
                found[fields["id"]] = (signature.organisation, signature.author)
    assert found["r0047"] == ("女工委", "")
    assert found["r0074"] == ("公司办公室", "")
    assert found["r0093"][0].endswith("人民法院")
    assert len(found["r0020"][1].split("、")) == 3
    assert "r0027" not in found
    assert len(found) >= 30
