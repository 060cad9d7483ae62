"""Markdown to blocks: its own syntax goes, the text and the heading levels stay.

Only what Chinese summaries use is read: headings, lists, quotes, tables, emphasis, links, pictures and
code fences. The "## " before a heading stays in the line, since an outline keeps it in Heading.number.
"""

from __future__ import annotations

import re

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
    blocks: list[Block] = []
    fenced = False
    for line in _without_comments(text).split("\n"):
        stripped = line.strip()
        if stripped.startswith(("```", "~~~")):
            fenced = not fenced
        elif fenced:
            blocks.append(Block(line))
        elif _RULE.match(stripped):
            _underline(blocks, stripped[0])
        elif not _TABLE_RULE.match(stripped):
            blocks.append(_block(line))
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


def _block(line: str) -> Block:
    plain = _inline(_QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line)
    hashes = HASHES.match(plain)
    if not hashes:
        return Block(_table_row(plain))
    # A part's title has no place for the marks, and people see it.
    title = plain[hashes.end() :]
    return Block(title if find_part_mark(title) or find_likely_mark(title) else plain, len(hashes[1]))


def _inline(line: str) -> str:
    for pattern, kept in ((_LINK, r"\1"), (_STRONG, r"\2"), (_CODE, r"\1"), (_TAG, "")):
        line = pattern.sub(kept, line)
    return line


def _table_row(line: str) -> str:
    stripped = line.strip()
    if len(stripped) < 3 or not (stripped.startswith("|") and stripped.endswith("|")):
        return line
    return " ".join(cell.strip() for cell in stripped[1:-1].split("|"))
