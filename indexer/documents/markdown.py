"""Markdown to blocks: its own syntax goes, the text and the heading levels stay.

What Chinese summaries use is read, by hand or out of a converter: headings, lists, quotes, tables, emphasis,
links, pictures, notes, code fences, and HTML within. The "## " before a heading stays in the line, since an
outline keeps it in Heading.number.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from indexer.documents.encoding import decode
from indexer.documents.part_marks import find_likely_mark, find_part_mark
from indexer.documents.source import Draft
from indexer.documents.text import HASHES
from indexer.model import Block

__all__ = ["read_markdown"]

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(
    r"</?(?:a|abbr|address|article|aside|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del"
    r"|details|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|head|header|hr|html|i|img|ins|kbd|li|main|mark"
    r"|nav|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr"
    r"|tt|u|ul|wbr)(?:\s[^<>=\n]{0,60}=[^<>\n]{0,1000})?\s{0,9}/?>",
    re.IGNORECASE,
)
"""A tag by a name of HTML's, with attributes or bare; "x<y且z>w", "List<int>" and "<Ctrl>" are text."""

_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\((?:|(?=[^()\n]{0,1000}[A-Za-z/.#])[^()\n]{0,1000})\)")
"""A link or picture; what has no letter, "/", "." or "#" leads nowhere: "国发[2023](12号)"."""

_REFERENCE = re.compile(r"!?\[([^\[\]\n]{1,500})\][ ]?\[([^\[\]\n]{0,100})\]")
_DEFINITION = re.compile(
    r"[ ]{0,3}\[(?!\^)([^\[\]\n]{1,100})\]:[ \t]*<?(?=\S{0,1000}[/.#])[^\s<>]{1,1000}>?"
    r"(?:[ \t]+[\"'(].{0,300})?[ \t]*$",
    re.MULTILINE,
)
_NOTE_MARK = re.compile(r"\[\^([^\[\]\s]{1,60})\](?!:)")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,60})\]:[ \t]*")
_STRUCK = re.compile(r"(~~)(?=[^\s~])([^~\n]{1,1000}?)(?<=\S)~~")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_CONTENTS = re.compile(r"\[toc\]$|\[\[_?toc_?\]\]$", re.IGNORECASE)
_CLOSED_HEADING = re.compile(r"[ \t]+#{1,6}[ \t]*$")
_TIGHT_HEADING = re.compile(r"(#{1,6})(?=[\u3400-\u9fff（《“\d][^#]{0,60}$)(?!\d+[ \t]*(?:$|[号楼#]))")
"""People leave the blank out: "##主要做法". Several "#" in a line are tags, and "#1" is a number."""

_UNSHOWN = re.compile(r"<(script|style)\b[^<>]{0,300}>.*?</\1\s{0,9}>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<br\s{0,9}/?>|</(?:p|div|li|tr|h[1-6])\s{0,9}>", re.IGNORECASE)
_ROW_END = re.compile(r"</tr\s{0,9}>", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]\s{0,9}>", re.IGNORECASE)
_STRONG = re.compile(r"(?<![*_])(\*\*|__)(?=[^\s*_])([^*_\n]{1,1000}?)\1(?![*_])")
_CODE = re.compile(r"`([^`\n]{1,1000})`")
_QUOTE = re.compile(r"(?:[ \t]*>[ \t]?){1,20}")
_RULE = re.compile(r"(?:(?:-[ \t]*){3,200}|(?:\*[ \t]*){3,200}|(?:_[ \t]*){3,200}|={2,200})$")
_TABLE_RULE = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|){1,100}(?:[ \t]*:?-+:?)?$")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,5000}?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_FIRST = re.compile(r"[A-Za-z][\w.-]{0,60}:(?:[ \t]|$)")
_FRONT_LINE = re.compile(r"[^\s:：]{1,60}[ \t]?:(?:[ \t]|$)|-[ \t]|[ \t]|$")
_FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?(.{1,200}?)[\"']?[ \t]*$", re.MULTILINE)


