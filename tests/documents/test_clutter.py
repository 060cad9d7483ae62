"""What is the page's and not the text's is left out and listed; what only looks like it stays."""

from time import perf_counter

import pytest

from indexer.documents import outline, text_blocks
from indexer.documents.clutter import furniture_note, tidy

BODY = "正文写在这里，说了一些事情，也算是一段话。"


def kept(text: str) -> list[str]:
    return [block.text for block in tidy(text_blocks(text)).blocks if block.text]


def taken(text: str) -> tuple[str, ...]:
    return tidy(text_blocks(text)).furniture


@pytest.mark.parametrize(
    "line",
    [
        "来源：本站 作者：佚名 时间：2021-03-05",
        "发布时间：2021-03-05 浏览次数：12",
        "【字体：大 中 小】 【打印】 【关闭】",
        "字号：大 中 小",
        "收藏",
        "首页 > 工作总结 > 正文",
        "当前位置：首页 >> 新闻中心",
        '<img class="pv" src="https://example.org/a.png">',
        "![图片](a.png)",
        "第 3 页 共 9 页",
        "- 3 -",
        "上一篇：会计工作总结",
        "点击下载文档",
        "更多内容请关注本站",
        "您的浏览器不支持video标签",
        "未经授权不得转载",
        "版权所有：某某网",
        "s('content_relate');",
    ],
)
def test_lines_of_the_page_are_left_out(line: str):
    assert kept(f"题目\n{line}\n{BODY}\n{BODY}") == ["题目", BODY, BODY]
    assert taken(f"题目\n{line}\n{BODY}\n{BODY}") == (line,)


@pytest.mark.parametrize(
    "line",
    [
        "作者：办公室",
        "活动时间：三月五日",
        "单位：县农技站",
        "本页所列数字来自统计台账，没有估算。",
        "分享",
        "更多的困难在后面。",
        "我们引导居民关注社区公众号，提建议的人多了。",
        "收藏和打印档案一百卷",
        "第三页的表格要重填",
        "联系电话：见附件",
        "<安全第一>",
    ],
)
def test_lines_of_the_text_stay(line: str):
    assert kept(f"题目\n{BODY}\n{line}\n{BODY}") == ["题目", BODY, line, BODY]


def test_a_byline_within_the_text_is_text():
    middle = "\n".join([BODY] * 12)
    text = f"{middle}\n来源：仓库 时间：三月\n{middle}"
    assert taken(text) == ()


def test_the_card_of_an_official_document():
    card = [
        "索引号：0143/2021-00011",
        "主题分类：农业、林业",
        "发布机构",
        "县农业农村局",
        "成文日期：2021年3月5日",
    ]
    text = "\n".join([*card, "农业农村局2021年工作总结", BODY])
    assert kept(text) == ["农业农村局2021年工作总结", BODY]
    assert taken(text) == tuple(card)


@pytest.mark.parametrize(
    "line", ["索引号 " * 30 + "。", "<!---->" * 500 + "x", "<img " * 30, "（" * 150, "更多" * 75]
)
def test_no_line_takes_long(line: str):
    text = "\n".join([line] * 300)
    start = perf_counter()
    tidy(text_blocks(text))
    assert perf_counter() - start < 2


def test_a_time_stamp_before_the_text_and_an_editor_after_it():
    text = f"2021-03-05 10:11，正文：{BODY}返回搜狐，查看更多责任编辑："
    assert kept(text) == [BODY]
    assert taken(text) == ("2021-03-05 10:11，正文：", "返回搜狐，查看更多责任编辑：")


def test_an_advert_within_a_paragraph():
    assert kept(f"{BODY}【更多内容请看某某范文网】{BODY}") == [BODY + BODY]
    assert kept(f"{BODY}（某某范文一书已经出版）") == [f"{BODY}（某某范文一书已经出版）"]


def test_links_to_other_pages_at_the_end():
    links = "相关文章\n会计工作总结\n出纳工作计划"
    assert kept(f"{BODY}\n{links}") == [BODY]
    assert len(kept(f"{BODY}\n{links}\n{BODY}")) == 5


def test_a_teaser_that_repeats_the_beginning():
    text = "三月里我们修好了两条渠，水一直流到最远的那块田，大家都很高兴。"
    assert taken(f"修渠记\n{text[:28]}....\n{text}\n{BODY}") == (f"{text[:28]}....",)
    assert taken(f"修渠记\n别的事情写在这里，也写得够长，但是下面没有....\n{text}") == ()


def test_a_text_of_nothing_else_stays():
    assert kept("打印\n关闭") == ["打印", "关闭"]


def test_a_page_number_within_a_sentence_is_no_break():
    text = "这一年我们把检修时间还给检修，全年停机比上年少了三十一小时，又把两部皮带\n第 3 页 共 9 页\n换了密封圈。"
    (part,) = outline(text_blocks(text), key="key", source="source", title="题目").parts
    assert part.sections[0].text == text.replace("\n第 3 页 共 9 页\n", "")


def test_a_title_above_the_text_again_is_left_out():
    collection = outline(text_blocks(f"年度总结\n“年度总结”\n{BODY}"), key="key", source="source")
    assert collection.furniture == ("“年度总结”",)
    assert [section.text for section in collection.parts[0].sections] == [BODY]


def test_a_running_title_is_left_out_on_every_page():
    pages = "\n年度总结\n".join(["我们把检修时间还给检修，停机比上年少了三十一小时，"] * 4)
    collection = outline(text_blocks(f"年度总结\n{pages}"), key="key", source="source")
    assert collection.furniture == ("年度总结",) * 3


def test_the_note_is_short():
    note = furniture_note(["打印", "x" * 100, "a\nb", "4", "5", "6"])
    assert note == "left out 6 of the page's own lines: 打印; " + "x" * 30 + "; a b; 4; 5; …"
