"""Numbering marks: their styles, their extent, and what is none."""

import pytest

from indexer.documents.numbering import find_numbering


@pytest.mark.parametrize(
    ("line", "style", "mark"),
    [
        ("一、做法", "han", "一、"),
        ("十二. 做法", "han", "十二. "),
        ("（三）做法", "bracketed_han", "（三）"),
        ("㈣做法", "bracketed_han", "㈣"),
        ("12、做法", "arabic", "12、"),
        ("1.\t做法", "arabic", "1.\t"),
        ("1.2023年打算", "arabic", "1."),
        ("1.2 做法", "decimal2", "1.2 "),
        ("1.2.3做法", "decimal3", "1.2.3"),
        ("（5）做法", "bracketed_arabic", "（5）"),
        ("6）做法", "bracketed_arabic", "6）"),
        ("⑦做法", "circled", "⑦"),
        ("a) 做法", "letter", "a) "),
        ("第三章　总则", "chapter", "第三章　"),
        ("第二节 范围", "clause", "第二节 "),
        ("第三、做法", "ordinal", "第三、"),
        ("Ⅳ、做法", "roman", "Ⅳ、"),
        ("三 加强领导", "han", "三 "),
        ("三：做法", "han", "三："),
        ("三）做法", "bracketed_han", "三）"),
        ("【三】做法", "bracketed_han", "【三】"),
        ("⑶做法", "bracketed_arabic", "⑶"),
        ("⒊做法", "arabic", "⒊"),
        ("❸做法", "circled", "❸"),
        ("３．做法", "arabic", "３．"),
    ],
)
def test_styles(line: str, style: str, mark: str):
    numbering = find_numbering(line)
    assert numbering is not None
    assert (numbering.style, line[: numbering.length]) == (style, mark)


@pytest.mark.parametrize(
    "line",
    ["一二线职工", "一、二线职工", "3.5万吨", "12.6%的增幅", "2021年", "2021-03-05", "10、11月份", "第一，",
     "第一条", "1号机组", "（20xx年）", "etc. 等", "第三章的内容", ""],
)  # fmt: skip
def test_no_numbering(line: str):
    assert find_numbering(line) is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("十二、做法", 12),
        ("（二十）做法", 20),
        ("㈦做法", 7),
        ("⑾做法", 11),
        ("12.3 做法", 3),
        ("c) 做法", 3),
        ("第二部分", 2),
    ],
)
def test_values(line: str, value: int):
    numbering = find_numbering(line)
    assert numbering is not None
    assert numbering.value == value
