"""Markdown: its syntax goes, its text and the levels of its headings stay."""

import pytest

from indexer.documents.markdown import read_markdown
from indexer.model import Block


def blocks(text: str) -> list[Block]:
    return [block for block in read_markdown(text.encode()).blocks if block.text]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**一是改树形。**说明", "一是改树形。说明"),
        ("见[办法](http://example.org/a)第三条", "见办法第三条"),
        ("![图一](a.png)", "图一"),
        ("执行`make`命令", "执行make命令"),
        ("甲<br>乙<!-- 不见 -->丙", "甲乙丙"),
        ("> 引用的话。", "引用的话。"),
        ("| 甲 | 乙 |", "甲 乙"),
        ("- 一项", "- 一项"),
        ("应到人数：**人", "应到人数：**人"),
        ("1 < 2，3 > 2", "1 < 2，3 > 2"),
        ("当x<y且z>w时", "当x<y且z>w时"),
        ("类型是List<int>", "类型是List<int>"),
        ("按<Ctrl>键", "按<Ctrl>键"),
        ("见<https://example.org/a>", "见<https://example.org/a>"),
        ("当a<b且c>d时", "当a<b且c>d时"),
        ('<font color="red">红</font>与<B>黑</B><img src="a.png" />', "红与黑"),
        ("国发[2023](12号)", "国发[2023](12号)"),
        ("甲<!-- 没有写完", "甲<!-- 没有写完"),
    ],
)
def test_syntax(line: str, text: str):
    assert blocks(line) == [Block(text)]


def test_headings():
    assert blocks("# 题名\n\n甲\n===\n乙\n---\n### 三、丙") == [
        Block("# 题名", 1),
        Block("甲", 1),
        Block("乙", 2),
        Block("### 三、丙", 3),
    ]


def test_the_title_of_a_part_loses_its_marks():
    assert blocks("## 工作总结篇一") == [Block("工作总结篇一", 2)]


def test_rules_and_fences_are_no_text():
    assert blocks("甲\n\n---\n\n```\n# 不是标题\n```\n\n| --- | :-: |\n乙") == [
        Block("甲"),
        Block("# 不是标题"),
        Block("乙"),
    ]


def test_front_matter_gives_the_title():
    draft = read_markdown("---\ntitle: 年度总结\ndate: 2020-01-01\n---\n正文。".encode())
    assert draft.title == "年度总结"
    assert [block.text for block in draft.blocks] == ["正文。"]


@pytest.mark.parametrize(
    "head",
    [
        "工作总结说明：\n第一年的情况",
        "title: 年度总结\n一年来，我们做了三件事。",
        "- 第一项\n- 第二项",
        "第一季度：完成三件事",
        "时间: 三月\n地点: 会议室",
    ],
)
def test_words_between_two_rules_are_text(head: str):
    draft = read_markdown(f"---\n{head}\n---\n正文。".encode())
    assert [block.text for block in draft.blocks if block.text] == [*head.split("\n"), "正文。"]
    assert draft.title == ""


def test_front_matter_may_hold_lists_blank_lines_and_other_keys():
    head = "title: '年度总结'\n\ntags:\n  - 甲\n- 乙\n作者: 办公室\ndescription: >\n  一行\n"
    draft = read_markdown(f"---\n{head}---\n正文。".encode())
    assert (draft.title, [block.text for block in draft.blocks]) == ("年度总结", ["正文。"])
