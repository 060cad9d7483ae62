"""Periods: what a title or the first words name, and what only looks like it."""

import pytest

from indexer.classify.periods import opening_period, period_of


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2023年度工作总结", "2023年度"),
        ("县农技站2023年上半年工作总结", "2023年上半年"),
        ("2022 年 第一季度 工作总结", "2022年第一季度"),
        ("2022年一季度总结", "2022年一季度"),
        ("2019年1-6月份安全生产总结", "2019年1-6月份"),
        ("2019年3月份值班小结", "2019年3月份"),
        ("2021-2022学年度第一学期教学总结", "2021-2022学年度第一学期"),
        ("2018-2020年工作总结", "2018-2020年"),
        ("二〇二一年度述职报告", "二〇二一年度"),
        ("2018年终工作总结", "2018年"),
        ("上半年工作总结及下半年打算", "上半年"),
        ("第三季度党建工作汇报", "第三季度"),
        ("下学期班主任工作总结", "下学期"),
        ("2021年3月5日值班记录", "2021年"),
        ("20xx年工作总结", ""),
        ("第二季的花", ""),
        ("工作总结", ""),
    ],
)
def test_periods_of_titles(title: str, period: str):
    assert period_of(title) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023年上半年，我局共受理一百件。", "2023年上半年"),
        ("上半年我们做了三件事。", "上半年"),
        ("2022年，是灌区改造的第一年。", "2022年"),
        ("2022年以来，管护员换了两批。", "2022年"),
        ("2021年3月，本人到村里任职。", ""),
        ("今年上半年，雨水多。", ""),
        ("2020年三八期间，工会办了征文。", ""),
    ],
)
def test_periods_of_first_words(text: str, period: str):
    assert opening_period(text) == period
