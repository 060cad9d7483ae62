"""Stored passages come back as they were given, some at once as well as one by one."""

import random

import pytest

from tests.engines.array_corpora import build, random_passages, split


@pytest.mark.parametrize("parts", [1, 4])
def test_any_passages_in_any_order_are_those_given(tmp_path, parts):
    items, rng = random_passages(4, 150), random.Random(4)
    snapshot = build(tmp_path, split(items, parts), ["p3", "p70"]).snapshot()
    for size in (0, 1, 20, 150):
        numbers = rng.choices(range(150), k=size)
        assert snapshot.passages(numbers) == [items[number].passage for number in numbers]
        assert [snapshot.passage(number) for number in numbers] == snapshot.passages(numbers)


def test_a_number_that_no_passage_has(tmp_path):
    index = build(tmp_path, [random_passages(4, 20)])
    (segment,) = index._current_segments()
    with pytest.raises(IndexError):
        index.open_segment(segment).passages([3, 20])
