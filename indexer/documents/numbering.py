"""The marks Chinese texts number their headings with: which style a line begins with, if any.

A number is not always a numbering: "一、二线职工" counts nothing, "3.5万吨" is an amount and "10月"
a date. Words that open a running paragraph ("第一，", "首先", "一是") are no numbering either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["HAN_DIGITS", "LISTED_FROM", "Numbering", "find_numbering"]

HAN_DIGITS = "一二三四五六七八九十百〇零壹贰叁肆伍陆柒捌玖拾"

LISTED_FROM = 50
"""From this rank on, a style numbers the items of lists as often as headings."""

_RANKS = {
    "chapter": 10,  # 第一章 第二部分
    "clause": 20,  # 第一节
    "step": 30,  # 步骤1
    "han": 30,  # 一、
    "bracketed_han": 40,  # （一）
    "arabic": 50,  # 1、 1.
    "decimal": 51,  # 1.1: one deeper for each further number
    "bracketed_arabic": 60,  # （1） 1）
    "circled": 70,  # ①
    "letter": 80,  # a) A、
}
"""The usual order of the styles, outermost first."""

_HAN = "[一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{1,4}"
_STOP = r"[ \t\u3000]*[、.．]"
_UNITS = "[万亿千百元米吨倍个名人分亩斤度次天岁小公平立台套项件户家年月日号%％℃]"
_AMOUNT = rf"(?!{_UNITS}|[ \t](?:[万亿吨元%％℃]|公里|平方))"
_STYLES = rf"""
      (?P<chapter> 第(?:{_HAN}|\d{{1,3}})(?:章|编|部分)(?=[\s：:、.．]|$)[：:、.．]? )
    | (?P<clause> 第(?:{_HAN}|\d{{1,3}})节(?=[\s：:、.．]|$)[：:、.．]? )
    | (?P<step> 步骤[ ]?(?:{_HAN}|\d{{1,2}}(?:\.\d{{1,2}})?)(?=[\s：:、.．]|$)[：:、.．]? )
    | (?P<han> {_HAN}{_STOP}(?!{_HAN}(?:[线、级类等期线月]|$)) )
    | (?P<bracketed_han> (?:[（(][ ]?{_HAN}[ ]?[）)]|[㈠-㈩])[、.．]? )
    | (?P<decimal> \d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}}(?:[、.．]|(?=[\s\u4e00-\u9fff])){_AMOUNT} )
    | (?P<arabic> \d{{1,3}}[ \t\u3000]*(?:、(?!\d{{1,3}}[月日号、])|[.．](?:(?!\d)|(?=(?:19|20)\d\d年))) )
    | (?P<bracketed_arabic> (?:[（(][ ]?\d{{1,2}}[ ]?[）)]|\d{{1,2}}[）)]|[⑴-⒇])[、.．]? )
    | (?P<circled> [①-⑳][、.．]? )
    | (?P<letter> [A-Za-z](?:[、．）)]|\.(?=[\s\u4e00-\u9fff])) )
"""
_NUMBERING = re.compile(rf"(?:{_STYLES})[ \t\u3000]*", re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbering a line begins with: its style, the style's rank, and how many characters it takes."""

    style: str
    rank: int
    length: int


def find_numbering(text: str, start: int = 0) -> Numbering | None:
    """The numbering at this place of a line, or None."""
    found = _NUMBERING.match(text, start)
    if not found or not found.lastgroup:
        return None
    style, rank = found.lastgroup, _RANKS[found.lastgroup]
    if style == "decimal":
        depth = len(re.split(r"[.．]", found[style].strip("、.．")))
        style, rank = f"decimal{depth}", rank + depth
    return Numbering(style, rank, found.end() - start)
