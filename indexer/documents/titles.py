"""The title of a text: what its metadata, its format or its first line says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.documents.lines import Line
from indexer.documents.part_marks import find_likely_mark, find_part_mark
from indexer.documents.parts import find_parts

__all__ = ["find_title", "is_same_title", "is_title_again"]

_LONGEST = 60
_SENTENCE = re.compile(r"[。；！!;]")
_LEAST_SHARED = 4


def find_title(lines: Sequence[Line], given: str, fallback: str) -> tuple[str, bool]:
    """The title, and whether the first line is that title as it stands in the text.

    ``given`` is the title from metadata or markup; ``fallback`` is used where nothing else is found.
    """
    if not lines:
        return given or fallback, False
    first = lines[0]
    if given:
        return given, is_same_title(first.title, given) and not heads_first_part(lines, given)
    if is_title_line(first, lines[1:2]) and not heads_first_part(lines, ""):
        return first.title, True
    return fallback, False


def heads_first_part(lines: Sequence[Line], title: str) -> bool:
    """Whether the text begins with the title line of its first part, before anything of the collection's."""
    if not (find_part_mark(lines[0].title) or find_likely_mark(lines[0].words)):
        return False
    starts = find_parts(lines, title)
    return len(starts) > 1 and starts[0].index == 0


def is_title_line(line: Line, following: Sequence[Line]) -> bool:
    """Whether a text's first line can be its title: short, no sentence, no numbering, more below it."""
    text = line.title
    if not following or len(text) > _LONGEST or line.is_date or line.is_aside or line.is_item:
        return False
    if find_part_mark(text) or (line.numbering and line.level != 1):
        return False
    return text[-1] not in "，、：:,…." and not _SENTENCE.search(text) and text.count("，") <= 2


def is_same_title(line: str, title: str) -> bool:
    """Whether two titles agree but for punctuation, or one is a good part of the other."""
    shorter, longer = sorted((_letters(line), _letters(title)), key=len)
    if shorter == longer:
        return bool(shorter)
    shared = len(shorter) >= _LEAST_SHARED and len(shorter) * 2 >= len(longer)
    return shared and shorter in longer and not _SENTENCE.search(line)


def is_title_again(line: str, title: str) -> bool:
    """Whether a line is the title once more; only marks and blanks may differ."""
    if not title or not len(title) * 2 >= len(line) >= len(title) // 2:
        return False
    return line == title or _letters(line) == _letters(title) != ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
