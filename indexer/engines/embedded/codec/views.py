"""Fields as Whoosh knows them: each a sorted dictionary with postings, made from a segment's arrays.

Only Whoosh's own searcher reads these; our evaluator works on the arrays themselves. What is merged there
(four text fields in one list, four in one text) is taken apart here, slowly and plainly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np

from indexer.compiled import Numbers
from indexer.engines.embedded.codec.schema import GRAMS
from indexer.engines.embedded.evaluation.sets import union_of_lists
from indexer.engines.embedded.segments.batch import LABELS
from indexer.engines.embedded.segments.lexicon import encode
from indexer.engines.embedded.segments.literals import slot_of
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.engines.embedded.segments.packing import FIELD_BITS, FIELDS, SHIFTS, TOPS
from indexer.model import TEXT_FIELDS

__all__ = ["FieldView", "ViewPostings", "field_view", "view_names"]


class ViewPostings(NamedTuple):
    """One term's documents, how often each has it, and where, if the field has positions."""

    docs: Numbers
    counts: Numbers
    positions: list[list[int]] | None = None


class FieldView(Protocol):
    """One field of a segment, as Whoosh wants it."""

    @property
    def terms(self) -> Sequence[bytes]:
        """The field's dictionary, sorted."""

    def postings(self, place: int) -> ViewPostings:
        """The postings of the term of that place."""


def view_names() -> list[str]:
    """The names of all fields, sorted as Whoosh wants them."""
    labels = [name for name in LABELS if name not in TEXT_FIELDS]
    return sorted([*TEXT_FIELDS, *(name + GRAMS for name in TEXT_FIELDS), *labels])


def field_view(segment: OpenSegment, name: str) -> FieldView:
    """The field of that name, one of ``view_names``."""
    if name in TEXT_FIELDS:
        return _WordView(segment, name)
    if name.endswith(GRAMS):
        return _GramView(segment, name.removesuffix(GRAMS))
    return _LabelView(segment, name)


class _WordView:
    def __init__(self, segment: OpenSegment, name: str) -> None:
        self._segment, self._name = segment, name
        self._number = TEXT_FIELDS.index(name)
        self._places = np.flatnonzero(segment.holders[:, self._number])

    @cached_property
    def terms(self) -> list[bytes]:
        return [self._segment.words[place] for place in self._places.tolist()]

    def postings(self, place: int) -> ViewPostings:
        starts, ends = self._segment.posting_slices(self._places[place : place + 1])
        docs, counts = self._segment.postings(starts, ends)
        docs, counts = docs[starts[0] : ends[0]], counts[starts[0] : ends[0]]
        kept = (counts & FIELD_BITS[self._name]) != 0
        own = (counts[kept].astype(np.int32) >> SHIFTS[self._number]) & TOPS[self._number]
        return ViewPostings(docs[kept], own)


class _LabelView:
    def __init__(self, segment: OpenSegment, name: str) -> None:
        self._segment, self._column = segment, segment.column(name)
        self._codes = segment.terms(name).codes
        self.terms = list(segment.terms(name).lexicon)

    def postings(self, place: int) -> ViewPostings:
        codes = np.array(self._codes[place], np.int64)
        offsets = self._column.value_offsets
        docs = union_of_lists(
            self._column.value_docs, offsets[codes], offsets[codes + 1], self._segment.documents
        )
        return ViewPostings(docs, np.ones(len(docs), np.int32))


class _GramView:
    def __init__(self, segment: OpenSegment, name: str) -> None:
        self._segment, self._field = segment, TEXT_FIELDS.index(name)
        grams: dict[bytes, dict[int, list[int]]] = {}
        offsets = segment.gram_offsets
        positions = segment.all_positions()
        for key, start, end in zip(segment.keys.tolist(), offsets[:-1], offsets[1:], strict=True):
            found: dict[int, list[int]] = {}
            for document, place in self._occurrences(positions[start:end]):
                found.setdefault(document, []).append(place)
            if found:
                grams[_gram_text(key)] = found
        self.terms = list(grams)
        self._found = list(grams.values())

    def _occurrences(self, positions: Numbers) -> Iterator[tuple[int, int]]:
        for position in positions.tolist():
            slot = slot_of(position, self._segment.slots, self._segment.blocks)
            if slot % FIELDS == self._field:
                yield slot // FIELDS, position - int(self._segment.slots[slot])

    def postings(self, place: int) -> ViewPostings:
        found = self._found[place]
        counts = np.fromiter(map(len, found.values()), np.int32, len(found))
        return ViewPostings(np.fromiter(found, np.int32, len(found)), counts, list(found.values()))


def _gram_text(key: int) -> bytes:
    """A gram's bytes; one at the end of a field is its character alone."""
    first, second = key >> 21, key & 0x1FFFFF
    return encode(chr(first - 1) + (chr(second - 1) if second else ""))
