"""Synonyms: which words of a typed run may stand for which others, and the runs that come of it.

A rule leads from what is typed to one text that is looked for as well. A synonym's own synonyms are not
followed. All comparing is of normalised text; see ``synonym_file`` for how rules are written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import combinations, product, zip_longest
from types import MappingProxyType
from typing import NamedTuple

from indexer.analysis import normalise

__all__ = ["Change", "Synonym", "SynonymRules"]


class Synonym(NamedTuple):
    """A text to look for beside what was typed: normalised, and as the file has it."""

    text: str
    written: str


class Change(NamedTuple):
    """A synonym in place of the characters ``start`` to ``end`` of a run."""

    start: int
    end: int
    synonym: Synonym


class SynonymRules:
    """Some rules, frozen: safe to share between threads. ``len`` counts their left sides."""

    def __init__(self, rules: Iterable[tuple[str, str]] = ()) -> None:
        """``rules`` hold what is typed and what is looked for as well, as written; each counts once."""
        found: dict[str, dict[str, str]] = {}
        for typed, written in rules:
            found.setdefault(normalise(typed), {}).setdefault(normalise(written), written)
        self._synonyms: Mapping[str, tuple[Synonym, ...]] = MappingProxyType(
            {typed: tuple(Synonym(*one) for one in others.items()) for typed, others in found.items()}
        )
        self._sizes = _sizes(found)

    def __len__(self) -> int:
        return len(self._synonyms)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of the rules in their order, sixteen hexadecimal digits."""
        rules = repr(dict(self._synonyms)).encode("utf-8", "surrogatepass")
        return blake2b(rules, digest_size=8).hexdigest()

    def __contains__(self, text: str) -> bool:
        """Whether a normalised text is a left side."""
        return text in self._synonyms

    def concern(self, text: str) -> bool:
        """Whether a rule's left side stands somewhere in a normalised text, at a border of words or not."""
        return any(
            text[place : place + size] in self._synonyms
            for place, character in enumerate(text)
            if character in self._sizes
            for size in self._sizes[character]
        )

    def variants(self, text: str, inside: Collection[int]) -> Iterator[tuple[str, tuple[Synonym, ...]]]:
        """A normalised run with synonyms in place of parts of it, and which ones; each run once.

        ``inside`` are the places within words: no part begins or ends there. Parts are sought from the left,
        the longest first, and do not overlap. Runs with one part replaced come first, in the order of the
        rules, then those with two, and so on.
        """
        seen = {text}
        for changes in _choices(self._parts(text, inside)):
            variant = _changed(text, changes)
            if variant not in seen:
                seen.add(variant)
                yield variant, tuple(change.synonym for change in changes)

    def _parts(self, text: str, inside: Collection[int]) -> Iterator[Sequence[Change]]:
        """The parts of a run that have synonyms, with all of them."""
        place = 0
        while place < len(text):
            size = self._longest(text, place, inside)
            if size:
                end = place + size
                yield [Change(place, end, one) for one in self._synonyms[text[place:end]]]
            place += size or 1

    def _longest(self, text: str, place: int, inside: Collection[int]) -> int:
        """How long the longest left side is that stands at a place between words, or 0."""
        if place in inside:
            return 0
        for size in self._sizes.get(text[place], ()):
            end = place + size
            if end <= len(text) and end not in inside and text[place:end] in self._synonyms:
                return size
        return 0


def _sizes(words: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """The lengths of the words that begin with a character, longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {character: tuple(sorted(sizes, reverse=True)) for character, sizes in found.items()}


def _choices(parts: Iterable[Sequence[Change]]) -> Iterator[Sequence[Change]]:
    """Every choice of changes, at most one a part: single ones in turn from all parts, then pairs, …"""
    listed = list(parts)
    for row in zip_longest(*listed):
        yield from ((change,) for change in row if change)
    for size in range(2, len(listed) + 1):
        for some in combinations(listed, size):
            yield from product(*some)


def _changed(text: str, changes: Iterable[Change]) -> str:
    pieces, place = [], 0
    for start, end, synonym in changes:
        pieces += [text[place:start], synonym.text]
        place = end
    return "".join([*pieces, text[place:]])
