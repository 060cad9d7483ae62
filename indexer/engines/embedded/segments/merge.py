"""Several segments to one: arrays are joined and shifted, deleted passages left out. Nothing is analysed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.analysis.sketches import WORDS
from indexer.compiled import Bits, Bytes, Longs, Numbers, Shorts, kernel
from indexer.engines.embedded.segments.batch import LABELS, pack_records
from indexer.engines.embedded.segments.build import (
    Arrays,
    SegmentArrays,
    StoredPart,
    bitmap_arrays,
    label_arrays,
    length_arrays,
    lexicon_of,
    stored_arrays,
    stored_part,
)
from indexer.engines.embedded.segments.completions import completion_arrays, stored_phrases
from indexer.engines.embedded.segments.hidden import hidden_arrays
from indexer.engines.embedded.segments.invert import count_fields, find_blocks
from indexer.engines.embedded.segments.lexicon import decode, pack_terms
from indexer.engines.embedded.segments.literals import slot_of
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.engines.embedded.segments.packing import FIELDS
from indexer.engines.embedded.segments.parts import join_starts, kept_starts, read_starts
from indexer.engines.embedded.segments.phrases import Phrases, add_phrases, count_phrases
from indexer.engines.embedded.segments.sketches import read_sketches

__all__ = ["merge_segments"]


@dataclass(frozen=True, slots=True)
class _Source:
    """A segment and the new number of each of its documents, -1 for a deleted one."""

    segment: OpenSegment
    renumbered: Numbers

    @property
    def kept(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return self.renumbered >= 0


def merge_segments(parts: Sequence[tuple[OpenSegment, Collection[int]]]) -> SegmentArrays:
    """The arrays of one segment of all passages but the deleted ones. Raises IndexDamaged."""
    sources: list[_Source] = []
    documents = 0
    for segment, deleted in parts:
        live = np.ones(segment.documents, np.bool_)
        live[list(deleted)] = False
        numbers = np.where(live, np.cumsum(live) - 1 + documents, -1).astype(np.int32)
        sources.append(_Source(segment, numbers))
        documents += int(live.sum())
    arrays: Arrays = {}
    arrays |= _word_arrays(sources)
    arrays |= bitmap_arrays(arrays, documents)
    arrays |= length_arrays(
        np.concatenate([s.segment.lengths.reshape(FIELDS, -1).T[s.kept].ravel() for s in sources])
    )
    arrays |= _gram_arrays(sources)
    words = lexicon_of(arrays)
    arrays |= hidden_arrays(words, arrays)
    for name in LABELS:
        arrays |= label_arrays(name, [values for source in sources for values in _labels(source, name)])
    arrays["sketch.bits"] = np.concatenate([_sketches(source) for source in sources])
    arrays["part.starts"] = join_starts([_part_starts(source) for source in sources])
    kept = [_stored(source) for source in sources]
    phrases = add_phrases(phrases for _, phrases in kept)
    arrays |= completion_arrays(phrases, words, np.diff(arrays["word.postings"]), documents)
    arrays |= stored_arrays([part for part, _ in kept])
    return SegmentArrays(arrays, documents)


# ---- words ----


def _word_arrays(sources: Sequence[_Source]) -> Arrays:
    terms = sorted(set().union(*(source.segment.words for source in sources)))
    places = {term: place for place, term in enumerate(terms)}
    moved = [np.array([places[term] for term in source.segment.words], np.int64) for source in sources]
    sizes = np.zeros(len(terms), np.int64)
    lists = [source.segment.all_postings() for source in sources]
    for source, where, (offsets, docs, _) in zip(sources, moved, lists, strict=True):
        _count_postings(offsets, docs, where, source.renumbered, sizes)
    at = np.cumsum(sizes) - sizes
    docs_ = np.empty(int(sizes.sum()), np.int32)
    counts_ = np.empty(len(docs_), np.uint16)
    kept = np.flatnonzero(sizes)
    offsets_ = np.append(at[kept], len(docs_))
    for source, where, (offsets, docs, counts) in zip(sources, moved, lists, strict=True):
        _copy_postings((offsets, docs, counts), where, source.renumbered, at, (docs_, counts_))
    blob, starts = pack_terms([terms[place] for place in kept])
    return {
        "word.blob": blob,
        "word.offsets": starts,
        "word.postings": offsets_,
        "word.docs": docs_,
        "word.counts": counts_,
        "word.holders": count_fields(offsets_, counts_),
    }


@kernel
def _count_postings(offsets: Longs, docs: Numbers, where: Longs, renumbered: Numbers, sizes: Longs) -> None:
    for word in range(len(where)):
        for p in range(offsets[word], offsets[word + 1]):
            if docs[p] < 0 or docs[p] >= len(renumbered):
                raise ValueError("document out of range")
            sizes[where[word]] += renumbered[docs[p]] >= 0


@kernel
def _copy_postings(
    postings: tuple[Longs, Numbers, Shorts],
    where: Longs,
    renumbered: Numbers,
    at: Longs,
    merged: tuple[Numbers, Shorts],
) -> None:
    """Copies the postings of a segment to their places; ``at`` is where each word's next one goes."""
    offsets, docs, counts = postings
    for word in range(len(where)):
        place = at[where[word]]
        for p in range(offsets[word], offsets[word + 1]):
            document = renumbered[docs[p]]
            if document >= 0:
                merged[0][place], merged[1][place] = document, counts[p]
                place += 1
        at[where[word]] = place


