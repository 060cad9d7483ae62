"""The period a text is about, read from its title or its first words: 2023年度, 2023年上半年, 第一季度."""

from __future__ import annotations

import re

__all__ = ["opening_period", "period_of"]

_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
_SPAN = r"[-—–~～至到]{1,2}"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_QUARTER = r"第?[一二三四1-4](?:" + _SPAN + r"[一二三四1-4])?季度"
_HALF = r"[上下]半年"
_TERM = r"(?:第[一二12]|[上下春秋])学期"
_PARTS = rf"{_HALF}|{_QUARTER}|{_MONTH}月?份?{_SPAN}{_MONTH}月份?|{_MONTH}月份?(?!\d|[ ]?{_MONTH}[ ]?[日号])"
_DATED = re.compile(
    rf"{_YEAR}\s?{_SPAN}\s?(?:{_YEAR}|\d\d)\s?(?:学年度?(?:\s?{_TERM})?|年度?)"
    rf"|{_YEAR}\s?学年度?(?:\s?{_TERM})?"
    rf"|{_YEAR}\s?年?度?\s?(?:{_PARTS})"
    rf"|{_YEAR}\s?年度"
    rf"|{_YEAR}\s?年"
)
"""A year, and what of it."""
_BARE = re.compile(rf"(?<!\d){_HALF}|(?<!\d){_QUARTER}|(?<!第){_TERM}")
"""A part of a year that is not named."""
_OPENING = re.compile(
    rf"(?:{_YEAR}\s?年?度?\s?)?(?:{_HALF}|{_QUARTER})(?=[，,以我全在来是])|{_YEAR}\s?年度?(?=[，,]|以来|我[^国])"
)


def period_of(line: str) -> str:
    """The period that a title or heading names, without blanks; empty where it names none.

    Of several ("2022年总结和2023年计划") it is the first. "20xx年" is none; a year alone is a period too.
    """
    found = _DATED.search(line) or _BARE.search(line)
    return "".join(found.group().split()) if found else ""


def opening_period(text: str) -> str:
    """The period that a text begins with: "2023年上半年，我局…"; empty where it begins otherwise."""
    found = _OPENING.match(text.lstrip())
    return "".join(found.group().split()) if found else ""
