"""What of a web page is not its text: navigation, scripts, forms, lists of links, hidden elements.

Judged by what the markup says (element, role, class) and by what the text is made of (a block that is
nearly all links leads elsewhere). A block that holds most of the page's text is never furniture,
whatever it is called: losing the text is worse than keeping a menu.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

__all__ = ["Weight", "is_furniture", "never_text", "tag_of", "weigh"]

_NEVER = frozenset((
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "applet", "svg",
    "math", "canvas", "audio", "video", "map", "button", "select", "textarea", "datalist", "progress",
    "meter", "dialog", "rp", "rt",
))  # fmt: skip
_FURNITURE = frozenset(("nav", "aside", "footer", "menu"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog"))
_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|sidebar|side|foot|footer|copyright"
    r"|pager|pagination|pages|share|toolbar|comments?|related|recommend|hot|rank|tags?|ads?|advert|login"
    r"|search|toc|prevnext|friendlink|links?)(?:$|[-_\s])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BYLINE = re.compile(r"(?:时间|日期|来源|作者|编辑|责编|阅读|浏览|点击|人气|字号)\s{0,3}[:：]")
_LONGEST_BYLINE = 120
_LINK_BLOCKS = frozenset(("ul", "ol", "dl", "div", "p", "table", "section", "td"))


@dataclass(slots=True)
class Weight:
    """What an element holds: characters of text, how many of them in links, links, main headings."""

    text: int = 0
    linked: int = 0
    links: int = 0
    titles: int = 0

    def add(self, other: Weight) -> None:
        """Count a child in."""
        self.text += other.text
        self.linked += other.linked
        self.links += other.links
        self.titles += other.titles


def tag_of(element: etree._Element) -> str:
    """The element's name in lower case, without a namespace."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def never_text(element: etree._Element) -> bool:
    """Whether the element never holds text to read, whatever the page."""
    return (
        tag_of(element) in _NEVER
        or "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style", "")[:1000]))
    )


def weigh(root: etree._Element) -> dict[etree._Element, Weight]:
    """The weight of each element, in one pass from the leaves up."""
    weights: dict[etree._Element, Weight] = {}
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            weights[element] = Weight()
            if never_text(element):
                walker.skip_subtree()
            continue
        weight = weights[element]
        if not never_text(element):
            weight.text += _visible(element.text)
            weight.titles += tag_of(element) == "h1"
            if tag_of(element) == "a":
                weight.linked, weight.links = weight.text, 1
        parent = element.getparent()
        if parent is not None and parent in weights:
            weights[parent].add(weight)
            weights[parent].text += _visible(element.tail)
    return weights


def is_furniture(element: etree._Element, weight: Weight, page: Weight) -> bool:
    """Whether the element, holding so much of a page that holds so much, is page furniture."""
    if never_text(element):
        return True
    if weight.text * 2 > page.text or (weight.titles and page.titles == 1):
        return False
    tag = tag_of(element)
    return (
        tag in _FURNITURE
        or (tag == "header" and not _within_text(element))
        or tag == "form"
        or element.get("role", "").strip().lower() in _ROLES
        or _named_furniture(element, tag)
        or _leads_elsewhere(tag, weight)
        or (tag in _LINK_BLOCKS and _is_byline(element, weight))
    )


def _within_text(element: etree._Element) -> bool:
    """A header inside the article heads the text; one beside it heads the site."""
    return any(tag_of(ancestor) in ("article", "main") for ancestor in element.iterancestors())


def _named_furniture(element: etree._Element, tag: str) -> bool:
    if tag in ("html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"[:500]
    return bool(_NAMES.search(names))


def _leads_elsewhere(tag: str, weight: Weight) -> bool:
    """A block of several links with little else; a single link in a paragraph is part of the text."""
    enough = 2 if tag == "p" else 3
    return tag in _LINK_BLOCKS and weight.links >= enough and weight.linked * 10 >= weight.text * 6


def _is_byline(element: etree._Element, weight: Weight) -> bool:
    """When a page was put up, where it is from and how often it was read; the site says so, not the text."""
    if not 0 < weight.text <= _LONGEST_BYLINE:
        return False
    return len(_BYLINE.findall("".join(element.itertext()))) >= 2


def _visible(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
