"""A whole part as plain text: to be kept as a file, and to be copied."""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote

from indexer import Passage
from webui.language import gettext as _
from webui.outline import new_headings

__all__ = ["attachment", "source_lines", "written_out"]

_NAME_LENGTH = 60
"""Characters of a title that name its file: file systems allow 255 bytes, which is 85 Chinese characters."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
"""What Windows takes in no file name; the others take less offence."""

_DEVICES = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)")
"""Names that mean a device on Windows, whatever follows behind a dot."""


def written_out(part: Sequence[Passage]) -> str:
    """The passages of one part as its author wrote them: title, headings, paragraphs, a line each.

    A blank line stands before a heading, and nowhere else but below the title.
    """
    blocks = [part[0].title, ""]
    for passage, headings in zip(part, new_headings(part), strict=True):
        if headings and blocks[-1]:
            blocks.append("")
        blocks.extend(heading for _depth, heading in headings)
        blocks.extend(line for line in passage.text.split("\n") if line.strip())
    return "\n".join(blocks) + "\n"


def source_lines(passage: Passage, address: str) -> str:
    """Where a text was taken from: title, collection, file and address, a line each."""
    lines = [_("标题：%(title)s", title=passage.title)]
    if passage.collection != passage.title:
        lines.append(_("合集：%(collection)s", collection=passage.collection))
    lines.append(_("文件：%(source)s", source=passage.source))
    lines.append(_("地址：%(address)s", address=address))
    return "\n".join(lines) + "\n"


def attachment(title: str) -> str:
    """The Content-Disposition (RFC 6266) of a text to be kept under its title."""
    return f"attachment; filename=\"text.txt\"; filename*=UTF-8''{quote(_file_name(title), safe='')}"


def _file_name(title: str) -> str:
    """``title`` as a file name of any system: without separators, control and direction characters."""
    seen = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in title)
    name = " ".join(_FORBIDDEN.sub(" ", seen).split())[:_NAME_LENGTH].strip(". ")
    return f"{name}.txt" if name and not _DEVICES.match(name) else f"_{name}.txt"
