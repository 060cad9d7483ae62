"""A segment that is open for reading: its arrays by name and type, verified before they are used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from indexer.compiled import Array, Bits, Bytes, Longs, Numbers, Points, Shorts
from indexer.engines.embedded.segments.container import Container
from indexer.engines.embedded.segments.dense import WORDS_A_BLOCK, words_of_row
from indexer.engines.embedded.segments.hidden import WHOLE, counts_of, with_hidden
from indexer.engines.embedded.segments.labels import (
    LabelColumn,
    LabelTerms,
    read_column,
    read_lexicon,
    terms_of,
)
from indexer.engines.embedded.segments.lengths import read_totals
from indexer.engines.embedded.segments.lexicon import Lexicon, encode, find_slices, join_terms
from indexer.engines.embedded.segments.literals import find_character, find_grams, find_passages
from indexer.engines.embedded.segments.packing import ALL_BITS, FIELDS
from indexer.engines.embedded.segments.parts import part_numbers, read_starts
from indexer.engines.embedded.segments.stored import StoredPassages
from indexer.model import Passage
from indexer.trie import points_of

__all__ = ["OpenSegment"]

Answer = TypeVar("Answer")


class OpenSegment:
    """The arrays of one segment file. Safe to share between threads: nothing in it ever changes.

    Any method raises IndexDamaged if what it needs of the file is altered.
    """

    def __init__(self, path: Path) -> None:
        """Opens the file; raises IndexDamaged, IndexOutdated, or OSError if there is none."""
        self.file = Container(path)
        documents = self.file.meta.get("documents")
        if not isinstance(documents, int) or documents < 0:
            raise self.file.damaged("it does not say how many passages it has")
        self.documents = documents
        self.totals = read_totals(self.file)
        """The summed length of each field in words."""
        self._columns: dict[str, LabelColumn] = {}
        self._terms: dict[str, LabelTerms] = {}

    # ---- words ----

    @cached_property
    def words(self) -> Lexicon:
        """The dictionary of all words of the text fields."""
        return read_lexicon(self.file, "word")

    @cached_property
    def _postings(self) -> Longs:
        offsets = self.file.offsets("word.postings", len(self._docs))
        if len(offsets) != len(self.words) + 1 or len(self._docs) != len(self._counts):
            raise self.file.damaged("its words and postings do not fit")
        return offsets

    @cached_property
    def holders(self) -> Numbers:
        """How many documents have each word in each field: a row of FIELDS numbers a word."""
        holders: Numbers = self.file.array("word.holders", "<i4")
        if len(holders) != FIELDS * len(self.words):
            raise self.file.damaged("its words and their counts do not fit")
        return holders.reshape(-1, FIELDS)

    @cached_property
    def _docs(self) -> Numbers:
        self._docs_section = self.file.section("word.docs", "<i4")
        return self._docs_section.array

    @cached_property
    def _counts(self) -> Shorts:
        self._counts_section = self.file.section("word.counts", "<u2")
        return self._counts_section.array

    def slices(self, asked: bytes) -> Longs:
        """For some words (see ``join_terms``) where their postings start and end, bitmap rows and places.

        Start and end of an unknown word are equal, its place in the dictionary is negative; the row of a word
        without a bitmap is -1.
        """
        words = self.words
        return find_slices(words.blob, words.offsets, self._postings, self.dense_words, asked)

    def posting_slices(self, places: Longs) -> tuple[Longs, Longs]:
        """The slices of the postings of the words of these places."""
        return self._postings[places], self._postings[places + 1]

    def holding(self, places: Longs) -> Longs:
        """How many documents have each of the words of these places."""
        starts, ends = self.posting_slices(places)
        return ends - starts

    def all_postings(self) -> tuple[Longs, Numbers, Shorts]:
        """Offsets, documents and packed frequencies of all words, verified."""
        docs, counts = self.file.array("word.docs", "<i4"), self.file.array("word.counts", "<u2")
        return self._postings, docs, counts

    def postings(self, starts: Longs, ends: Longs) -> tuple[Numbers, Shorts]:
        """All documents and packed frequencies, verified within the given slices."""
        docs, counts = self._docs, self._counts
        self._docs_section.touch_slices(starts, ends)
        self._counts_section.touch_slices(starts, ends)
        return docs, counts

    @cached_property
    def dense_words(self) -> Numbers:
        """The places of the words that have bitmaps."""
        words: Numbers = self.file.array("dense.words", "<i4")
        self._bits = self.file.section("dense.bits", "<u8")
        self._ranks = self.file.section("dense.ranks", "<i4")
        self._row = int(words_of_row(self.documents))
        if len(self._bits) != len(words) * self._row or WORDS_A_BLOCK * len(self._ranks) != len(self._bits):
            raise self.file.damaged("its bitmaps and words do not fit")
        self._known_rows = bytearray(len(words))
        return words

    def bitmaps(self, rows: Longs) -> tuple[Bits, Numbers]:
        """All bitmaps and ranks, verified within the given rows; -1 stands for no row."""
        for row in rows.tolist():
            if row >= 0 and not self._known_rows[row]:
                start, end = row * self._row, (row + 1) * self._row
                self._bits.touch(start, end)
                self._ranks.touch(start // WORDS_A_BLOCK, end // WORDS_A_BLOCK)
                self._known_rows[row] = 1
        return self._bits.array, self._ranks.array

    # ---- lengths ----

    @cached_property
    def length_codes(self) -> Bytes:
        """The length of each field as a code, field after field."""
        return self._of_fields(self.file.array("length.codes", "|u1"))

    @cached_property
    def lengths(self) -> Numbers:
        """The exact length of each field in words, field after field."""
        return self._of_fields(self.file.array("length.exact", "<i4"))

    @cached_property
    def ranks(self) -> Numbers:
        """The rank of each passage's id among all of the segment."""
        codes = self.column("id").doc_codes
        if len(codes) != self.documents:
            raise self.file.damaged("its passages have not one id each")
        return codes

    def _of_fields(self, array: Array) -> Array:
        if len(array) != FIELDS * self.documents:
            raise self.file.damaged("its field lengths do not fit its passages")
        return array

    # ---- literal runs ----

    @cached_property
    def slots(self) -> Numbers:
        """Where each field of each passage begins in the segment's text."""
        slots: Numbers = self.file.array("gram.slots", "<i4")
        if len(slots) != FIELDS * self.documents + 1 or slots[0] != 0 or bool((slots[1:] < slots[:-1]).any()):
            raise self.file.damaged("its fields are out of order")
        return slots

    @property
    def characters(self) -> int:
        """How long the segment's text is, separators included."""
        return int(self.slots[-1])

    @cached_property
    def blocks(self) -> Numbers:
        """The slot of each block of the segment's text."""
        return self.file.array("gram.blocks", "<i4")

    @cached_property
    def keys(self) -> Longs:
        """The keys of all grams, ascending."""
        return self.file.array("gram.keys", "<i8")

    @cached_property
    def gram_offsets(self) -> Numbers:
        """The slices of the grams' positions."""
        self._positions = self.file.section("gram.positions", "<i4")
        offsets = self.file.offsets("gram.offsets", len(self._positions), "<i4")
        if len(offsets) != len(self.keys) + 1:
            raise self.file.damaged("its grams and positions do not fit")
        return offsets

    def positions(self, starts: Longs, ends: Longs) -> Numbers:
        """All positions of grams, verified within the given slices."""
        self._positions.touch_slices(starts, ends)
        return self._positions.array

    def all_positions(self) -> Numbers:
        """All positions of grams, verified."""
        return self.file.array("gram.positions", "<i4")

    def literal(self, points: Points, bits: int) -> tuple[Numbers, Shorts]:
        """The documents with a run of characters, and its packed frequency, in the fields of ``bits``."""
        grams = find_grams(self.keys, self.gram_offsets, points)
        self._positions.touch_slices(grams[0], grams[1])
        find = find_character if len(points) == 1 else find_passages
        return self.checked(find, self._positions.array, grams, self.slots, self.blocks, bits)

    def checked(self, kernel: Callable[..., Answer], *arguments: Any) -> Answer:
        """What a kernel answers; raises IndexDamaged where it finds something out of range."""
        try:
            return kernel(*arguments)
        except ValueError as error:
            raise self.file.damaged(str(error)) from error

    @cached_property
    def hidden_offsets(self) -> Longs:
        """The slices of the documents that have each word hidden."""
        self._hidden = self.file.section("hidden.docs", "<i4")
        offsets = self.file.offsets("hidden.offsets", len(self._hidden))
        if len(offsets) != len(self.words) + 1:
            raise self.file.damaged("its words and hidden words do not fit")
        return offsets

    def whole_word(self, word: str, bits: int) -> tuple[Numbers, Shorts]:
        """The documents that have a word literally in the fields of ``bits``, and its packed frequency.

        Its frequency is that of the word; where it is only a part of other words, once in the text. If no
        passage has the word, it is that of the characters.
        """
        starts, ends, _, (place,) = self.slices(join_terms([encode(word)]))
        if place < 0:
            return self.literal(points_of(word), bits)
        docs, counts = self.postings(starts, ends)
        if bits == ALL_BITS and len(word) == WHOLE:
            start, end = int(self.hidden_offsets[place]), int(self.hidden_offsets[place + 1])
            self._hidden.touch(start, end)
            hidden = self._hidden.array
            return self.checked(
                with_hidden, docs, counts, starts[0], ends[0], hidden, start, end, self.documents
            )
        found, _ = self.literal(points_of(word), bits)
        return found, self.checked(counts_of, found, docs, counts, starts[0], ends[0], bits)

    # ---- labels and stored passages ----

    def column(self, name: str) -> LabelColumn:
        """The label field of that name."""
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = read_column(self.file, name, self.documents)
        return column

    def terms(self, name: str) -> LabelTerms:
        """The label field of that name as queries see it."""
        terms = self._terms.get(name)
        if terms is None:
            terms = self._terms[name] = self.checked(terms_of, name, self.column(name).values)
        return terms

    @cached_property
    def part_numbers(self) -> Numbers:
        """The number of each passage's part among all of the segment."""
        return part_numbers(read_starts(self.file, self.documents))

    @cached_property
    def stored(self) -> StoredPassages:
        """The passages as they were given."""
        return StoredPassages(self.file, self.documents)

    def passage(self, document: int) -> Passage:
        """The stored passage of a document number."""
        return self.passages((document,))[0]

    def passages(self, documents: Sequence[int]) -> list[Passage]:
        """The stored passages of some document numbers, in their order."""
        for document in documents:
            if not 0 <= document < self.documents:
                raise IndexError(document)
        return self.stored.read(documents)