def read_markdown(data: bytes) -> Draft:
    """The lines of a Markdown text. Raises DocumentError where the bytes are no text."""
    decoded = decode(data)
    title, text = _front_matter("\n".join(decoded.text.splitlines()))
    text = _UNSHOWN.sub("", _without_comments(text))
    labels = frozenset(found[1].lower() for found in _DEFINITION.finditer(text))
    blocks: list[Block] = []
    fence = ""
    in_table = False
    for line in text.split("\n"):
        stripped = line.strip()
        if fence:
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                fence = ""
            else:
                blocks.append(Block(line))
            continue
        in_table = in_table and "|" in line
        if stripped.startswith(("```", "~~~")):
            fence = stripped[:3]
        elif _TABLE_RULE.match(stripped) and "|" in stripped:
            in_table = True
            _head_row(blocks)
        elif _RULE.match(stripped):
            _underline(blocks, stripped[0])
        elif not _DEFINITION.match(line) and not _CONTENTS.match(stripped):
            blocks += _blocks(line, labels, in_table=in_table)
    return Draft(tuple(blocks), title, decoded.encoding, decoded.confidence, decoded.warnings)


def _front_matter(text: str) -> tuple[str, str]:
    """The title of the YAML at the head of the text, and the text after it.

    Words between two rules are no YAML: every line of that is a key, an item of a list or indented.
    """
    found = _FRONT_MATTER.match(text)
    if not found:
        return "", text
    first, *others = found[1].strip("\n").split("\n")
    if not _FRONT_FIRST.match(first) or not all(map(_FRONT_LINE.match, others)):
        return "", text
    title = _FRONT_TITLE.search(found[1])
    return (title[1] if title else ""), text[found.end() :]


def _without_comments(text: str) -> str:
    """The text without its comments; one that is never closed is no comment, or it would take all below."""
    closed, mark, rest = text.rpartition("-->")
    return _COMMENT.sub("", closed + mark) + rest


def _underline(blocks: list[Block], mark: str) -> None:
    """A row of "=" or "-" makes the line above it a heading; below a blank line it is a mere rule."""
    if blocks and blocks[-1].text.strip() and blocks[-1].level is None and mark in "=-":
        blocks[-1] = Block(blocks[-1].text, 1 if mark == "=" else 2)
    else:
        blocks.append(Block(""))


def _head_row(blocks: list[Block]) -> None:
    """The line above the rule of a table is its first row, with bars around it or only between its cells."""
    if blocks and "|" in blocks[-1].text:
        blocks[-1] = Block(_table_row(blocks[-1].text, bare=True))


def _blocks(line: str, labels: frozenset[str], *, in_table: bool) -> Iterator[Block]:
    """A line as it is shown: several lines where HTML in it breaks it, but for the rows of tables."""
    quoted = _QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line
    if in_table or _is_row(quoted):
        yield Block(_table_row(_inline(_BREAK.sub(" ", quoted), labels), bare=in_table))
        return
    if _CELL.search(quoted):
        for row in _ROW_END.split(quoted):
            cells = _inline(_BREAK.sub(" ", _CELL.sub(" ", row)), labels).split()
            yield Block(" ".join(cells))
        return
    pieces = [_inline(piece, labels) for piece in _BREAK.split(quoted)]
    for piece in [piece for piece in pieces if piece.strip()] or pieces[:1]:
        yield _block(piece)


def _block(plain: str) -> Block:
    if tight := _TIGHT_HEADING.match(plain):
        plain = f"{tight[1]} {plain[tight.end() :]}"
    hashes = HASHES.match(plain)
    if not hashes:
        return Block(plain)
    # A part's title has no place for the marks, and people see it.
    plain = _CLOSED_HEADING.sub("", plain)
    title = plain[hashes.end() :]
    return Block(title if find_part_mark(title) or find_likely_mark(title) else plain, len(hashes[1]))


def _inline(line: str, labels: frozenset[str]) -> str:
    """The words of a line. What stands between backticks is kept as it is."""
    pieces = _CODE.split(line)
    pieces[::2] = [_words(piece, labels) for piece in pieces[::2]]
    return _NOTE.sub(r"注\1：", _STRONG.sub(r"\2", "".join(pieces)), count=1)


def _words(text: str, labels: frozenset[str]) -> str:
    for _ in range(2):  # a picture may be a link
        text = _LINK.sub(r"\1", text)
    text = _REFERENCE.sub(
        lambda found: found[1] if (found[2] or found[1]).lower() in labels else found[0], text
    )
    for pattern, kept in ((_NOTE_MARK, ""), (_STRUCK, r"\2"), (_STRONG, r"\2"), (_TAG, ""), (_ESCAPE, r"\1")):
        text = pattern.sub(kept, text)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def _is_row(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) >= 3 and stripped.startswith("|") and stripped.endswith("|")


def _table_row(line: str, *, bare: bool = False) -> str:
    """The cells of a row, a blank between them; ``bare`` rows may lack the bars around them."""
    if not bare and not _is_row(line):
        return line
    return " ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
