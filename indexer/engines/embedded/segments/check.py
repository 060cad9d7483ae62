"""Reads a whole segment and compares what must agree: the checksums first, then order and references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.analysis.sketches import WORDS, sketch_of
from indexer.compiled import Bits, Numbers
from indexer.engines.embedded.segments.batch import LABELS
from indexer.engines.embedded.segments.completions import completion_arrays
from indexer.engines.embedded.segments.dense import dense_arrays
from indexer.engines.embedded.segments.hidden import hidden_arrays
from indexer.engines.embedded.segments.lexicon import encode
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.engines.embedded.segments.packing import FIELDS
from indexer.engines.embedded.segments.parts import part_starts, read_starts
from indexer.engines.embedded.segments.phrases import Phrases, count_phrases
from indexer.engines.embedded.segments.sketches import read_sketches
from indexer.errors import ZongjieError
from indexer.model import Passage

__all__ = ["CheckReport", "check_segment"]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: a sentence a problem, and how much was read."""

    problems: tuple[str, ...]
    bytes: int
    documents: int


def check_segment(index: Any, segment: Any) -> CheckReport:
    """Checks one segment of an ``ArrayIndex``."""
    try:
        opened: OpenSegment = index.open_segment(segment)
        size = opened.file.verify_all()
        problems = [str(opened.file.damaged(what)) for what in _disorders(opened)]
    except ZongjieError as error:
        return CheckReport((str(error),), 0, 0)
    deleted = set(segment.deleted_docs())
    if any(not 0 <= document < opened.documents for document in deleted):
        problems.append(str(opened.file.damaged("passages are deleted that it does not have")))
    return CheckReport(tuple(problems), size, opened.documents - len(deleted))


def _disorders(opened: OpenSegment) -> Iterator[str]:
    """What is out of order or refers to nothing, though the bytes are as they were written."""
    offsets, docs, counts = opened.all_postings()
    if not _ascending_slices(offsets, docs) or _outside(docs, opened.documents) or not counts.all():
        yield "its postings are out of order"
        return
    if not _same_bitmaps(opened, *dense_arrays(offsets, docs, opened.documents)):
        yield "its bitmaps are not those of its postings"
    keys, grams = opened.keys, opened.gram_offsets
    positions = opened.all_positions()
    if bool((keys[1:] <= keys[:-1]).any()) or not _ascending_slices(grams, positions):
        yield "its grams are out of order"
    if _outside(positions, opened.characters) or _outside(opened.blocks, FIELDS * opened.documents + 1):
        yield "its grams lie outside of its text"
        return
    if not _same_hidden(opened):
        yield "its hidden words are not those of its texts"
    for name in ("word", *LABELS):
        terms = list(opened.words if name == "word" else opened.column(name).values)
        if any(one >= other for one, other in pairwise(terms)):
            yield f"its dictionary {name} is out of order"
    if not _same_completions(opened, count_phrases(_own_passages(opened))):
        yield "its suggestions are not those of its passages"


def _own_passages(opened: OpenSegment) -> Iterator[Passage]:
    """All stored passages; raises IndexDamaged where one is another one or its sketch is of another text."""
    starts = read_starts(opened.file, opened.documents)
    sketches = read_sketches(opened.file, opened.documents).reshape(-1, WORDS)
    before: Passage | None = None
    for document in range(opened.documents):
        passage = opened.passage(document)
        if encode(passage.id) != opened.column("id").values[opened.ranks[document]]:
            raise opened.file.damaged(f"its stored passage {document} is another one")
        if not np.array_equal(sketches[document], sketch_of(passage.text)):
            raise opened.file.damaged(f"the sketch of its passage {document} is not that of its text")
        if not starts[document] and (before is None or part_starts([before, passage])[1]):
            raise opened.file.damaged(f"its passage {document} is not of the part of the one before it")
        yield passage
        before = passage


def _same_completions(opened: OpenSegment, phrases: Phrases) -> bool:
    holders = opened.holding(np.arange(len(opened.words)))
    found = completion_arrays(phrases, opened.words, holders, opened.documents)
    return all(np.array_equal(array, opened.file.verified(name)) for name, array in found.items())


def _same_hidden(opened: OpenSegment) -> bool:
    names = (
        "word.postings",
        "word.docs",
        "gram.keys",
        "gram.offsets",
        "gram.positions",
        "gram.slots",
        "gram.blocks",
    )
    found = hidden_arrays(opened.words, {name: opened.file.verified(name) for name in names})
    return all(np.array_equal(array, opened.file.verified(name)) for name, array in found.items())


def _same_bitmaps(opened: OpenSegment, words: Numbers, bits: Bits, ranks: Numbers) -> bool:
    found_bits, found_ranks = opened.bitmaps(np.arange(len(opened.dense_words)))
    return (
        np.array_equal(opened.dense_words, words)
        and np.array_equal(found_bits, bits)
        and np.array_equal(found_ranks, ranks)
    )


def _ascending_slices(offsets: npt.NDArray[Any], numbers: npt.NDArray[np.int32]) -> bool:
    """Whether numbers ascend, but for where a new slice begins."""
    falls = np.flatnonzero(numbers[1:] <= numbers[:-1]) + 1
    return bool(np.isin(falls, offsets).all())


def _outside(numbers: npt.NDArray[np.int32], end: int) -> bool:
    return len(numbers) > 0 and (int(numbers.min()) < 0 or int(numbers.max()) >= end)
