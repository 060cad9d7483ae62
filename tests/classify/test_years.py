"""The year of a text: Arabic and Han digits, ranges and dates, and what only looks like a year."""

import pytest

from indexer.classify.years import year_of


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("2019年工作总结", 2019),
        ("某局2021 年度述职报告", 2021),
        ("二〇二一年工作总结", 2021),
        ("二○二一年工作总结", 2021),
        ("二零一九年度总结", 2019),
        ("一九九八年年鉴", 1998),
        ("2021-2022年度工作总结", 2021),
        ("2021—2022学年第一学期教学总结", 2021),
        ("2022年工作总结和2023年工作计划", 2022),
        ("口岸服务条例(2020-05-14)", 2020),
        ("个人工作总结（2023）", 2023),
        ("2018终工作总结", 2018),
        ("20xx年工作总结", None),
        ("20XX年度述职报告", None),
        ("20××年工作总结", None),
        ("工作总结(大全6篇)", None),
        ("扶持2000户农民的总结", None),
        ("总投资12019年", None),
        ("二十一年来的工作", None),
        ("", None),
    ],
)
def test_the_year_a_line_names(line: str, year: int | None):
    assert year_of(line) == year
