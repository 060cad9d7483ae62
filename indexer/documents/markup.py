"""HTML and XML to blocks: the main text of a page, its headings with their levels, nothing else.

The markup is somebody else's: no entity is expanded, nothing is fetched, and what the parser's own
limits on depth and size stop is an error rather than half a text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from lxml import etree

from indexer.documents.encoding import Decoded, decode
from indexer.documents.furniture import Weight, is_furniture, shown_length, tag_of, weigh
from indexer.documents.rows import is_list_of_teasers, row_line
from indexer.documents.source import Draft
from indexer.errors import DocumentError
from indexer.model import Block

__all__ = ["read_html", "read_xml"]

_HTML_CHARSET = re.compile(
    rb"""<meta[^>]{0,500}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE
)
_XML_CHARSET = re.compile(rb"""^\s{0,9}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""")
_XML_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
_PAGE_END = re.compile(r"</(?:body|html)(?![\w.:-])", re.IGNORECASE)
"""The parser stops here, but pages go on: written by careless programs, or joined from several."""

_NO_END = "</page-end"
"""An end tag of nothing, which the parser passes over."""

_NO_TAG = re.compile(r"<(?=/?[A-Za-z][\w.:-]{0,60}(?<=[^\x00-\x7f]))")
"""A "less than" that opens no tag, since no name holds such a character: "当x<y且z>w时"."""

_NAMED_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_SITE_NAME = re.compile(r"\s*[_|｜]\s*|\s+[-–—]\s+|\s*-\s*(?=[^-]{2,12}网$)")
_LONGEST_TITLE = 300
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_CJK})[ \t]*[\r\n][ \t\r\n]*(?={_CJK})")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARAGRAPHS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html",
    "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr",
    "ul",
))  # fmt: skip
_XML_TITLES = frozenset(("title", "heading", "head", "headline", "标题"))


def read_html(data: bytes) -> Draft:
    """The main text of a web page. Raises DocumentError where there is none or it cannot be parsed."""
    decoded = decode(data, _charset(_HTML_CHARSET, data))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    source = _NO_TAG.sub("&lt;", _PAGE_END.sub(_NO_END, decoded.text))
    root = etree.fromstring(source.encode(), parser)
    for entry in parser.error_log:
        if entry.level_name == "FATAL":
            raise DocumentError(f"its markup goes beyond the parser's limits: {entry.message}")
    if root is None:
        raise DocumentError("it holds no HTML")
    return _page(root, decoded)


def read_xml(data: bytes) -> Draft:
    """The text of an XML document; XHTML is read as a web page. Raises DocumentError as read_html does."""
    decoded = decode(data, _charset(_XML_CHARSET, data))
    if "<!ENTITY" in decoded.text:
        raise DocumentError("it declares entities, which are not read; write the text out")
    source = decoded.text.strip()
    if declaration := _XML_DECLARATION.match(source):
        source = source[declaration.end() :].lstrip()
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(_NAMED_ENTITY.sub(_character, source).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"not well-formed XML: {error.msg}") from None
    if next(root.iter(etree.Entity), None) is not None:
        raise DocumentError("it uses entities that it does not define; write the text out")
    return _page(root, decoded) if tag_of(root) == "html" else _tree(root, decoded)


def _charset(pattern: re.Pattern[bytes], data: bytes) -> str:
    found = pattern.search(data[:4096])
    return found[1].decode("ascii", "ignore") if found else ""


def _character(entity: re.Match[str]) -> str:
    """HTML's names are defined by a DTD that is never loaded; XML's own five stay for the parser."""
    return entity[0] if entity[1] in _XML_ENTITIES else html.unescape(entity[0])


# ---- web pages ----


def _page(root: etree._Element, decoded: Decoded) -> Draft:
    weights = weigh(root)
    start = _main(root, weights)
    lines = _Lines()
    beside = weights[root].text - weights[start].text
    taken = beside + _collect(
        start,
        lines,
        lambda element: is_furniture(element, weights, start) or is_list_of_teasers(element, weights, start),
    )
    return _draft(lines, _page_title(root), decoded, taken)


def _main(root: etree._Element, weights: dict[etree._Element, Weight]) -> etree._Element:
    """The page's only main or article element, if it holds a good part of the text; else all of it."""
    for name in ("main", "article"):
        found = [element for element in weights if tag_of(element) == name]
        if len(found) == 1 and weights[found[0]].text * 5 >= weights[root].text * 2:
            return found[0]
    return root


