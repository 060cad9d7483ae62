"""The titles and headings of passages as people may be offered them: each text once, with its counts.

A heading stands without its numbering. Left out is what nobody would choose: mere numbers, single
characters, whole sentences, texts with control characters. What stays occurs literally in its field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

from indexer.documents.numbering import find_numbering
from indexer.model import Passage

__all__ = ["Phrases", "add_phrases", "add_to_phrases", "count_phrases"]

Phrases = Mapping[str, tuple[int, int]]
"""For each text, how many passages have it as their title, and how many as a heading."""

_LONGEST = 40
"""Characters: what is longer is a sentence, and no line of a list."""
_DIGITS = "〇零一二三四五六七八九十百千"
_CLAUSE = re.compile(rf"第[{_DIGITS}\d]+[条款项章节编篇](?:[\s:：、]+|$)")
"""Numberings of laws and of headings that stand alone; ``find_numbering`` knows the others."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_NUMBER = re.compile(rf"[\W\d_{_DIGITS}年月日第]*")


def count_phrases(passages: Iterable[Passage]) -> Phrases:
    """The titles and headings of some passages."""
    titles: Counter[str] = Counter()
    headings: Counter[str] = Counter()
    for passage in passages:
        titles[passage.title] += 1
        headings.update(set(passage.heading))
    return add_phrases(
        chain(
            ({phrase: (count, 0)} for title, count in titles.items() if (phrase := _phrase(title))),
            ({phrase: (0, count)} for text, count in headings.items() if (phrase := _unnumbered(text))),
        )
    )


def add_phrases(parts: Iterable[Phrases]) -> Phrases:
    """The phrases of several sets of passages together."""
    found: dict[str, tuple[int, int]] = {}
    for part in parts:
        add_to_phrases(found, part)
    return found


def add_to_phrases(found: dict[str, tuple[int, int]], part: Phrases) -> None:
    """Counts those of a set of passages in ``found``."""
    for phrase, (titles, headings) in part.items():
        before = found.get(phrase, (0, 0))
        found[phrase] = before[0] + titles, before[1] + headings


def _unnumbered(heading: str) -> str:
    text = heading.strip()
    numbering = find_numbering(text)
    if numbering:
        return _phrase(text[numbering.length :])
    clause = _CLAUSE.match(text)
    return _phrase(text[clause.end() :] if clause else text)


def _phrase(text: str) -> str:
    """The text, or nothing where it is no phrase."""
    text = text.strip()
    if not 1 < len(text) <= _LONGEST or _CONTROL.search(text) or _NUMBER.fullmatch(text):
        return ""
    return text
