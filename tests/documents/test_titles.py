"""Where the title comes from, and whether it stands in the text."""

import pytest

from indexer.documents import outline, text_blocks
from indexer.model import Collection

BODY = "正文写在这里，说了一些事情，也算是一段话。"


def outlined(text: str, title: str = "") -> Collection:
    return outline(text_blocks(text), key="key", source="source", title=title, fallback="文件名")


def test_the_first_line_is_the_title():
    collection = outlined(f"\n\n年度总结\n{BODY}")
    assert (collection.title, collection.title_line) == ("年度总结", "年度总结")


def test_markdown_marks_are_no_part_of_the_title():
    collection = outlined(f"# 年度总结\n{BODY}")
    assert (collection.title, collection.title_line) == ("年度总结", "# 年度总结")


@pytest.mark.parametrize(
    "first", [BODY, "一、做法", "2021-03-05", "总结篇一", "——讲话", "- 项目", "同志们："]
)
def test_the_file_name_is_used_where_the_first_line_is_no_title(first: str):
    collection = outlined(f"{first}\n{BODY}")
    assert (collection.title, collection.title_line) == ("文件名", "")


def test_a_given_title_counts_and_is_found_in_the_text():
    assert outlined(f"年度总结\n{BODY}", "年度总结").title_line == "年度总结"
    assert outlined(f"# 坚持，再坚持\n{BODY}", "坚持再坚持").title_line == "# 坚持，再坚持"
    assert outlined(f"年度总结\n{BODY}", "2017年度总结").title_line == "年度总结"


def test_a_given_title_that_is_not_in_the_text():
    collection = outlined(f"概况\n{BODY}", "水务局工作总结")
    assert (collection.title, collection.title_line) == ("水务局工作总结", "")