def _page_title(root: etree._Element) -> str:
    """The page's only h1, else its <title> without the name of the site."""
    headings = [element for element in root.iter() if tag_of(element) == "h1"]
    if len(headings) == 1:
        return _title("".join(map(str, headings[0].itertext())))
    title = next((element for element in root.iter() if tag_of(element) == "title"), None)
    whole = _title(title.text) if title is not None else ""
    first = _SITE_NAME.split(whole)[0]
    return first if len(first) >= 4 else whole


def _title(text: str | None) -> str:
    """A title on one line, of a length that people read; it goes with each passage of the text."""
    return " ".join(_collapse(text or "").split())[:_LONGEST_TITLE].rstrip()


def _collect(root: etree._Element, lines: _Lines, drop: Callable[[etree._Element], bool]) -> int:
    """Writes the text of an element into lines; how many characters were dropped on the way."""
    taken = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    dropped: etree._Element | None = None
    for event, element in walker:
        tag = tag_of(element)
        if event == "start" and element is not root and drop(element):
            dropped = element
            taken += shown_length(element)
            walker.skip_subtree()
            lines.gap(tag)
        elif event == "start" and tag == "tr" and (row := row_line(element)) and not any(map(drop, element)):
            lines.row(row)
            walker.skip_subtree()
        elif event == "start":
            lines.open(tag)
            lines.write(element.text, verbatim=tag == "pre")
        else:
            if element is dropped:
                dropped = None
            else:
                lines.close(tag)
            if element is not root:
                lines.write(element.tail)
    return taken


class _Lines:
    """Gathers text into lines the way a browser shows them."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._level: int | None = None

    def open(self, tag: str) -> None:
        """An element begins: most begin a line, table cells are set apart by a blank."""
        if tag in _HEADINGS:
            self.end()
            self._level = _HEADINGS[tag]
        else:
            self.gap(tag)

    def close(self, tag: str) -> None:
        """An element ends; after a paragraph or heading there is a blank line."""
        if tag in _HEADINGS or tag in _PARAGRAPHS:
            self.end()
            if self.blocks and self.blocks[-1].text and tag not in ("li", "tr", "dt", "dd"):
                self.blocks.append(Block(""))
        if tag in _HEADINGS:
            self._level = None

    def row(self, text: str) -> None:
        """A row of a table, on one line."""
        self.end()
        self._pieces.append(text)
        self.end()

    def gap(self, tag: str) -> None:
        """What an element parts, whether its own text is kept or not."""
        if tag == "br" or tag in _HEADINGS or tag in _PARAGRAPHS:
            self.end()
        elif tag in ("td", "th"):
            self._pieces.append(" ")

    def write(self, text: str | None, *, verbatim: bool = False) -> None:
        """Add text; ``verbatim`` keeps its lines (<pre>)."""
        if not text:
            return
        if not verbatim:
            self._pieces.append(text)
            return
        for line in text.splitlines():
            self._pieces.append(line)
            self.end()

    def end(self) -> None:
        """End the line, if anything is on it."""
        line = _collapse("".join(self._pieces)).strip(" ")
        self._pieces.clear()
        if line:
            self.blocks.append(Block(line, self._level))


def _collapse(text: str) -> str:
    """White space as a browser shows it; a line break between Chinese characters shows as nothing."""
    return _BLANKS.sub(" ", _BREAK_IN_CHINESE.sub("", text))


# ---- other XML ----


def _tree(root: etree._Element, decoded: Decoded) -> Draft:
    """Each element is a line of its own, but for those within running text."""
    mixed = _mixed(root)
    lines, title = _Lines(), ""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        parent = element.getparent()
        running = parent is not None and parent in mixed
        if not running:
            lines.end()
        if event == "start":
            is_title = not running and len(element) == 0 and tag_of(element) in _XML_TITLES
            if is_title:
                title = title or _title(element.text)
                lines.open(f"h{min(6, max(1, sum(1 for _ in element.iterancestors())))}")
            lines.write(element.text)
            if is_title:
                lines.close("h1")
        elif parent is not None:
            lines.write(element.tail)
    return _draft(lines, title, decoded)


def _mixed(root: etree._Element) -> set[etree._Element]:
    """The elements that hold text beside other elements: running text."""
    mixed = {element for element in root.iter() if len(element) and (element.text or "").strip()}
    for element in root.iter():
        parent = element.getparent()
        if parent is not None and (element.tail or "").strip():
            mixed.add(parent)
    return mixed


def _draft(lines: _Lines, title: str, decoded: Decoded, taken: int = 0) -> Draft:
    lines.end()
    if not any(block.text.strip() for block in lines.blocks):
        raise DocumentError("it holds no text beside navigation and scripts")
    warnings = decoded.warnings
    if taken:
        warnings += (f"{taken} characters were left out as page furniture (menus, link lists, bylines)",)
    return Draft(tuple(lines.blocks), title, decoded.encoding, decoded.confidence, warnings)
