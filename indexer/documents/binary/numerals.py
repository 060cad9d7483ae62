"""Numbers as Word's automatic numbering writes them: 一, 壹, 甲, ①, IV, c and the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

__all__ = ["numeral"]

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 9999
"""From here on every style is written in plain digits, as no list of a summary is so long."""


def numeral(number: int, style: str) -> str:
    """The number in a style of WordprocessingML's ST_NumberFormat; plain digits where it is not known."""
    write = _STYLES.get(style)
    return write(number) if write and 0 <= number <= _LARGEST else str(number)


def _counting(digits: str, units: str, *, bare_ten: bool) -> Callable[[int], str]:
    """十, 二十一, 一百零三; ``bare_ten``: ten is "十" rather than "一十"."""

    def write(number: int) -> str:
        if number == 0:
            return digits[0]
        written = ""
        for place, unit in zip((1000, 100, 10, 1), units + " ", strict=True):
            digit = number // place % 10
            if digit:
                gap = written and not number // (place * 10) % 10
                written += ("零" if gap else "") + digits[digit] + unit.strip()
        return written[1:] if bare_ten and 10 <= number < 20 else written

    return write


def _by_digit(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _chinese(number: int) -> str:
    """Counts in words below a hundred and digit by digit above: 九十九, 一〇〇."""
    return _thousands(number) if number < 100 else _by_digit(_DIGITS)(number)


def _letters(number: int) -> str:
    """a to z, then aa, bb and so on, as Word goes on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else "0"


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written or "0"


def _signs(*runs: tuple[int, int, str]) -> Callable[[int], str]:
    """Characters that stand for numbers: each run from, to, and the character of its first number."""

    def write(number: int) -> str:
        for first, last, sign in runs:
            if first <= number <= last:
                return chr(ord(sign) + number - first)
        return str(number)

    return write


def _cycle(names: str) -> Callable[[int], str]:
    return lambda number: names[(number - 1) % len(names)] if number else "0"


_thousands = _counting(_DIGITS, "千百十", bare_ten=True)
_circled = _signs((0, 0, "⓪"), (1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱"))

_STYLES: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _by_digit("０１２３４５６７８９"),
    "decimalFullWidth2": _by_digit("０１２３４５６７８９"),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _thousands,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _thousands,
    "ideographDigital": _by_digit(_DIGITS),
    "taiwaneseDigital": _by_digit("○一二三四五六七八九"),
    "japaneseDigitalTenThousand": _by_digit(_DIGITS),
    "chineseLegalSimplified": _counting(_LEGAL, "仟佰拾", bare_ten=False),
    "ideographLegalTraditional": _counting("零壹貳參肆伍陸柒捌玖", "仟佰拾", bare_ten=False),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _signs((1, 10, "㊀")),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _signs((1, 20, "⑴")),
    "decimalEnclosedFullstop": _signs((1, 20, "⒈")),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
