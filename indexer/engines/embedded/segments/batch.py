"""What one call of an analysing process gives back: passages as compact arrays and bytes.

A batch is cheap to send between processes. All that is slow in Python happens while it is made, so that
worker processes can make batches side by side; turning them into a segment is left to compiled loops.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from indexer.analysis import field_text, normalise
from indexer.engines.embedded.compiled import Numbers
from indexer.model import TEXT_FIELDS, AnalysedPassage, Passage
from indexer.records import from_line, to_line

__all__ = [
    "LABELS",
    "STORED_TOGETHER",
    "UNFOLDED",
    "Batch",
    "make_batch",
    "pack_records",
    "points_of",
    "read_record",
]

LABELS = ("id", "source", "collection", "genre", "domain", "section", "year")
"""Fields whose values are matched whole. A year's value has four digits."""

UNFOLDED = frozenset({"id", "source"})
"""Label fields that are compared as they are written; the others in their normalised form."""

STORED_TOGETHER = 8
"""So many passages are compressed together: a compromise of size and the time to read one."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some passages, ready for ``build_segment``.

    ``tokens`` are the words, as places in ``words``, passage after passage and field after field;
    ``token_counts`` says how many each field has. ``points`` are the characters in the same order,
    ``lengths`` how many each field has. ``records`` are compressed blocks of stored passages.
    """

    words: list[str]
    tokens: Numbers
    token_counts: Numbers
    points: npt.NDArray[np.uint32]
    lengths: Numbers
    labels: Mapping[str, list[tuple[str, ...]]]
    records: list[bytes]

    def __len__(self) -> int:
        return len(self.lengths) // len(TEXT_FIELDS)


class _Numbering(dict[str, int]):
    """Numbers words in the order in which they come."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def make_batch(analysed: Sequence[AnalysedPassage]) -> Batch:
    """The batch of some passages, in their order."""
    numbering, tokens, counts = _Numbering(), array("i"), array("i")
    texts: list[str] = []
    for item in analysed:
        for field in TEXT_FIELDS:
            words = item.words[field]
            tokens.extend(map(numbering.__getitem__, words))
            counts.append(len(words))
            texts.append(field_text(item.passage, field))
    passages = [item.passage for item in analysed]
    return Batch(
        words=list(numbering),
        tokens=np.frombuffer(tokens, np.int32) if tokens else np.empty(0, np.int32),
        token_counts=np.frombuffer(counts, np.int32) if counts else np.empty(0, np.int32),
        points=points_of(normalise("".join(texts))),
        lengths=np.fromiter(map(len, texts), np.int32, len(texts)),
        labels={name: [_labels(passage, name) for passage in passages] for name in LABELS},
        records=pack_records(passages),
    )


def points_of(text: str) -> npt.NDArray[np.uint32]:
    """The numbers of a text's characters: the code point plus one, since 0 separates fields."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32) + np.uint32(1)


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
    return [zlib.compress("\n".join(block).encode("utf-8", "surrogatepass"), 1) for block in blocks]


def read_record(block: bytes, number: int) -> Passage:
    """The passage of that number in a compressed block; raises what zlib or JSON raise for a
    broken one."""
    lines = zlib.decompress(block).split(b"\n")
    if number >= len(lines):
        raise ValueError("a block of stored passages is too short")
    return from_line(lines[number])


def all_labels(batches: Sequence[Batch], name: str) -> list[tuple[str, ...]]:
    """The values of one label field of all passages of several batches."""
    return list(chain.from_iterable(batch.labels[name] for batch in batches))
