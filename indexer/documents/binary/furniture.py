"""What programs print around the text of each page: the number of the page."""

from __future__ import annotations

import re

__all__ = ["is_page_number"]

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,4})"
_PAGE = re.compile(
    rf"[-–—－·~\s]*(?:第\s*)?{_NUMBER}\s*(?:页|頁)?\s*(?:[/／,，、]?\s*共?\s*{_NUMBER}\s*(?:页|頁)?)?[-–—－·~\s]*"
    rf"|page\s*\d{{1,4}}(?:\s*(?:of|/)\s*\d{{1,4}})?",
    re.IGNORECASE,
)


def is_page_number(line: str) -> bool:
    """Whether a line is the number of a page and nothing else: "- 3 -", "第3页 共8页", "3/8", "Page 3"."""
    return bool(_PAGE.fullmatch(line.strip()))
