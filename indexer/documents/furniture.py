"""What of a web page is not its text: navigation, scripts, forms, lists of links, hidden elements.

Judged by what the markup says (element, role, class) and by what the text is made of (a block that is
nearly all links leads elsewhere). A block that holds most of the page's text is never furniture,
whatever it is called, and within the text itself names count for little: losing the text is worse than
keeping a menu. What was taken is counted (`shown_length`), so that a report can tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from lxml import etree

__all__ = ["Weight", "is_furniture", "never_text", "shown_length", "tag_of", "weigh"]

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
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNSEEN = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_LEAST_SHOWN_LATER = 200
"""Characters: so much that cannot be seen is a text that the page's own script shows once it is loaded."""

_FIELD = re.compile(
    r"(?:^|(?<=[\s\d日|｜/·)）\]】]))((?:发布|发表|更新|上传|添加|录入)?(?:时间|日期)|(?:文章|信息|稿件|新闻)?来源|稿源"
    r"|作者|供稿|责任编辑|编辑|责编|(?:阅读|浏览|点击|访问)(?:次数|数|量|率)?|人气|字号|字体)\s{0,3}[:：]"
)
"""The labels of a byline. They stand at its beginning or after a blank: "活动时间：" is no such label."""

_BEFORE_FIELDS = re.compile(r"[\d年月日\s:：./-]*")
_NO_VALUE = re.compile(r"[。；，！？;,!?]")
_LONGEST_BYLINE = 120
_LONGEST_VALUE = 24
_LINK_BLOCKS = frozenset(("ul", "ol", "dl", "div", "p", "table", "section", "td"))
_CONTAINERS = frozenset(("div", "section", "ul", "ol", "dl"))
_SENTENCE_ENDS = ("。", "；")
_CLOSING = "”’」』）】)"
_TURNS_PAGES = re.compile(
    r"[【\[（(]?(?:[上下前后][一1][篇页条章]|(?:相关|推荐|延伸|更多|热门)(?:阅读|文章|内容|链接|推荐|新闻))"
)
_TINY = 30
"""Characters: so little within a text, called a share bar or a list of tags, is one."""
_LEAST_PARAGRAPH = 20
_NEIGHBOURS = 4
"""So many elements on either side are looked at for paragraphs of text."""


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
        or (bool(_UNSEEN.search(element.get("style", "")[:1000])) and not _is_shown_later(element))
    )


def _is_shown_later(element: etree._Element) -> bool:
    return sum(map(_visible, map(str, element.itertext()))) >= _LEAST_SHOWN_LATER


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


def shown_length(element: etree._Element) -> int:
    """The characters of an element that is left out, hidden ones too: all but scripts and their like."""
    total = 0
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        if event == "end":
            total += _visible(inner.tail) if inner is not element else 0
        elif tag_of(inner) in _NEVER:
            walker.skip_subtree()
        else:
            total += _visible(inner.text)
    return total


Weights = Mapping[etree._Element, Weight]


def is_furniture(element: etree._Element, weights: Weights, start: etree._Element) -> bool:
    """Whether an element is page furniture, where the text of the page is within ``start``."""
    if never_text(element):
        return True
    weight, whole = weights[element], weights[start]
    if weight.text * 2 > whole.text or (weight.titles and whole.titles == 1):
        return False
    tag = tag_of(element)
    within_text = tag_of(start) in ("article", "main")
    return (
        tag in _FURNITURE
        or (tag == "header" and not _within_text(element))
        or tag == "form"
        or element.get("role", "").strip().lower() in _ROLES
        or (_named_furniture(element, tag) and (not within_text or _is_slight(element, tag, weight)))
        or (tag in _LINK_BLOCKS and _leads_elsewhere(element, tag, weights))
        or (tag in _LINK_BLOCKS and _is_byline(element, weight) and not _among_text(element, weights))
    )


def _within_text(element: etree._Element) -> bool:
    """A header inside the article heads the text; one beside it heads the site."""
    return any(tag_of(ancestor) in ("article", "main") for ancestor in element.iterancestors())


def _named_furniture(element: etree._Element, tag: str) -> bool:
    if tag in ("html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"[:500]
    return bool(_NAMES.search(names))


def _is_slight(element: etree._Element, tag: str, weight: Weight) -> bool:
    """Whether a block within the text is nothing but links, or a few words that are no sentence."""
    if tag not in _CONTAINERS or _ends_sentence(element):
        return False
    if weight.linked * 2 >= weight.text:
        return True
    in_table = any(tag_of(ancestor) in ("td", "th") for ancestor in element.iterancestors())
    holds_table = any(tag_of(inner) in ("td", "th") for inner in element.iter())
    return weight.text <= _TINY and not in_table and not holds_table


def _leads_elsewhere(element: etree._Element, tag: str, weights: Weights) -> bool:
    """A block of several links with little else; a single link in a paragraph is part of the text.

    Laws and files that a text refers to are links too: such a paragraph ends as a sentence does, or
    stands between others.
    """
    weight = weights[element]
    if weight.links < (2 if tag == "p" else 3) or weight.linked * 10 < weight.text * 6:
        return False
    if _ends_sentence(element):
        return False
    return bool(_TURNS_PAGES.match(_beginning(element))) or not _among_text(element, weights)


def _is_byline(element: etree._Element, weight: Weight) -> bool:
    """When a page was put up, where it is from and how often it was read; the site says so, not the text.

    Nothing but labels with short values, and one of them at least is no mere date.
    """
    if not 0 < weight.text <= _LONGEST_BYLINE:
        return False
    before, *fields = _FIELD.split(_words(element))
    labels, values = fields[::2], fields[1::2]
    return (
        len(labels) >= 2
        and not all(label.endswith(("时间", "日期")) for label in labels)
        and bool(_BEFORE_FIELDS.fullmatch(before))
        and all(len(value.strip()) <= _LONGEST_VALUE and not _NO_VALUE.search(value) for value in values)
    )


def _among_text(element: etree._Element, weights: Weights) -> bool:
    """Whether paragraphs of text stand before and after the element."""
    return all(
        any(
            tag_of(sibling) == "p" and weights[sibling].text - weights[sibling].linked >= _LEAST_PARAGRAPH
            for sibling in islice(element.itersiblings(preceding=preceding), _NEIGHBOURS)
        )
        for preceding in (True, False)
    )


def _ends_sentence(element: etree._Element) -> bool:
    return _ending(element).endswith(_SENTENCE_ENDS)


def _ending(element: etree._Element) -> str:
    """The last piece of an element's text that is more than blanks and closing marks, without these."""
    for child in element.iterchildren(reversed=True):
        found = _bare(child.tail) or ("" if never_text(child) else _ending(child))
        if found:
            return found
    return _bare(element.text)


def _bare(text: str | None) -> str:
    return text.rstrip().rstrip(_CLOSING) if text else ""


def _beginning(element: etree._Element) -> str:
    """A piece of text or two: enough to see what an element begins with."""
    return "".join(map(str, islice(element.itertext(), 4))).lstrip()


def _words(element: etree._Element) -> str:
    """The element's text on one line, a blank between its pieces."""
    return " ".join(" ".join(map(str, element.itertext())).split())


def _visible(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
