"""What one call of an analysing process gives back: passages as compact arrays and bytes.

A batch is cheap to send between processes. All that is slow in Python happens while it is made, so that
worker processes can make batches side by side; turning them into a segment is left to compiled loops.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import zstandard

from indexer.analysis import AnalysedPassages, character_kinds
from indexer.analysis.sketches import sketch_texts
from indexer.compiled import Bits, Bytes, Numbers, Points
from indexer.engines.embedded.segments.parts import part_starts
from indexer.engines.embedded.segments.phrases import Phrases, count_phrases
from indexer.model import TEXT_FIELDS, Passage
from indexer.records import to_line

__all__ = [
    "LABELS",
    "STORED_TOGETHER",
    "UNFOLDED",
    "Batch",
    "make_batch",
    "pack_records",
]

LABELS = ("id", "source", "collection", "genre", "domain", "section", "year")
"""Fields whose values are matched whole. A year's value has four digits."""

UNFOLDED = frozenset({"id", "source"})
"""Label fields that are compared as they are written; the others in their normalised form."""

STORED_TOGETHER = 16
"""So many passages are compressed together: a compromise of size and the time to read one."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some passages, ready for ``build_segment``; see ``AnalysedPassages`` for ``points`` and ``lengths``.

    ``tokens`` are the words, as places in ``words``, passage after passage and field after field;
    ``token_counts`` says how many each field has. ``sketches`` are those of
    the passages' texts, ``records`` compressed blocks of stored passages.
    """

    words: list[str]
    tokens: Numbers
    token_counts: Numbers
    points: Points
    lengths: Numbers
    sketches: Bits
    part_starts: Bytes
    labels: Mapping[str, list[tuple[str, ...]]]
    phrases: Phrases
    records: list[bytes]

    def __len__(self) -> int:
        return len(self.lengths) // len(TEXT_FIELDS)


def make_batch(analysed: AnalysedPassages) -> Batch:
    """The batch of some passages, in their order."""
    passages = analysed.passages
    return Batch(
        words=analysed.words.distinct,
        tokens=analysed.words.numbers,
        token_counts=analysed.words.counts,
        points=analysed.points,
        lengths=analysed.lengths,
        sketches=_sketches(analysed),
        part_starts=part_starts(passages),
        labels={name: [_labels(passage, name) for passage in passages] for name in LABELS},
        phrases=count_phrases(passages),
        records=pack_records(passages),
    )


def _sketches(analysed: AnalysedPassages) -> Bits:
    starts = np.cumsum(analysed.lengths + 1, dtype=np.int32) - analysed.lengths - np.int32(1)
    fields, text = len(TEXT_FIELDS), TEXT_FIELDS.index("text")
    starts, lengths = starts[text::fields].copy(), analysed.lengths[text::fields].copy()
    return sketch_texts(analysed.points, starts, lengths, character_kinds())


def _labels(passage: Passage, name: str) -> tuple[str, ...]:
    value: str | int | tuple[str, ...] | None = getattr(passage, name)
    if isinstance(value, int):
        return (f"{value:04d}",)
    if isinstance(value, str):
        return (value,)
    return tuple(dict.fromkeys(value or ()))


def pack_records(passages: Iterable[Passage]) -> list[bytes]:
    """Passages as compressed blocks of ``STORED_TOGETHER``, a line of JSON each."""
    lines = list(map(to_line, passages))
    blocks = (lines[start : start + STORED_TOGETHER] for start in range(0, len(lines), STORED_TOGETHER))
    compress = zstandard.ZstdCompressor(level=5).compress
    return [compress("\n".join(block).encode()) for block in blocks]


def all_labels(batches: Sequence[Batch], name: str) -> list[tuple[str, ...]]:
    """The values of one label field of all passages of several batches."""
    return list(chain.from_iterable(batch.labels[name] for batch in batches))
