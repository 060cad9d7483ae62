"""Choices and counts over label columns: which matches have a chosen value, how many have each value.

A choice of a facet narrows the matches but not that facet's own counts. So for every match we note, a bit
a choice, which choices refuse it: a hit is refused by none, and a facet counts what at most itself refuses.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from indexer.compiled import Bytes, Numbers
from indexer.engines.embedded.evaluation.sets import count_values, mark_refused
from indexer.engines.embedded.segments.lexicon import decode, encode
from indexer.engines.embedded.segments.opened import OpenSegment

__all__ = ["add_counts", "refusals"]


def refusals(segment: OpenSegment, docs: Numbers, choices: Sequence[tuple[str, Collection[str]]]) -> Bytes:
    """For each document, which of the choices (field and values) refuse it: bit 0 is the first one."""
    refused = np.zeros(len(docs), np.uint8)
    for number, (name, values) in enumerate(choices):
        column = segment.column(name)
        chosen = np.zeros(len(column.values), np.uint8)
        places = column.values.find_all([encode(value) for value in values])
        chosen[places[places >= 0]] = 1
        mark_refused(docs, column.doc_offsets, column.doc_codes, chosen, 1 << number, refused)
    return refused


def add_counts(
    counts: dict[str, int], segment: OpenSegment, name: str, docs: Numbers, refused: Bytes, own: int
) -> None:
    """Adds to ``counts`` how many documents have each value of a field.

    ``own`` is the bit of the field's own choice, 0 if it has none.
    """
    column = segment.column(name)
    found = count_values(docs, column.doc_offsets, column.doc_codes, len(column.values), own, refused)
    for place in np.flatnonzero(found).tolist():
        value = decode(column.values[place])
        counts[value] = counts.get(value, 0) + int(found[place])
