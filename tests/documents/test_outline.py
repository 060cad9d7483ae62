"""Outlines: golden texts, nesting, and that nothing is lost whatever the text."""

import json
import lzma
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.documents import Limits, SourceFile, outline, read_source, render_outline, text_blocks
from indexer.model import Block, Collection

GOLDEN = sorted(
    path
    for folder in ("", "collections")
    for path in (Path(__file__).parent / "golden" / folder).glob("*.txt")
)
PIECES = [
    "工作总结篇一", "工作总结篇二", "工作总结（一）", "工作总结2", "范文三：甲", "【篇3】", "一、", "（二）", "1、", "1.2 ", "①", "## ", "第一章 总则",
    "第一，", "首先，", "主要做法", "存在的问题", "我们加强了管理，", "取得了成绩。", "方面存在的", "突出",
    "2021年3月", "——讲话", "【参考资料】", "目录", "一、抓好学习。各科室都学了，写了笔记。", "第 3 页 共 9 页", "<img src=\"a\">", "来源：本站 浏览：3",
    "正文：", "点击下载文档", "打印", "责任编辑：某某", "扩展阅读：", "以上就是全部内容", "- 项", "“引", "”", "（", "ab c", "3.5万", "\u3000\u3000", " ", "\t", "\n",
    "\n\n", "\n\n\n", "\r\n", "\u2028",
]  # fmt: skip


def visible(text: str) -> str:
    return "".join(text.split())


def lost_nothing(collection: Collection, text: str) -> bool:
    """Whether all visible characters of ``text`` are in the pieces in their order, or among the furniture."""
    whole, rest = visible(text), iter(visible(text))
    kept, taken = visible(collection.source_text()), visible("".join(collection.furniture))
    return all(char in rest for char in kept) and Counter(kept) + Counter(taken) == Counter(whole)


def outlined(text: str, title: str = "") -> Collection:
    return outline(text_blocks(text), key="key", source="source", title=title, fallback="文件名")


def headings(text: str) -> list[tuple[int, str]]:
    """Level and text of each heading of a text without parts."""
    (part,) = outlined(text, title="另有题名").parts
    return [(section.path[-1].level, section.path[-1].text) for section in part.sections if section.path]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_outlines(path: Path):
    (collection,) = read_source(SourceFile(path, path.name), Limits()).items
    assert isinstance(collection, Collection)
    assert render_outline(collection) == path.with_suffix(".outline").read_text(encoding="utf-8")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(["", "工作总结"]))
def test_nothing_is_lost_of_texts_made_of_awkward_pieces(text: str, title: str):
    assert lost_nothing(outlined(text, title), text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.none() | st.integers(1, 6)), max_size=12))
def test_nothing_is_lost_of_any_blocks(lines: list[tuple[str, int | None]]):
    collection = outline([Block(text, level) for text, level in lines], key="key", source="source")
    assert lost_nothing(collection, "".join(text for text, _ in lines))


def test_nothing_is_lost_of_real_documents(shared: Path):
    with lzma.open(shared / "samples/documents.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            for title in ("", fields["title"]):
                collection = outlined(fields["document"], title)
                assert lost_nothing(collection, fields["document"]), fields["id"]
                assert len("".join(collection.furniture)) < 0.6 * len(fields["document"]), fields["id"]


def test_the_seed_page(shared: Path):
    (path,) = (shared / "seed").glob("*.txt")
    (collection,) = read_source(SourceFile(path, path.name), Limits()).items
    assert isinstance(collection, Collection)
    assert visible(collection.source_text()) == visible(path.read_text(encoding="utf-8"))
    assert [part.ordinal for part in collection.parts] == [1, 2, 3, 4, 5, 6]
    assert collection.title.endswith("(大全6篇)")
    second = collection.parts[1].sections
    assert [s.path[-1].number + s.path[-1].text for s in second] == [
        "（一）高度重视，紧密安排",
        "（二）明确目标，确立载体",
        "（三）认真学习，查找问题",
    ]
    whole = collection.source_text()
    for repaired in ("方面存在的突出问题", "高压班实习", "逐步推向纵深向严", "授其以渔"):
        assert repaired in whole
    assert all(not section.path for section in collection.parts[2].sections)


def test_every_heading_begins_one_section_and_text_stands_before_the_first():
    text = "开头说明情况。\n一、做法\n（一）抓学习\n学了很多文件，写了笔记。\n二、打算\n明年继续努力。"
    (part,) = outlined(text, "另有题名").parts
    assert [(len(section.path), section.text) for section in part.sections] == [
        (0, "开头说明情况。"),
        (1, ""),
        (2, "学了很多文件，写了笔记。"),
        (1, "明年继续努力。"),
    ]


def test_a_style_seen_again_closes_the_deeper_ones():
    text = "一、甲类\n1、小项甲\n正文在这里。\n2、小项乙\n正文在这里。\n二、乙类\n1、小项丙\n正文在这里。"
    levels = [level for level, _ in headings(text)]
    assert levels == [1, 2, 2, 1, 2]


def test_the_usual_order_counts_where_an_outer_style_comes_later():
    text = "（一）先出现的\n正文写在这里。\n一、后出现的外层\n正文写在这里。\n（二）里层\n正文写在这里。"
    assert [level for level, _ in headings(text)] == [1, 1, 2]


def test_levels_of_the_format_come_before_numbering():
    blocks = [Block("总", 2), Block("一、分", 3), Block("1、小"), Block("正文在这里。"), Block("尾", 2)]
    (part,) = outline(blocks, key="key", source="source", title="另有题名").parts
    assert [section.path[-1].level for section in part.sections] == [1, 2, 3, 1]


def test_markdown_marks_go_into_the_number():
    (part,) = outlined("## 一、做法\n正文写在这里。", "另有题名").parts
    assert part.sections[0].path[0].number == "## 一、"
    assert part.sections[0].path[0].text == "做法"


def test_text_without_parts_is_one_part_without_title():
    collection = outlined("年度小结\n今年做了三件事，件件有着落。")
    assert (collection.title, collection.title_line, collection.preface) == ("年度小结", "年度小结", "")
    assert [(part.ordinal, part.title) for part in collection.parts] == [(None, "")]


def test_a_long_text_takes_time_in_proportion():
    """Twenty thousand paragraphs in one part; anything quadratic would run for minutes."""
    text = "一、标题\n正文在这里，写得不长。\n" * 20_000
    assert len(outlined(text, "另有题名").parts[0].sections) == 20_000


def test_an_outline_shows_control_characters_escaped():
    blocks = [Block("一、\x1b[31m红\u202e"), Block("正文\x07在\u3000这里。")]
    shown = render_outline(outline(blocks, key="key", source="source", title="题\x1b]0;名\n\x9b"))
    assert shown == (
        "《题\\x1b]0;名\\n\\x9b》（题名不在正文中）\n  一、┊\\x1b[31m红\\u202e [1 段 8 字] 正文\\x07在\u3000这里。\n"
    )
