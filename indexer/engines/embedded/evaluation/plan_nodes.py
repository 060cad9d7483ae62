"""What a plan is made of: a few kinds of node, each knowing which passages it means.

Fields are bit masks here (see ``packing``), so a word or a text in any of several fields is one leaf.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = [
    "All",
    "Any_",
    "Complement",
    "Everything",
    "Labelled",
    "Labels",
    "Node",
    "OrElse",
    "Preferring",
    "Relaxed",
    "RunOrWords",
    "Text",
    "WholeWord",
    "Without",
    "Word",
]


@dataclass(frozen=True, slots=True)
class Word:
    """Passages that have the word in a field of ``bits``."""

    text: str
    bits: int


@dataclass(frozen=True, slots=True)
class Text:
    """Passages in which the text occurs literally in a field of ``bits``."""

    text: str
    bits: int


@dataclass(frozen=True, slots=True)
class WholeWord:
    """Passages in which a text that may be a word occurs literally, as that word or as a part of others."""

    text: str
    bits: int


@dataclass(frozen=True, slots=True)
class RunOrWords:
    """Passages that have the text literally, or else all of the words; the former rank higher."""

    text: Text
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What ``strict`` matches, and passages with ``least`` of the words that are ``needed`` (1)."""

    strict: Node
    words: tuple[Word, ...]
    needed: tuple[int, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Labels:
    """Passages with certain values of a label field: for each segment, their places in its dictionary."""

    field: str
    places: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Passages that match a query of one label field: it is kept where no labels are at hand.

    ``tree`` is a Term, Prefix, Wildcard, FuzzyTerm, TermRange or Every of Whoosh.
    """

    tree: Any


@dataclass(frozen=True, slots=True)
class All:
    """Passages that match every one of the words and of the others; there is at least one of them."""

    words: tuple[Word, ...]
    others: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any_:  # noqa: N801  Any is taken
    """Passages that match any of the words or of the others; none at all where there are none."""

    words: tuple[Word, ...] = ()
    others: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Without:
    """Passages that match ``wanted`` and not ``unwanted``."""

    wanted: Node
    unwanted: Node


@dataclass(frozen=True, slots=True)
class Preferring:
    """Passages that match ``wanted``; those that match ``liked`` too rank higher."""

    wanted: Node
    liked: Node


@dataclass(frozen=True, slots=True)
class OrElse:
    """Passages that match ``wanted``, or else ``instead``; the latter rank below a text found literally."""

    wanted: Node
    instead: Node


@dataclass(frozen=True, slots=True)
class Complement:
    """Passages that do not match."""

    unwanted: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """All passages."""


Node = (
    Word
    | Text
    | WholeWord
    | RunOrWords
    | Relaxed
    | Labelled
    | Labels
    | All
    | Any_
    | Without
    | Preferring
    | OrElse
    | Complement
    | Everything
)
