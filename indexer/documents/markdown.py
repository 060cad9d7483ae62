"""Markdown to blocks: its own syntax goes, the text and the heading levels stay.

Only what Chinese summaries use is read: headings, lists, quotes, tables, emphasis, links, pictures and
code fences. The "## " before a heading stays in the line, since an outline keeps it in Heading.number.
"""

from __future__ import annotations

import re

from indexer.documents.encoding import decode
from indexer.documents.parts import find_part_mark
from indexer.documents.source import Draft
from indexer.documents.text import HASHES
from indexer.model import Block

__all__ = ["read_markdown"]

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,1000}>")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,1000}\)")
_STRONG = re.compile(r"(?<![*_])(\*\*|__)(?=[^\s*_])([^*_\n]{1,1000}?)\1(?![*_])")
_CODE = re.compile(r"`([^`\n]{1,1000})`")
_QUOTE = re.compile(r"(?:[ \t]*>[ \t]?){1,20}")
_RULE = re.compile(r"(?:(?:-[ \t]*){3,200}|(?:\*[ \t]*){3,200}|(?:_[ \t]*){3,200}|={2,200})$")
_TABLE_RULE = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|){1,100}(?:[ \t]*:?-+:?)?$")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,5000}?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?(.{1,200}?)[\"']?[ \t]*$", re.MULTILINE)


def read_markdown(data: bytes) -> Draft:
    """The lines of a Markdown text. Raises DocumentError where the bytes are no text."""
    decoded = decode(data)
    title, text = _front_matter("\n".join(decoded.text.splitlines()))
    blocks: list[Block] = []
    fenced = False
    for line in _COMMENT.sub("", text).split("\n"):
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
    """The title of the YAML at the head of the text, and the text after it."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return "", text
    title = _FRONT_TITLE.search(found[1])
    return (title[1] if title else ""), text[found.end() :]


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
    return Block(title if find_part_mark(title) else plain, len(hashes[1]))


def _inline(line: str) -> str:
    for pattern, kept in ((_LINK, r"\1"), (_STRONG, r"\2"), (_CODE, r"\1"), (_TAG, "")):
        line = pattern.sub(kept, line)
    return line


def _table_row(line: str) -> str:
    stripped = line.strip()
    if len(stripped) < 3 or not (stripped.startswith("|") and stripped.endswith("|")):
        return line
    return " ".join(cell.strip() for cell in stripped[1:-1].split("|"))
