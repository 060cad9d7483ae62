"""What is a heading, and what only looks like one."""

import pytest

from indexer.documents.headings import find_headings
from indexer.documents.layout import layout_of
from indexer.documents.lines import lines_of
from indexer.documents.text import text_blocks

TEXT = "这一段是正文，说的是工作的情况，写得够长，也有句号。"


def found(text: str, title: str = "") -> list[str]:
    lines = lines_of(text_blocks(text))
    extents = find_headings(lines, layout_of(lines), title)
    return [line.text[:extent] for line, extent in zip(lines, extents, strict=True) if extent]


@pytest.mark.parametrize(
    "heading",
    ["一、主要做法", "（一）高度重视，紧密安排", "(二) 抓落实", "1、供销工作", "1. 概况", "（1）病历审核前移",
     "第一章 总则", "第二部分：成效", "2.1 人员", "一、要主动作为，敢于担当。", "3、怎样学习？", "步骤1 清扫",
     "㈢ 抓落实", "⑵ 抓落实", "⒉抓落实", "Ⅱ、抓落实", "第二、抓落实", "二 抓落实",
     "【参考资料】", "扩展阅读：怎样写总结", "工作中的不足", "当好家，把有限的钱用在刀刃上", "5、2022年打算", "一、存在的问题：", "## 小结"],
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
        "本报记者 某某",
        "办发〔2021〕24号",
        "催人奋进.",
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


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("一、加强领导。", "各级各部门都成立了领导小组，主要负责人亲自抓。"),
        ("（一）指导思想：", "以服务群众为目的，把工作做到群众家门口去。"),
        ("一、加强领导　", "各级各部门都成立了领导小组，主要负责人亲自抓。"),
    ],
)
def test_a_paragraph_may_begin_with_its_heading(heading: str, text: str):
    other = heading.replace("一", "二", 1)
    assert found(f"{heading}{text}\n{other}{text}") == [heading, other]


def test_a_paragraph_alone_among_its_siblings_does_not():
    items = "".join(f"{number}、{TEXT[:-1] * 3}。{TEXT}\n" for number in "一二三")
    assert found(f"{items}四、加强领导。{TEXT}") == []


def test_long_leads_count_where_siblings_are_headings_on_lines_of_their_own():
    long = "二、简化管理，精简组织，做强一线队伍，机关要从管控转到服务和支持，支撑一线作战。"
    assert found(f"一、抓队伍\n{TEXT}\n{long}{TEXT}\n三、抓质量\n{TEXT}") == [
        "一、抓队伍",
        long,
        "三、抓质量",
    ]


def test_items_may_begin_with_headings_only_where_no_outer_heading_stands():
    items = f"1、加强学习。{TEXT}{TEXT}\n2、改进作风。{TEXT}{TEXT}"
    assert found(items) == ["1、加强学习。", "2、改进作风。"]
    assert found(f"一、做法\n{items}") == ["一、做法"]


def test_sentences_of_an_inner_style_are_headings_where_most_siblings_stand_over_a_text():
    text = f"1、我们一定要懂得用户的需要。\n{TEXT}\n2、产品的样子也要紧。\n{TEXT}"
    assert found(f"一、做法\n{text}") == [
        "一、做法",
        "1、我们一定要懂得用户的需要。",
        "2、产品的样子也要紧。",
    ]


def test_an_outer_sentence_over_an_inner_number_is_a_heading():
    text = f"一、队伍\n{TEXT}\n二、从实干的人里选拔接班人。\n1、看做过什么\n{TEXT}\n2、看做成什么\n{TEXT}"
    assert "二、从实干的人里选拔接班人。" in found(text)


def test_numbers_that_start_anew_are_siblings_of_their_own():
    text = f"1、甲事\n{TEXT}\n2、乙事\n{TEXT}\n二、其他\n1、丙事说得很长，写成了一段话。{TEXT}\n2、丁事也是这样写的。{TEXT}"
    assert found(text) == ["1、甲事", "2、乙事", "二、其他"]


