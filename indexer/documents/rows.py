"""What repeats within a web page: rows of tables, read as lines, and lists of teasers, which are left out."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from indexer.documents.furniture import Weight, never_text, tag_of

__all__ = ["is_list_of_teasers", "row_line"]

_LONGEST_CELL = 60
"""Characters: what is longer is text in a table that only lays out the page."""

_PLAIN = frozenset(
    ("td", "th", "p", "span", "font", "b", "strong", "i", "em", "u", "sub", "sup", "br", "o:p")
)
_LEAST_TEASERS = 4
_LONGEST_TEASER = 160
_LEAST_TEXT = 60
_LISTS = frozenset(("div", "section", "ul", "ol", "dl", "tbody"))


def row_line(row: etree._Element) -> str:
    """A row of several short cells as one line; empty for one that holds anything else.

    Word processors put a paragraph into each cell, which would otherwise be a line of its own.
    """
    if any(tag_of(inner) not in _PLAIN or never_text(inner) for inner in row.iterdescendants("*")):
        return ""
    cells = [" ".join("".join(map(str, cell.itertext())).split()) for cell in row]
    filled = [cell for cell in cells if cell]
    return " ".join(filled) if len(filled) > 1 and max(map(len, filled)) <= _LONGEST_CELL else ""


def is_list_of_teasers(
    element: etree._Element, weights: Mapping[etree._Element, Weight], start: etree._Element
) -> bool:
    """Whether an element lists other texts of the site: many alike, a link and a few words apart from it.

    Such a list may be longer than the text, which is within ``start``; but there is a text beside it.
    Words that go on after a link are a sentence of the text.
    """
    whole, own = weights[start], weights[element]
    beside = whole.text - whole.linked - (own.text - own.linked)
    if tag_of(element) not in _LISTS or beside < _LEAST_TEXT:
        return False
    items = [item for item in element if isinstance(item.tag, str) and not never_text(item)]
    teasers = [item for item in items if _is_teaser(item)]
    return (
        len(teasers) >= _LEAST_TEASERS
        and len(teasers) + 1 >= len(items)
        and len({tag_of(item) for item in teasers}) == 1
        and not (element.text or "").strip()
    )


def _is_teaser(item: etree._Element) -> bool:
    """Whether an item begins with a link to a text, and says a few words on it in an element of their own."""
    link = next((inner for inner in item.iter("a") if "".join(map(str, inner.itertext())).strip()), None)
    if link is None or (link.tail or "").strip():
        return False
    title = " ".join("".join(map(str, link.itertext())).split())
    words = " ".join("".join(map(str, item.itertext())).split())
    return len(title) >= 4 and words.startswith(title) and len(title) < len(words) <= _LONGEST_TEASER
