"""Batches of passages to the arrays of a segment. The names and types of all arrays are listed here.

    word.blob .offsets        u1 i8   dictionary of all words
    word.postings             i8      offsets of each word's postings
    word.docs .counts         i4 u2   postings: document, packed frequencies (see packing)
    word.holders              i4      documents that have the word in each field, 4 a word
    dense.words .bits .ranks  i4 u8 i4  bitmaps of frequent words (see dense)
    hidden.offsets .docs      i8 i4   documents that have a word hidden (see hidden)
    length.codes .exact       u1 i4   words in each field, field by field: as a code, and exactly
    gram.keys .offsets        i8 i4   character grams and the slices of their positions
    gram.positions            i4      where each gram begins in the segment's text
    gram.slots .blocks        i4 i4   where each field of each passage begins; slot of each block
    <label>.blob .offsets     u1 i8   dictionary of a label field's values
    <label>.value_offsets .value_docs i8 i4   the documents of each value
    <label>.doc_offsets .doc_codes    i8 i4   the values of each document
    suggest.*                         titles, headings and an order by initials (see completions)
    stored.data .offsets      u1 i8   compressed blocks of passages
    stored.first              i4      the first passage of each block
    sketch.bits               u8      the sketch of each passage's text (see sketches)
    part.starts               u1      a bit for each passage that begins a part (see parts)

A further, optional array may be added under any other name without a new format: readers look for names,
and a merge makes a segment anew. Kept free for what is to come is keyword.*.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any, NamedTuple

import numpy as np

from indexer.compiled import Array, Numbers
from indexer.engines.embedded.segments.batch import LABELS, STORED_TOGETHER, Batch, all_labels
from indexer.engines.embedded.segments.completions import completion_arrays
from indexer.engines.embedded.segments.dense import dense_arrays
from indexer.engines.embedded.segments.hidden import hidden_arrays
from indexer.engines.embedded.segments.invert import (
    count_fields,
    find_blocks,
    invert_labels,
    invert_words,
    sort_grams,
)
from indexer.engines.embedded.segments.lengths import length_codes
from indexer.engines.embedded.segments.lexicon import Lexicon, encode, pack_terms
from indexer.engines.embedded.segments.packing import FIELDS
from indexer.engines.embedded.segments.parts import join_starts
from indexer.engines.embedded.segments.phrases import add_phrases
from indexer.trie import POINTS

__all__ = [
    "Arrays",
    "SegmentArrays",
    "StoredPart",
    "bitmap_arrays",
    "build_segment",
    "label_arrays",
    "length_arrays",
    "lexicon_of",
    "stored_arrays",
    "stored_part",
]

Arrays = dict[str, Array]


@dataclass(frozen=True, slots=True)
class SegmentArrays:
    """A segment in memory: all of its arrays, and how many documents it has."""

    arrays: Arrays
    documents: int

    @property
    def meta(self) -> dict[str, Any]:
        """What the file says beside the arrays."""
        lengths = self.arrays["length.exact"].reshape(FIELDS, -1)
        return {"documents": self.documents, "lengths": lengths.sum(axis=1, dtype=np.int64).tolist()}


def build_segment(batches: Sequence[Batch]) -> SegmentArrays:
    """The arrays of the passages of some batches, in their order. About 2 GB of characters is the limit."""
    documents = sum(map(len, batches))
    arrays: Arrays = {}
    with ThreadPoolExecutor(1) as beside:  # the loops that take most of the time need no lock
        grams = beside.submit(_gram_arrays, batches)
        arrays |= _word_arrays(batches)
        arrays |= bitmap_arrays(arrays, documents)
        arrays |= length_arrays(_join([batch.token_counts for batch in batches], np.int32))
        arrays |= grams.result()
    words = lexicon_of(arrays)
    arrays |= hidden_arrays(words, arrays)
    for name in LABELS:
        arrays |= label_arrays(name, all_labels(batches, name))
    arrays["sketch.bits"] = _join([batch.sketches for batch in batches], np.uint64)
    arrays["part.starts"] = join_starts([batch.part_starts for batch in batches])
    phrases = add_phrases(batch.phrases for batch in batches)
    arrays |= completion_arrays(phrases, words, np.diff(arrays["word.postings"]), documents)
    arrays |= stored_arrays([stored_part(batch.records, len(batch)) for batch in batches])
    return SegmentArrays(arrays, documents)


def _join(parts: Sequence[Array], kind: type[np.generic]) -> Array:
    return np.concatenate([np.empty(0, kind), *parts]).astype(kind, copy=False)


def _word_arrays(batches: Sequence[Batch]) -> Arrays:
    words = sorted(set(chain.from_iterable(batch.words for batch in batches)), key=encode)
    numbers = {word: number for number, word in enumerate(words)}
    parts = [
        np.array([numbers[word] for word in batch.words] or [0], np.int32)[batch.tokens] for batch in batches
    ]
    offsets, docs, counts = invert_words(
        _join(parts, np.int32), _join([batch.token_counts for batch in batches], np.int32), len(words)
    )
    blob, places = pack_terms([encode(word) for word in words])
    return {
        "word.blob": blob,
        "word.offsets": places,
        "word.postings": offsets,
        "word.docs": docs,
        "word.counts": counts,
        "word.holders": count_fields(offsets, counts),
    }


def lexicon_of(words: Arrays) -> Lexicon:
    """The dictionary in the arrays of all words."""
    return Lexicon(words["word.blob"], words["word.offsets"])


def bitmap_arrays(words: Arrays, documents: int) -> Arrays:
    """The bitmaps of frequent words, given the arrays of all words."""
    dense, bits, ranks = dense_arrays(words["word.postings"], words["word.docs"], documents)
    return {"dense.words": dense, "dense.bits": bits, "dense.ranks": ranks}


def length_arrays(token_counts: Numbers) -> Arrays:
    """The lengths of all fields, given document after document, kept field after field."""
    by_field = np.ascontiguousarray(token_counts.reshape(-1, FIELDS).T).ravel()
    return {"length.codes": length_codes(by_field), "length.exact": by_field}


def _gram_arrays(batches: Sequence[Batch]) -> Arrays:
    text = _join([batch.points for batch in batches], np.uint32)
    sizes = _join([batch.lengths for batch in batches], np.int32) + np.int32(1)  # with the separator
    slots = np.zeros(len(sizes) + 1, np.int32)
    np.cumsum(sizes, out=slots[1:])
    present = np.zeros(POINTS, np.bool_)
    present[text] = True
    present[0] = True
    dense = np.cumsum(present, dtype=np.int32) - np.int32(1)
    keys, offsets, positions = sort_grams(text, dense, np.flatnonzero(present).astype(np.uint32))
    return {
        "gram.keys": keys,
        "gram.offsets": offsets.astype(np.int32),
        "gram.positions": positions,
        "gram.slots": slots,
        "gram.blocks": find_blocks(slots),
    }


def label_arrays(name: str, values: Sequence[tuple[str, ...]]) -> Arrays:
    """The arrays of one label field, given the values of each document."""
    known = sorted(set(chain.from_iterable(values)), key=encode)
    numbers = {value: number for number, value in enumerate(known)}
    offsets = np.fromiter(accumulate(map(len, values), initial=0), np.int64, len(values) + 1)
    codes = np.array([numbers[value] for value in chain.from_iterable(values)], np.int32)
    blob, places = pack_terms([encode(value) for value in known])
    value_offsets, value_docs = invert_labels(offsets, codes, len(known))
    return {
        f"{name}.blob": blob,
        f"{name}.offsets": places,
        f"{name}.value_offsets": value_offsets,
        f"{name}.value_docs": value_docs,
        f"{name}.doc_offsets": offsets,
        f"{name}.doc_codes": codes,
    }


class StoredPart(NamedTuple):
    """Some stored passages: compressed blocks, the first passage of each, and how many there are in all."""

    blocks: Sequence[bytes]
    first: Sequence[int]
    passages: int


def stored_part(blocks: Sequence[bytes], passages: int) -> StoredPart:
    """The part of blocks that ``pack_records`` made."""
    return StoredPart(blocks, range(0, passages, STORED_TOGETHER), passages)


def stored_arrays(parts: Sequence[StoredPart]) -> Arrays:
    """The stored passages of some parts, one after the other."""
    blocks = list(chain.from_iterable(part.blocks for part in parts))
    bases = accumulate((part.passages for part in parts), initial=0)
    first = [base + number for base, part in zip(bases, parts, strict=False) for number in part.first]
    return {
        "stored.data": np.frombuffer(b"".join(blocks), np.uint8),
        "stored.offsets": np.fromiter(accumulate(map(len, blocks), initial=0), np.int64, len(blocks) + 1),
        "stored.first": np.array(first, np.int32),
    }