@pytest.mark.parametrize(
    ("piece", "rest"),
    [
        ("近年来我们学校的面", "貌日新月异，教学质量稳步上升，家长的评价也好起来了。"),
        ("我们坚持把检修时间", "还给检修，全年停机比上年少了三十一小时。"),
        ("在组织结构改革过程", "中，权力要继续下放，监管要跟上去。"),
        ("全年完成产量三十二", "万吨，比计划多出两万吨，质量没有下降。"),
        ("党员干部带头做到的", "事情有三件，件件都写在墙上。"),
    ],
)
def test_a_piece_broken_off_a_paragraph_is_no_heading(piece: str, rest: str):
    assert found(f"{TEXT}\n\n{piece}\n\n{rest}") == []


def test_a_table_of_contents_heads_nothing():
    entries = "一、回顾……1\n（一）学习……1\n二、打算……3"
    body = f"一、回顾\n{TEXT}\n（一）学习\n{TEXT}\n二、打算\n{TEXT}"
    headings = ["一、回顾", "（一）学习", "二、打算"]
    assert found(f"目录\n{entries}\n{body}") == headings
    paragraphs = f"{TEXT}\n" * 4
    assert found(f"目 录\n回顾\n打算\n回顾\n{paragraphs}打算\n{paragraphs}") == ["回顾", "打算"]
    assert found(f"一、回顾\n（一）学习\n二、打算\n{body}") == headings


def test_the_dates_of_a_log_are_headings():
    log = "3月1日 星期一\n换了密封圈\n3月2日\n清理格栅\n检查配电柜\n3月5日\n联系厂家"
    assert found(log) == ["3月1日 星期一", "3月2日", "3月5日"]


def test_dates_that_are_a_column_or_few_or_unordered_are_not():
    rows = [f"门店{day}\n水疗\n开发\n2018-0{day}-01" for day in range(1, 5)]
    assert found("\n".join(rows)) == []
    assert found(f"{TEXT}\n2021年1月3日\n{TEXT}\n2021年2月3日\n{TEXT}") == []
    assert found("3月9日\n甲\n3月1日\n乙\n丙\n3月7日\n丁\n3月2日\n戊") == []


def test_the_title_said_again_is_no_heading():
    assert found(f"年度工作总结\n{TEXT}", "2021年度工作总结") == []
    assert found(f"年度工作总结\n{TEXT}") == ["年度工作总结"]


def test_the_author_below_a_quoted_title_is_no_heading():
    assert found(f"【附文】\n《修渠随想》\n王某\n{TEXT}") == ["【附文】"]


def test_sentences_in_a_row_are_items_of_a_list():
    assert found(f"{TEXT}\n一、全年没有事故。\n二、职工收入增长。\n三、用户都说好。\n{TEXT}") == []


def test_first_sentences_that_tell_amounts_are_no_headings():
    assert found(f"一、全年完成产值3000万元。{TEXT}\n二、培训职工二十三场。{TEXT}") == []


def test_a_wrapped_paragraph_may_begin_with_its_heading():
    lines = [
        "一、抓学习。今年以来，我们集中学习二十次，每次都有记录，有讨",
        "论，有心得，学完以后还要考，考不过的补学，直到都过为止，没有",
        "一个人掉队。",
        "二、抓作风。机关干部每月下村五天，吃住在村，和群众一起干活，",
        "一起算账，年底评议，满意的占了九成以上，不满意的逐条去改，改",
        "完再评。",
    ]
    assert found("\n".join(lines)) == ["一、抓学习。", "二、抓作风。"]


def test_a_short_text_of_headings_and_a_signature_is_no_list():
    text = f"{TEXT}\n工作成效\n{TEXT}\n存在问题\n{TEXT}\n下步打算\n{TEXT}\n县农技站\n2022年12月5日"
    assert found(text) == ["工作成效", "存在问题", "下步打算"]
