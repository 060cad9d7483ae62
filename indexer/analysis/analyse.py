"""A passage to its words, field by field: the last stage before an engine."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from indexer.analysis.normalise import normalise
from indexer.analysis.words import WordCutter
from indexer.model import TEXT_FIELDS, AnalysedPassage, Passage

__all__ = ["Analyser", "field_text"]

_SHORT_TEXTS = 4_096
"""So many titles and headings are remembered with their words."""


def field_text(passage: Passage, name: str) -> str:
    """The searched text of one of TEXT_FIELDS, as written. Headings stand one a line."""
    value: str | tuple[str, ...] = getattr(passage, name)
    return value if isinstance(value, str) else "\n".join(value)


class Analyser:
    """Makes the words of documents and of queries. Safe to share between threads; costly to make.

    ``dictionary`` is a user dictionary in jieba's format; raises ZongjieError where it cannot be read.
    """

    def __init__(self, dictionary: Path | None = None) -> None:
        self._cutter = WordCutter(dictionary)
        # Titles, headings and collections come again with every passage of a part.
        self._short = lru_cache(_SHORT_TEXTS)(lambda text: tuple(self.words(text)))
        self.digest = self._cutter.digest
        """Names what the words depend on beside the code: an index keeps it and compares."""

    def words(self, text: str) -> list[str]:
        """The words of any text, normalised, in order, repetitions included."""
        return self._cutter.words(normalise(text))

    def analyse(self, passage: Passage) -> AnalysedPassage:
        """The passage with the words of each of its text fields."""
        return AnalysedPassage(passage, {name: self._words_of(passage, name) for name in TEXT_FIELDS})

    def _words_of(self, passage: Passage, name: str) -> tuple[str, ...]:
        text = field_text(passage, name)
        return tuple(self.words(text)) if name == "text" else self._short(text)
