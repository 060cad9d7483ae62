"""A second look at the best matches, by signals too dear to look up for all of them.

Words rank all matches. The best of these get more for what words do not tell: the pairs of characters that
they share with the query (in all fields, and again in title and headings alone), the longest run that they
share with it, the section role and the domain that the query hints at, and what else of their part is among
the best. Pairs find compounds that the dictionary cuts
differently; measured on judged questions, they and the run add what words miss (``Weights``). Nothing is ever
taken off a score, so the others stay behind in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from indexer.compiled import Bytes, Floats, Longs, Numbers, Points, kernel, short_kernel
from indexer.engines.embedded.evaluation.scoring import Norms, Weights, rarity, share_beside_text, worth
from indexer.engines.embedded.evaluation.sets import mark_refused
from indexer.engines.embedded.gallop import gallop
from indexer.engines.embedded.segments.lexicon import encode
from indexer.engines.embedded.segments.literals import first_from, gram_key
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.engines.embedded.segments.packing import FIELDS, add_one
from indexer.query import NO_HINTS, Hints
from indexer.trie import points_of

__all__ = ["MAX_PAIRS", "SIGNALS", "Rescorer", "Signals"]

SIGNALS = ("相邻字对", "标题里的相邻字对", "最长的相同字串", "章节类型", "领域")
"""What is looked at of each of the best matches by itself, as people are told."""

_OTHERS = 5
"""Passages of the same part that count for one; where there are fewer, they count as so many."""

MAX_PAIRS = 64
"""Pairs of characters of a query that are looked up; of more, the first."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What a query tells beside its words: normalised ``runs`` as typed, and what these hint at."""

    runs: tuple[str, ...] = ()
    hints: Hints = NO_HINTS


class Rescorer:
    """What the signals of one query add to the scores of documents, in any of some segments."""

    def __init__(self, signals: Signals, segments: Sequence[OpenSegment], weights: Weights) -> None:
        self._signals, self._segments, self._weights = signals, segments, weights
        pairs = list(_pairs(signals.runs))[:MAX_PAIRS]
        self._points = points_of("".join(pair for pair, _ in pairs)).reshape(-1, 2)
        self._chained = np.array([follows for _, follows in pairs], np.uint8)
        self._slices = [_find_pairs(one.keys, one.gram_offsets, self._points) for one in segments]
        self._rarities = self._weigh([pair for pair, _ in pairs])

    def _weigh(self, pairs: Sequence[str]) -> Floats:
        """Each distinct pair's weight once; how often it occurs stands for how many passages have it."""
        documents = sum(segment.documents for segment in self._segments)
        times = sum((ends - starts for starts, ends in self._slices), np.zeros(len(pairs), np.int64))
        damping = float(np.float32(self._weights.damping))
        seen: set[str] = set()
        found = np.zeros(len(pairs), np.float32)
        for number, pair in enumerate(pairs):
            if pair not in seen:
                found[number] = rarity(min(int(times[number]), documents), documents, damping)
            seen.add(pair)
        return found

    @cached_property
    def most(self) -> float:
        """The most that can be added to a score."""
        weights = self._weights
        pairs = float(self._rarities.sum()) * (weights.pairs + weights.pairs_beside_text)
        run = weights.run * min(len(self._chained), weights.longest_run)
        hints = self._signals.hints
        labels = bool(hints.roles) * weights.role + bool(hints.domains) * weights.domain
        return pairs + run + labels + weights.most_of_part

    def rescore(self, number: int, docs: Numbers, scores: Floats, norms: Norms) -> Floats:
        """The new scores of ascending documents of segment ``number``. Raises IndexDamaged."""
        scores = scores + self.added(number, docs, norms)
        return scores + self.of_part(number, docs, scores)

    def added(self, number: int, docs: Numbers, norms: Norms) -> Floats:
        """What is added to the scores of ascending documents of segment ``number``. Raises IndexDamaged."""
        return self.by_signal(number, docs, norms).sum(axis=0, dtype=np.float32)

    def by_signal(self, number: int, docs: Numbers, norms: Norms) -> Floats:
        """The same by signal, a row each in the order of ``SIGNALS``."""
        segment, weights, hints = self._segments[number], self._weights, self._signals.hints
        found = np.zeros((len(SIGNALS), len(docs)), np.float32)
        if len(self._chained):
            starts, ends = self._slices[number]
            positions = segment.positions(starts, ends)
            pairs, beside, runs = segment.checked(
                shared_pairs,
                docs,
                positions,
                starts,
                ends,
                self._rarities,
                self._chained,
                segment.slots,
                norms,
            )
            found[0], found[1] = pairs * weights.pairs, beside * weights.pairs_beside_text
            found[2] = np.minimum(runs, weights.longest_run) * weights.run
        found[3] = _has_value(segment, "section", hints.roles, docs) * weights.role
        found[4] = _has_value(segment, "domain", hints.domains, docs) * weights.domain
        return found

    def of_part(self, number: int, docs: Numbers, scores: Floats) -> Floats:
        """What the other passages of its part that are among the best add to a document's score.

        A share of the mean of the best of them: what stands in a text about the query is more likely to be.
        """
        found = means_of_others(self._segments[number].part_numbers[docs], scores, _OTHERS)
        return np.minimum(found * np.float32(self._weights.part), np.float32(self._weights.most_of_part))


