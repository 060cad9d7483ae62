"""Passages to their words, field by field: the last stage before an engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexer.analysis.normalise import normalise, normalised_points
from indexer.analysis.words import NumberedWords, WordCutter
from indexer.compiled import Numbers, Points
from indexer.model import TEXT_FIELDS, Passage

__all__ = ["AnalysedPassages", "Analyser", "field_text"]


def field_text(passage: Passage, name: str) -> str:
    """The searched text of one of TEXT_FIELDS, as written. Headings stand one a line."""
    value: str | tuple[str, ...] = getattr(passage, name)
    return value if isinstance(value, str) else "\n".join(value)


@dataclass(frozen=True, slots=True)
class AnalysedPassages:
    """Some passages with the words of their text fields, ready for any engine.

    ``points`` are the normalised characters (see ``trie.points_of``) of all fields, passage after passage and
    field after field, with a 0 after each field; ``lengths`` says how many characters each field has.
    ``words`` are in the same order, those of each field.
    """

    passages: Sequence[Passage]
    points: Points
    lengths: Numbers
    words: NumberedWords


class Analyser:
    """Makes the words of documents and of queries. Safe to share between threads; costly to make.

    ``dictionary`` is a user dictionary in jieba's format; raises ZongjieError where it cannot be read.
    """

    def __init__(self, dictionary: Path | None = None) -> None:
        self._cutter = WordCutter(dictionary)
        self.digest = self._cutter.digest
        """Names what the words depend on beside the code: an index keeps it and compares."""

    def words(self, text: str) -> list[str]:
        """The words of any text, normalised, in order, repetitions included."""
        return self._cutter.words(normalise(text))

    def words_of_each(self, texts: Sequence[str]) -> list[list[str]]:
        """The words of each of some texts, as ``words`` gives them."""
        return self._cutter.words_of_each([normalise(text) for text in texts])

    def inside(self, text: str) -> frozenset[int]:
        """The places of any text that are within a word: no word begins or ends there."""
        return self._cutter.inside(normalise(text))

    def analyse(self, passages: Sequence[Passage]) -> AnalysedPassages:
        """The passages with the words of each of their text fields."""
        points, ends = _joined(passages)
        lengths = np.diff(ends, prepend=np.int32(-1)) - np.int32(1)
        return AnalysedPassages(passages, points, lengths, self._cutter.numbered(points, ends))

    def holders(self, passages: Sequence[Passage], least: int) -> Mapping[str, int]:
        """The words that ``least`` or more of some passages have in any field, and how many have each."""
        points, ends = _joined(passages)
        last = len(TEXT_FIELDS) - 1
        return self._cutter.holders(points, ends[last :: last + 1].copy(), least)


def _joined(passages: Sequence[Passage]) -> tuple[Points, Numbers]:
    """The ``points`` of AnalysedPassages, and where each field ends in them."""
    texts = [field_text(passage, name) for passage in passages for name in TEXT_FIELDS]
    points = normalised_points("\0".join([*texts, ""]))
    ends = np.cumsum([len(text) + 1 for text in texts], dtype=np.int32) - np.int32(1)
    points[ends] = 0
    return points, ends