# ---- grams ----


def _gram_arrays(sources: Sequence[_Source]) -> Arrays:
    sizes = np.concatenate([np.diff(s.segment.slots).reshape(-1, FIELDS)[s.kept].ravel() for s in sources])
    slots = np.zeros(len(sizes) + 1, np.int32)
    np.cumsum(sizes, out=slots[1:])
    keys = np.unique(np.concatenate([source.segment.keys for source in sources]))
    counts = np.zeros(len(keys), np.int64)
    moved = [np.searchsorted(keys, source.segment.keys) for source in sources]
    inputs = []
    for source, where in zip(sources, moved, strict=True):
        segment = source.segment
        offsets = segment.gram_offsets
        positions = segment.all_positions()
        # How far each slot's text moves; a deleted passage's slots have no place.
        shifts = np.full(len(segment.slots) - 1, _GONE, np.int32)
        kept = np.repeat(source.kept, FIELDS)
        first = FIELDS * int(source.renumbered[source.kept][0]) if bool(source.kept.any()) else 0
        shifts[kept] = slots[first : first + int(kept.sum())] - segment.slots[:-1][kept]
        inputs.append((offsets, positions, segment.slots, segment.blocks, shifts))
        _count_positions(inputs[-1], where, counts)
    at = np.cumsum(counts) - counts
    merged = np.empty(int(counts.sum()), np.int32)
    present = np.flatnonzero(counts)
    offsets_ = np.append(at[present], len(merged))
    for arrays, where in zip(inputs, moved, strict=True):
        _copy_positions(arrays, where, at, merged)
    return {
        "gram.keys": keys[present],
        "gram.offsets": offsets_.astype(np.int32),
        "gram.positions": merged,
        "gram.slots": slots,
        "gram.blocks": find_blocks(slots),
    }


_GONE = -(2**31)


@kernel
def _count_positions(
    arrays: tuple[Numbers, Numbers, Numbers, Numbers, Numbers], where: Longs, counts: Longs
) -> None:
    offsets, positions, slots, blocks, shifts = arrays
    for gram in range(len(where)):
        for p in range(offsets[gram], offsets[gram + 1]):
            counts[where[gram]] += shifts[slot_of(positions[p], slots, blocks)] != _GONE


@kernel
def _copy_positions(
    arrays: tuple[Numbers, Numbers, Numbers, Numbers, Numbers], where: Longs, at: Longs, merged: Numbers
) -> None:
    offsets, positions, slots, blocks, shifts = arrays
    for gram in range(len(where)):
        place = at[where[gram]]
        for p in range(offsets[gram], offsets[gram + 1]):
            shift = shifts[slot_of(positions[p], slots, blocks)]
            if shift != _GONE:
                merged[place] = positions[p] + shift
                place += 1
        at[where[gram]] = place


# ---- labels and stored passages ----


def _labels(source: _Source, name: str) -> list[tuple[str, ...]]:
    column = source.segment.column(name)
    values = [decode(value) for value in column.values]
    codes = [values[code] for code in column.doc_codes.tolist()]
    offsets = column.doc_offsets.tolist()
    return [tuple(codes[offsets[d] : offsets[d + 1]]) for d in np.flatnonzero(source.kept).tolist()]


def _sketches(source: _Source) -> Bits:
    sketches = read_sketches(source.segment.file, source.segment.documents)
    return sketches.reshape(-1, WORDS)[source.kept].ravel()


def _part_starts(source: _Source) -> Bytes:
    segment = source.segment
    return kept_starts(read_starts(segment.file, segment.documents), source.kept)


def _stored(source: _Source) -> tuple[StoredPart, Phrases]:
    """The compressed passages, as they are where none is deleted and most blocks are full; their phrases."""
    segment, stored = source.segment, source.segment.stored
    if bool(source.kept.all()) and stored.full_blocks:
        blocks = [stored.block(number) for number in range(len(stored.first))]
        part = StoredPart(blocks, stored.first.tolist(), segment.documents)
        return part, stored_phrases(segment.file)
    kept = list(map(segment.passage, np.flatnonzero(source.kept).tolist()))
    return stored_part(pack_records(kept), len(kept)), count_phrases(kept)
