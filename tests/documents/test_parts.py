"""Parts of a collection: their title lines, and when a text is a collection at all."""

import pytest

from indexer.documents import outline, text_blocks
from indexer.documents.parts import PartMark, find_part_mark

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
