"""What is a heading, and what only looks like one."""

import pytest

from indexer.documents.headings import find_headings
from indexer.documents.layout import layout_of
from indexer.documents.lines import lines_of
from indexer.documents.text import text_blocks

TEXT = "这一段是正文，说的是工作的情况，写得够长，也有句号。"


def found(text: str) -> list[str]:
    lines = lines_of(text_blocks(text))
    flags = find_headings(lines, layout_of(lines))
    return [line.text for line, flag in zip(lines, flags, strict=True) if flag]


@pytest.mark.parametrize(
    "heading",
    ["一、主要做法", "（一）高度重视，紧密安排", "(二) 抓落实", "1、供销工作", "1. 概况", "（1）病历审核前移",
     "第一章 总则", "第二部分：成效", "2.1 人员", "一、要主动作为，敢于担当。", "3、怎样学习？", "步骤1 清扫",
     "工作中的不足", "当好家，把有限的钱用在刀刃上", "5、2022年打算", "一、存在的问题：", "## 小结"],
)  # fmt: skip
def test_headings(heading: str):
    assert found(f"{TEXT}\n\n{heading}\n\n{TEXT}") == [heading]


@pytest.mark.parametrize(
    "line",
    [
        "1、员工对制度的适应过程缓慢。表现在对管理有抵触心理。",  # a paragraph
        "第一，要广泛吸引群众参与。",  # opens a paragraph
        "第一，广泛吸引群众参与",
        "首先，学校通过各种方式进行了宣传",
        "一是机电管理难度加大。",
        "一、二线职工的全员培训抓得很紧",  # counts nothing
        "3.5万吨的任务",  # an amount
        "6.5万件",
        "10、11月份的安排",
        "同志们：",
        "2020年12月31日",
        "——在表彰会上的讲话",
        "（文字整理）",
        "- 一个项目",
        "作者：办公室",
    ],
)
def test_no_headings(line: str):
    assert found(f"{TEXT}\n\n{line}\n\n{TEXT}") == []


def test_a_short_line_heads_nothing_after_an_unfinished_paragraph():
    assert found(f"{TEXT[:-1]}\n\n存在的问题\n\n{TEXT}") == []


def test_a_short_line_heads_nothing_at_the_end():
    assert found(f"{TEXT}\n\n村合作社\n\n2020年1月") == []


def test_numbered_lines_in_a_row_are_a_list():
    assert found(f"{TEXT}\n1、扫地\n2、擦窗\n3、浇花\n{TEXT}") == []
    assert found(f"一、扫地\n二、擦窗\n三、浇花\n{TEXT}") == []


def test_two_outer_headings_in_a_row_stay():
    assert found(f"一、扫地\n二、擦窗\n{TEXT}") == ["一、扫地", "二、擦窗"]


def test_an_inner_number_with_nothing_below_is_an_item():
    assert found(f"一、做法\n{TEXT}\n1、扫地\n二、打算\n{TEXT}") == ["一、做法", "二、打算"]


def test_an_odd_short_item_among_paragraphs_is_no_heading():
    items = "".join(f"{number}、这一条写成了一段话，有头有尾。还有第二句。\n" for number in range(1, 5))
    assert found(f"{items}5、短的一条\n{TEXT}") == []


def test_a_repeated_line_heads_nothing():
    assert found(f"{TEXT}\n页眉文字\n{TEXT}\n页眉文字\n{TEXT}") == []


def test_a_label_above_the_next_outer_number_heads_nothing():
    text = f"一、做法\n{TEXT}\n图片说明\n二、打算\n{TEXT}"
    assert found(text) == ["一、做法", "二、打算"]