def _has_value(segment: OpenSegment, name: str, values: frozenset[str], docs: Numbers) -> Floats:
    """1 for the documents with one of the values of a label field, else 0."""
    if not values:
        return np.zeros(len(docs), np.float32)
    column = segment.column(name)
    wanted = {encode(value) for value in values}
    chosen = np.array([bytes(value) in wanted for value in column.values], np.uint8)
    refused = np.zeros(len(docs), np.uint8)
    mark_refused(docs, column.doc_offsets, column.doc_codes, chosen, 1, refused)
    return (refused == 0).astype(np.float32)


def _pairs(runs: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The pairs of letters of some runs, and whether each begins where the one before it ends but for one."""
    for run in runs:
        before = False
        for first, second in pairwise(run):
            if first.isalnum() and second.isalnum():
                yield first + second, before
                before = True
            else:
                before = False


@short_kernel
def means_of_others(groups: Numbers, scores: Floats, count: int) -> Floats:
    """For each score the mean of the best ``count`` others of its group; those that lack count as 0.

    ``groups`` ascend.
    """
    means = np.zeros(len(scores), np.float32)
    start = 0
    while start < len(groups):
        end = start + 1
        while end < len(groups) and groups[end] == groups[start]:
            end += 1
        best = np.sort(scores[start:end])[::-1]
        top = best[: count + 1].sum() if len(best) > count else best.sum()
        last = best[count] if len(best) > count else np.float32(0)
        for i in range(start, end):
            # One of the best is left out of its own mean, any other leaves out the last of count + 1.
            means[i] = (top - max(scores[i], last)) / count
        start = end
    return means


@short_kernel
def _find_pairs(keys: Longs, offsets: Numbers, pairs: Points) -> tuple[Longs, Longs]:
    """Where the positions of each pair start and end; equal for one that does not occur."""
    starts = np.empty(len(pairs), np.int64)
    ends = np.empty(len(pairs), np.int64)
    for k in range(len(pairs)):
        key = gram_key(pairs[k, 0], pairs[k, 1])
        place = first_from(keys, key)
        known = place < len(keys) and keys[place] == key
        starts[k], ends[k] = offsets[place], offsets[place + known]
    return starts, ends


@kernel
def shared_pairs(
    docs: Numbers,
    positions: Numbers,
    starts: Longs,
    ends: Longs,
    rarities: Floats,
    chained: Bytes,
    slots: Numbers,
    norms: Norms,
) -> tuple[Floats, Floats, Numbers]:
    """For ascending documents: what their pairs are worth in all fields, the same beside the text, and how
    many pairs the longest run has that they share with the query.

    ``chained`` pairs overlap the one before them by a character, so they go on with its run.
    """
    everywhere = np.zeros(len(docs), np.float32)
    beside = np.zeros(len(docs), np.float32)
    longest = np.zeros(len(docs), np.int32)
    at = starts.copy()
    for i in range(len(docs)):
        d = docs[i]
        if d < 0 or d >= norms.documents:
            raise ValueError("document out of range")
        first, last = slots[FIELDS * d], slots[FIELDS * (d + 1)]
        before = np.empty((2, 0), np.int32)
        for k in range(len(starts)):
            at[k] = p = gallop(positions, at[k], ends[k], first)
            stop = gallop(positions, p, ends[k], last)
            here = np.empty((2, stop - p), np.int32)  # places, and the length of the run that ends there
            q = packed = 0
            field = FIELDS * d
            for n in range(stop - p):
                place = positions[p + n]
                while field + 1 < FIELDS * (d + 1) and slots[field + 1] <= place:
                    field += 1
                packed = add_one(packed, field - FIELDS * d)
                run = 1
                if chained[k]:
                    while q < before.shape[1] and before[0, q] < place - 1:
                        q += 1
                    if q < before.shape[1] and before[0, q] == place - 1:
                        run += before[1, q]
                here[0, n], here[1, n] = place, run
                longest[i] = max(longest[i], run)
            before = here
            if packed != 0 and rarities[k] > 0:
                everywhere[i] += rarities[k] * worth(packed, d, norms)
                share = share_beside_text(packed, d, norms)
                beside[i] += rarities[k] * (share / (share + norms.damping))
    return everywhere, beside, longest
