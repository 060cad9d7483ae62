"""What planning, suggesting and near words need of a part of an index: its words, and no postings."""

from __future__ import annotations

from typing import Protocol

from indexer.compiled import Longs, Numbers
from indexer.engines.embedded.segments.container import Container
from indexer.engines.embedded.segments.lexicon import Lexicon

__all__ = ["Worded"]


class Worded(Protocol):
    """The words of some passages, deleted ones included. Any member may raise IndexDamaged."""

    @property
    def documents(self) -> int:
        """How many passages there are."""

    @property
    def words(self) -> Lexicon:
        """The dictionary of all words of the text fields."""

    @property
    def holders(self) -> Numbers:
        """How many passages have each word in each field: a row of FIELDS numbers a word."""

    def holding(self, places: Longs) -> Longs:
        """How many passages have each of the words of these places in any field."""

    @property
    def file(self) -> Container:
        """Where the arrays of suggestions are (see ``completions``)."""
