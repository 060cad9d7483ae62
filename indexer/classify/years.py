"""The year a text is about, read from its title or a heading."""

from __future__ import annotations

import re

__all__ = ["year_of"]

_ZERO = "〇○◯零ＯOo0"
_DIGITS = {
    **dict.fromkeys(_ZERO, "0"),
    **{han: str(n) for n, han in enumerate("一二三四五六七八九", start=1)},
}

# In the order in which they are believed: 2019年 and 2021-2022年度, 2020-05-14, and a bare 2023 at an edge.
_FORMS = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*(?:[-—–~～至到/]\s*(?:\d\d)?\d\d\s*)?[年学])"),
    re.compile(
        rf"((?:一九|二[{_ZERO}])[{_ZERO}一二三四五六七八九]{{2}})(?=\s*(?:[-—–~～至到]\s*\w{{4}}\s*)?[年学])"
    ),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(?=[-./]\d{1,2}(?!\d))"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s|$|[)）】\]》]|年?终|[上下]半)"),
)


def year_of(line: str) -> int | None:
    """Return the year that ``line`` names, None where it names none ("20xx年" does not).

    Of a range ("2021-2022年度") and of several years ("2022年总结和2023年计划") it is the first: a
    summary is filed under the year in which its work began. Digits may be Arabic (2021) or Han (二〇二一).
    """
    for form in _FORMS:
        if found := form.search(line):
            return int("".join(_DIGITS.get(character, character) for character in found[1]))
    return None
