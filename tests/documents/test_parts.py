"""Parts of a collection: their title lines, and when a text is a collection at all."""

import pytest

from indexer.documents import outline, text_blocks
from indexer.documents.markdown import read_markdown
from indexer.documents.part_marks import PartMark, find_part_mark
from indexer.model import Collection

BODY = "这一篇的正文写在这里，说了一些事情。"


def ordinals(text: str) -> list[int | None]:
    return [part.ordinal for part in outline(text_blocks(text), key="key", source="source").parts]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("工作总结篇一", PartMark(1, "工作总结")),
        ("工作总结篇12", PartMark(12, "工作总结")),
        ("范文第二十一篇", PartMark(21, "范文")),
        ("【篇三】", PartMark(3, "")),
        ("【第四篇】教学总结", PartMark(4, "")),
        ("第五篇：教学总结", PartMark(5, "")),
        ("篇六 后勤总结", PartMark(6, "")),
        ("工作总结篇一(优秀)", PartMark(1, "工作总结")),
        ("工作总结篇二【精选】：", PartMark(2, "工作总结")),
        ("我们学习了第一篇文章", None),
        ("他写的第一篇。", None),
        ("篇幅不长", None),
        ("很" * 90 + "篇一", None),
    ],
)
def test_title_lines(line: str, mark: PartMark | None):
    assert find_part_mark(line) == mark


def test_two_or_more_make_a_collection():
    assert ordinals(f"总结大全\n总结篇一\n{BODY}\n总结篇二\n{BODY}") == [1, 2]


def test_one_alone_makes_none_unless_the_title_begins_alike():
    assert ordinals(f"散文集\n{BODY}\n小说篇一\n{BODY}") == [None]
    assert ordinals(f"工作总结精选\n工作总结篇一\n{BODY}") == [1]


def test_a_missing_part_is_no_obstacle_but_numbers_must_rise():
    assert ordinals(f"大全\n总结篇一\n{BODY}\n总结篇三\n{BODY}") == [1, 3]
    assert ordinals(f"大全\n总结篇九\n{BODY}\n总结篇七\n{BODY}") == [None]


def test_a_table_of_contents_is_part_of_the_introduction():
    text = f"大全\n总结篇一\n总结篇二\n总结篇一\n{BODY}\n总结篇二\n{BODY}"
    collection = outline(text_blocks(text), key="key", source="source")
    assert collection.preface == "总结篇一\n总结篇二"
    assert [part.sections[0].text for part in collection.parts] == [BODY, BODY]


def test_a_part_may_be_empty():
    collection = outline(text_blocks(f"大全\n总结篇一\n总结篇二\n{BODY}"), key="key", source="source")
    assert collection.parts[0].sections == ()


STYLES = {
    "with a remark": "工作总结篇{han}(优秀)",
    "bracketed": "工作总结（{han}）",
    "bracketed digits": "2023年工作总结({digit})",
    "digit": "工作总结{digit}",
    "digit and remark": "工作总结{digit}（精选）",
    "sample": "工作总结范文{han}",
    "sample first": "范文{han}：工作总结",
    "first words": "第{han}篇 总结",
    "no blank": "第{han}篇总结",
    "numbered": "{han}、第{han}篇 总结",
    "numbered and bracketed": "{han}、工作总结（{han}）",
}


def collection_of(style: str, head: str) -> Collection:
    section = "一、概况\n正文写在这里，说了一些事情，也算是一段话。"
    parts = [
        f"{style.format(han=han, digit=digit)}\n{BODY}\n{section}" for digit, han in enumerate("一二三", 1)
    ]
    return outline(text_blocks(f"{head}\n".lstrip() + "\n".join(parts)), key="key", source="source")


@pytest.mark.parametrize("head", ["2023年工作总结大全3篇\n下面是几篇工作总结，供大家参考。", "工作总结", ""])
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_styles_of_title_lines(style: str, head: str):
    collection = collection_of(style, head)
    assert [part.ordinal for part in collection.parts] == [1, 2, 3]
    assert [part.title for part in collection.parts][1] == style.format(han="二", digit="2")
    assert all(len(part.sections) == 2 for part in collection.parts)


def test_title_lines_of_markdown_lose_their_marks_in_each_style():
    text = f"# 总结\n\n## 工作总结（一）\n\n{BODY}\n\n## 工作总结（二）\n\n{BODY}"
    blocks = read_markdown(text.encode()).blocks
    assert [part.title for part in outline(blocks, key="key", source="source").parts] == [
        "工作总结（一）",
        "工作总结（二）",
    ]


def test_a_given_title_is_not_found_in_the_first_part_s():
    text = f"工作总结篇一\n{BODY}\n工作总结篇二\n{BODY}"
    parts = outline(text_blocks(text), key="key", source="source", title="工作总结").parts
    assert [part.ordinal for part in parts] == [1, 2]


def test_titles_with_little_in_common_count_where_they_are_as_many_as_announced():
    text = f"教师甲（一）\n{BODY}\n护士乙（二）\n{BODY}"
    assert ordinals(f"总结精选2篇\n{text}") == [1, 2]
    assert ordinals(f"总结精选3篇\n{text}") == [None]
    assert ordinals(f"总结精选\n{text}") == [None]


@pytest.mark.parametrize(
    "text",
    [
        f"年度小结\n存在问题（一）\n{BODY}\n存在问题（二）\n{BODY}",  # no kind of text
        f"年度小结\n措施1\n{BODY}\n措施2\n{BODY}",
        f"年度小结\n一、概况\n{BODY}\n学习体会1\n{BODY}\n学习体会2\n{BODY}",  # sections of one text
        f"年度小结\n{BODY}\n附件：\n工作总结1\n工作总结2\n工作总结3",  # a list of files
        f"年度小结\n工作总结2\n{BODY}\n工作总结3\n{BODY}",  # the first is missing
        f"年度小结\n工作总结2021\n{BODY}\n工作总结2022\n{BODY}",  # years
        f"年度小结\n工作总结（一）\n{BODY}",  # one alone
        f"年度小结\n- 工作总结1\n{BODY}\n- 工作总结2\n{BODY}",  # items
    ],
)
def test_numbers_that_make_no_collection(text: str):
    assert ordinals(text) == [None]


def test_many_stems_take_time_in_proportion():
    """Eight thousand pairs of lines, each pair with words of its own; quadratic ways take minutes."""
    lines = [f"第{number}号总结（{han}）\n{BODY}" for han in "一二" for number in range(8000, 16_000)]
    assert len(ordinals("总览\n一、概况\n" + "\n".join(lines))) == 1
