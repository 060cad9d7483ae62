"""What our query trees have beside Whoosh's own types: two kinds of leaf, and two kinds of wider query.

All know what they mean in plain terms (a text, words, fields), so engines evaluate them as they can and the
highlighter reads from them what to mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from whoosh import query
from whoosh.query.qcore import Query

__all__ = ["AtLeast", "Literal", "Run", "Synonyms"]


class Literal(Query):
    """Passages in whose field ``fieldname`` the normalised ``text`` occurs, character by character."""

    def __init__(self, fieldname: str, text: str) -> None:
        self.fieldname, self.text = fieldname, text

    def __repr__(self) -> str:
        return f"Literal({self.fieldname!r}, {self.text!r})"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and (self.fieldname, self.text) == (other.fieldname, other.text)

    def __hash__(self) -> int:
        return hash((self.fieldname, self.text))

    def is_leaf(self) -> bool:
        """A literal has no parts."""
        return True


class Run(query.Or):
    """A run of characters typed without blanks: it occurs literally, or all of its words (if any) occur.

    As an Or it holds exactly that: the literal in any of ``fields``, or every word in any of them (each
    in a field of its own). A passage with the literal ranks above one with scattered words.
    """

    def __init__(self, fields: Sequence[str], text: str, words: Sequence[str]) -> None:
        self.fields, self.text, self.words = tuple(fields), text, tuple(dict.fromkeys(words))
        self.boost = 1.0  # all that Whoosh's own initialiser sets beside the parts

    @cached_property
    def subqueries(self) -> list[Query]:
        """The parts. Engines that know what a run is never ask for them, so they are made when asked for."""
        literal = query.Or([Literal(field, self.text) for field in self.fields])
        words = [query.Or([query.Term(field, word) for field in self.fields]) for word in self.words]
        return [literal, query.And(words)] if words else [literal]

    def __repr__(self) -> str:
        return f"Run({self.fields!r}, {self.text!r}, {self.words!r})"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Run) and (self.fields, self.text) == (other.fields, other.text)

    def __hash__(self) -> int:
        return hash((self.fields, self.text))

    def normalize(self) -> Run:
        """Itself: Whoosh would flatten it into its parts and lose what it means."""
        return self

    def leaves(self) -> Iterator[Any]:
        """Itself, for the same reason."""
        yield self


class AtLeast(query.Or):
    """What ``strict`` finds, and passages that have at least ``least`` of the words ``needed``.

    All ``words`` count for the order. Each may occur in any of ``fields``. Where ``strict`` is one run,
    passages with that run literally rank above all others.
    """

    def __init__(
        self, strict: Query, fields: Sequence[str], words: Sequence[str], needed: Sequence[str], least: int
    ) -> None:
        self.strict, self.fields, self.least = strict, tuple(fields), least
        self.words, self.needed = tuple(words), frozenset(needed)
        self.boost = 1.0  # all that Whoosh's own initialiser sets beside the parts

    @cached_property
    def subqueries(self) -> list[Query]:
        """The parts: as an Or of them it finds more than it should, one of the words being enough."""
        words = [query.Or([query.Term(field, word) for field in self.fields]) for word in self.words]
        return [self.strict, *words]

    def __repr__(self) -> str:
        return f"AtLeast({self.strict!r}, {self.words!r}, {sorted(self.needed)!r}, {self.least})"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AtLeast) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash((self.words, self.needed, self.least))

    def normalize(self) -> AtLeast:
        """Itself, for the reason that a run has."""
        return self


class Synonyms(query.Or):
    """What was typed, a Run or a Literal, or the same with synonyms in place of some of its words.

    As an Or it holds exactly that; each of the ``others`` is like ``typed``, or an Or of Terms of one word.
    A passage with what was typed literally ranks above one with synonyms.
    """

    def __init__(self, typed: Run | Literal, others: Sequence[Query]) -> None:
        super().__init__([typed, *others])
        self.typed, self.others = typed, tuple(others)

    def __repr__(self) -> str:
        return f"Synonyms({self.typed!r}, {self.others!r})"

    __str__ = __repr__

    def normalize(self) -> Synonyms:
        """Itself: Whoosh would flatten it into the Or that it stands in."""
        return self
