"""The marks Chinese texts number their headings with: which style a line begins with, if any.

A number is not always a numbering: "一、二线职工" counts nothing, "3.5万吨" is an amount and "10月"
a date. Words that open a running paragraph ("第一，", "首先", "一是") are no numbering either.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["LISTED_FROM", "Numbering", "find_numbering", "number_value"]

LISTED_FROM = 50
"""From this rank on, a style numbers the items of lists as often as headings."""

_RANKS = {
    "chapter": 10,  # 第一章 第二部分
    "clause": 20,  # 第一节
    "roman": 25,  # Ⅰ、
    "step": 30,  # 步骤1
    "han": 30,  # 一、 一：
    "ordinal": 35,  # 第一、
    "bracketed_han": 40,  # （一） 一） ㈠
    "arabic": 50,  # 1、 1. ⒈
    "decimal": 51,  # 1.1: one deeper for each further number
    "bracketed_arabic": 60,  # （1） 1） ⑴
    "circled": 70,  # ①
    "letter": 80,  # a) A、
}
"""The usual order of the styles, outermost first."""

_HAN = "[一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{1,4}"
_STOP = r"[ \t\u3000]*[、.．]"
_UNITS = "[万亿千百元米吨倍个名人分亩斤度次天岁小公平立台套项件户家年月日号%％℃]"
_GAP = rf"[ \t\u3000]+(?!{_UNITS})(?=[\u4e00-\u9fff]{{2}})"
_AMOUNT = rf"(?!{_UNITS}|[ \t](?:[万亿吨元%％℃]|公里|平方))"
_STYLES = rf"""
      (?P<chapter> 第(?:{_HAN}|\d{{1,3}})(?:章|编|部分)(?=[\s：:、.．]|$)[：:、.．]? )
    | (?P<clause> 第(?:{_HAN}|\d{{1,3}})节(?=[\s：:、.．]|$)[：:、.．]? )
    | (?P<roman> [Ⅰ-Ⅻ]{_STOP} )
    | (?P<step> 步骤[ ]?(?:{_HAN}|\d{{1,2}}(?:\.\d{{1,2}})?)(?=[\s：:、.．]|$)[ ]*[：:、.．]? )
    | (?P<ordinal> 第{_HAN}(?:{_STOP}|[：:]) )
    | (?P<han> {_HAN}(?:{_STOP}(?!{_HAN}(?:[线、级类等期线月]|$))|[：:]|{_GAP}) )
    | (?P<bracketed_han> (?:[（(〔【][ ]?{_HAN}[ ]?[）)〕】]|{_HAN}[）)]|[㈠-㈩])[、.．]? )
    | (?P<decimal> \d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}}(?:[、.．]|(?=[\s\u4e00-\u9fff])){_AMOUNT} )
    | (?P<arabic> \d{{1,3}}[ \t\u3000]*(?:、(?!\d{{1,3}}[月日号、])|[.．](?:(?!\d)|(?=(?:19|20)\d\d年)))
      | [⒈-⒛] )
    | (?P<bracketed_arabic> (?:[（(][ ]?\d{{1,2}}[ ]?[）)]|\d{{1,2}}[）)]|[⑴-⒇])[、.．]? )
    | (?P<circled> [①-⑳❶-❿][、.．]? )
    | (?P<letter> [A-Za-z](?:[、．）)]|\.(?=[\s\u4e00-\u9fff])) )
"""
_NUMBERING = re.compile(rf"(?:{_STYLES})[ \t\u3000]*", re.VERBOSE)
_NUMBER = re.compile(rf"{_HAN}|\d+|[Ⅰ-Ⅻ㈠-㈩⒈-⒛⑴-⒇①-⑳❶-❿A-Za-z]")
_FIRST = frozenset(
    "第步一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾（(〔【0123456789０１２３４５６７８９"
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
    "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)
"""What a numbering begins with: a look at one character spares most lines the regular expression."""

_DIGITS = {
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
}


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbering a line begins with: its style and rank, its number, how many characters it takes."""

    style: str
    rank: int
    value: int
    length: int


def find_numbering(text: str, start: int = 0) -> Numbering | None:
    """The numbering at this place of a line, or None."""
    if text[start : start + 1] not in _FIRST:
        return None
    found = _NUMBERING.match(text, start)
    if not found or not found.lastgroup:
        return None
    style, rank = found.lastgroup, _RANKS[found.lastgroup]
    numbers = _NUMBER.findall(found[style])
    if style == "decimal":
        style, rank = f"decimal{len(numbers)}", rank + len(numbers)
    return _numbering(style, rank, numbers[-1], found.end() - start)


@lru_cache(4096)
def _numbering(style: str, rank: int, number: str, length: int) -> Numbering:
    """One object for all lines that are numbered alike: a text has few numbers and many lines."""
    return Numbering(style, rank, number_value(number), length)


def number_value(number: str) -> int:
    """The value of 十二, 二十, 12, ⑫ or c."""
    if number[0] in "一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾":
        return _han_value(number)
    if len(number) == 1 and not number.isascii():
        return int(unicodedata.numeric(number))
    return int(number) if number.isdigit() else ord(number.lower()) - ord("a") + 1


def _han_value(number: str) -> int:
    total, digit = 0, 0
    for char in number:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char in "十拾":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS[char]
    return total + digit
