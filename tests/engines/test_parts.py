"""Which passages belong to one part: as built, merged, and after deletions."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from indexer.engines.embedded.segments.parts import (
    join_starts,
    kept_starts,
    part_numbers,
    part_starts,
)
from tests.engines.array_corpora import build, random_passages, split


def with_parts(seed, count):
    rng = random.Random(seed)
    items, part = [], 0
    for item in random_passages(seed, count):
        part += rng.random() < 0.4
        items.append(
            item._replace(passage=replace(item.passage, source="a", collection="c", title="t", part=part))
        )
    return items


def numbers_of(items):
    """The number of each passage's part, counted from 0."""
    found = []
    for item in items:
        place = item.passage.part
        if not found or place != found[-1][0]:
            found.append((place, found[-1][1] + 1 if found else 0))
        else:
            found.append(found[-1])
    return [number for _, number in found]


@pytest.mark.parametrize("seed", range(5))
def test_a_segment_knows_its_parts(tmp_path, seed):
    items = with_parts(seed, 37)
    (segment,) = build(tmp_path, [items]).snapshot()._segments
    assert segment.part_numbers.tolist() == numbers_of(items)


@pytest.mark.parametrize("seed", range(5))
def test_a_merge_without_some_passages_keeps_parts(tmp_path, seed):
    items = with_parts(seed, 40)
    gone = random.Random(seed).sample([item.passage.id for item in items], 15)
    index = build(tmp_path, split(items, 2), gone)
    index.writer().commit(optimize=True)
    (segment,) = index.snapshot()._segments
    kept = [item for item in items if item.passage.id not in gone]
    borders = np.diff(segment.part_numbers).astype(bool).tolist()
    own = [one.passage.part != other.passage.part for one, other in pairwise(kept)]
    # Where two segments were joined a part may end that went on.
    assert sum(a != b for a, b in zip(borders, own, strict=True)) <= 1
    assert all(a for a, b in zip(borders, own, strict=True) if b)
    assert index.check().problems == ()


def test_any_bits_survive_packing_and_keeping():
    rng = np.random.default_rng(3)
    for count in (0, 1, 7, 8, 9, 100):
        starts = rng.integers(0, 2, count).astype(np.uint8)
        starts[:1] = 1
        packed = join_starts([starts[: count // 2], starts[count // 2 :]])
        assert np.unpackbits(packed, count=count).tolist() == starts.tolist()
        kept = rng.random(count) < 0.6
        expected = part_numbers(starts)[kept]
        assert np.array_equal(
            np.unique(expected, return_inverse=True)[1], part_numbers(kept_starts(starts, kept))
        )


def test_passages_of_one_text_but_other_parts_are_apart():
    passages = [item.passage for item in with_parts(1, 12)]
    alike = [replace(one, part=None, title="t") for one in passages]
    assert part_starts(alike).tolist() == [1] + [0] * 11
    assert part_starts([replace(alike[0], title="u"), *alike[1:]]).tolist() == [1, 1] + [0] * 10
    assert part_starts([]).tolist() == []
