"""What programs print around the text of each page, and how the report tells of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["is_page_number", "left_out"]

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,4})"
_PAGE = re.compile(
    rf"[-–—－·~\s]*(?:第\s*)?{_NUMBER}\s*(?:页|頁)?\s*(?:[/／,，、]?\s*共?\s*{_NUMBER}\s*(?:页|頁)?)?[-–—－·~\s]*"
    rf"|page\s*\d{{1,4}}(?:\s*(?:of|/)\s*\d{{1,4}})?",
    re.IGNORECASE,
)

_MOST_SHOWN = 10
_LONGEST_SHOWN = 80


def left_out(lines: Sequence[str]) -> str:
    """A sentence for the report: the headers and footers that were left out, or the first of them."""
    shown = "; ".join(line[:_LONGEST_SHOWN] for line in lines[:_MOST_SHOWN])
    more = f"; and {len(lines) - _MOST_SHOWN} more" if len(lines) > _MOST_SHOWN else ""
    return f"left out as header or footer: {shown}{more}"


def is_page_number(line: str) -> bool:
    """Whether a line is the number of a page and nothing else: "- 3 -", "第3页 共8页", "3/8", "Page 3"."""
    return bool(_PAGE.fullmatch(line.strip()))
