"""Markdown: its syntax goes, its text and the levels of its headings stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("甲<!-- 不见 -->丙", "甲丙"),
        ("[![图一](a.png)](http://example.org/b)", "图一"),
        ('见[办法](a.html "第三条")', "见办法"),
        ("2021\\. 全年 \\*必填\\*", "2021. 全年 *必填*"),
        ("甲&nbsp;乙&lt;丙&#12290;", "甲\xa0乙<丙。"),
        ("`a &lt; \\* b`", "a &lt; \\* b"),
        ("原定~~三月~~四月", "原定三月四月"),
        ("宽度3~~5米", "宽度3~~5米"),
        ("见文件[^1]第三条。", "见文件第三条。"),
        ("[^1]: 指县里的文件。", "注1：指县里的文件。"),
        ("|甲|乙<br>丙|", "甲 乙 丙"),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", "甲 乙"),
        ("- [x] 办完的事", "- [x] 办完的事"),
        ("见[附件][乙]", "见[附件][乙]"),
        ("王*、李*两人", "王*、李*两人"),
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


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("##主要做法", Block("## 主要做法", 2)),
        ("#2021年工作总结", Block("# 2021年工作总结", 1)),
        ("## 主要做法 ##", Block("## 主要做法", 2)),
        ("#1", Block("#1")),
        ("#3号楼", Block("#3号楼")),
        ("#学习 #心得", Block("#学习 #心得")),
        ("#hashtag", Block("#hashtag")),
        ("#" + "这不是标题，" * 20, Block("#" + "这不是标题，" * 20)),
        ("> ## 引文里的标题", Block("## 引文里的标题", 2)),
    ],
)
def test_headings_as_people_write_them(line: str, block: Block):
    assert blocks(line) == [block]


def test_html_breaks_lines_where_it_is_shown_so():
    assert blocks("<tr><td><p>甲</p></td><td>1<br>2</td></tr>") == [Block("甲 1 2")]
    assert blocks("甲<br>乙<br/>丙<p>丁</p>") == [Block("甲"), Block("乙"), Block("丙丁")]
    assert blocks("<tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr>") == [
        Block("甲 1"),
        Block("乙 2"),
    ]


def test_links_by_reference():
    text = '见[办法][1]、[细则][]和[附件][丙]。\n\n[1]: http://example.org/a "题"\n[细则]: ./b.md\n[丙]: 无此链接'
    assert blocks(text) == [Block("见办法、细则和[附件][丙]。"), Block("[丙]: 无此链接")]


def test_a_table_without_outer_bars():
    assert blocks("村名 | 户数\n--- | ---:\n上河 | 312\n柳树 | 205\n\n甲 | 乙") == [
        Block("村名 户数"), Block("上河 312"), Block("柳树 205"), Block("甲 | 乙"),
    ]  # fmt: skip


def test_a_fence_ends_with_its_own_marks():
    assert blocks("~~~\n```\n# 甲\n~~~ 乙\n~~~\n# 丙") == [
        Block("```"),
        Block("# 甲"),
        Block("~~~ 乙"),
        Block("# 丙", 1),
    ]


def test_scripts_styles_and_contents_are_no_text():
    assert blocks("[TOC]\n<style>\np { color: red }\n</style>\n正文。<script src=a>x()</script>") == [
        Block("正文。")
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


@given(st.lists(st.text(st.sampled_from("工作总结一、（1）。，：“”《》%3.5 -+/"), max_size=30), max_size=8))
def test_what_is_no_markup_stays_as_it_is(lines: list[str]):
    kept = ["正文。", *(line for line in lines if not set(line) <= set(" -"))]
    assert [block.text for block in blocks("\n\n".join(kept))] == kept
