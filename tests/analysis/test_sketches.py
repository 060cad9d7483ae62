"""Sketches against sets of shingles in plain Python, and against datasketch's MinHash."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import numpy as np
import pytest
from datasketch import MinHash
from datasketch.b_bit_minhash import bBitMinHash
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import normalise
from indexer.analysis.sketches import SHINGLE, SHORT, agreement, shingles_of, sketch_of

COMMON = "加强管理提高认识落实责任做好安全生产工作总结年度计划推进学习组织开展检查整改培训群众服务"


def shingles(text: str) -> set[str]:
    """What is compared of a text, as its definition says."""
    content = "".join(re.findall(r"[^\W_]", normalise(text)))
    if len(content) < SHORT:
        return {content} if content else set()
    return {content[n : n + SHINGLE] for n in range(len(content) - SHINGLE + 1)}


def jaccard(one: str, other: str) -> float:
    first, second = shingles(one), shingles(other)
    return len(first & second) / max(len(first | second), 1)


def estimate(one: str, other: str) -> float:
    """The agreement that two sketches tell."""
    return 1 - differing(one, other) / 64


def differing(one: str, other: str) -> int:
    return sum(int(bits).bit_count() for bits in sketch_of(one) ^ sketch_of(other))


def random_text(rng: random.Random, size: int) -> str:
    return "".join(rng.choice(COMMON) for _ in range(size))


def edited(rng: random.Random, text: str, edits: int) -> str:
    """The text with characters replaced, taken out and put in, and some marks, which do not count."""
    found = list(text)
    for _ in range(edits):
        place = rng.randrange(len(found))
        found[place : place + rng.randrange(2)] = rng.choice(["", "新", "改", "新改"])
        found.insert(rng.randrange(len(found) + 1), rng.choice("，。 \n"))
    return "".join(found)


def pairs(seed: int, size: int, count: int) -> list[tuple[str, str]]:
    """Texts and edited ones, from equal to hardly alike."""
    rng = random.Random(seed)
    texts = [random_text(rng, size) for _ in range(count)]
    return [(text, edited(rng, text, rng.randrange(1 + size // 12))) for text in texts]


@settings(deadline=None)
@given(st.text("安全生产ＡB_é 龥㐀〇，\n", max_size=40), st.text("安全生产ＡB_é 龥㐀〇，\n", max_size=40))
def test_the_agreement_is_that_of_the_sets_of_shingles(one, other):
    assert agreement(shingles_of(one), shingles_of(other)) == jaccard(one, other)
    both = one + other
    assert agreement(shingles_of(both), shingles_of(both + "安全")) == jaccard(both, both + "安全")
    assert len(shingles_of(both)) == len(shingles(both))


@pytest.mark.parametrize("size", [22, 60, 360, 1200])
def test_sketches_tell_the_agreement_as_well_as_any_of_their_size(size):
    """The error is that of 128 independent one-bit samples, for short texts too; datasketch's has as much."""
    exact, ours, theirs, good = [], [], [], []
    for one, other in pairs(size, size, 300):
        wide = [MinHash(num_perm=1024, seed=1), MinHash(num_perm=1024, seed=1)]
        small = [MinHash(num_perm=128, seed=2), MinHash(num_perm=128, seed=2)]
        for text, *hashes in zip((one, other), wide, small, strict=True):
            for hash_ in hashes:
                hash_.update_batch([shingle.encode() for shingle in shingles(text)])
        exact.append(jaccard(one, other))
        ours.append(estimate(one, other))
        theirs.append(bBitMinHash(small[0], b=1).jaccard(bBitMinHash(small[1], b=1)))
        good.append(wide[0].jaccard(wide[1]))
    assert 0.3 < np.mean(exact) < 0.95
    expected = np.sqrt(np.mean((1 - np.square(exact)) / 128))
    assert abs(np.mean(np.subtract(ours, exact))) < 3 * expected / np.sqrt(300)
    assert np.sqrt(np.mean(np.subtract(ours, exact) ** 2)) < 1.1 * expected
    assert np.sqrt(np.mean(np.subtract(ours, exact) ** 2)) < 1.2 * np.sqrt(
        np.mean(np.subtract(theirs, exact) ** 2)
    )
    assert np.abs(np.subtract(good, exact)).max() < 0.08


def test_different_texts_differ_in_half_of_the_bits():
    rng = random.Random(1)
    found = [differing(random_text(rng, 200), random_text(rng, 200)) for _ in range(300)]
    assert 62 < np.mean(found) < 65
    assert min(found) > 40


def test_blanks_punctuation_width_case_and_traditional_forms_do_not_count():
    text = "加强安全生产管理，认真落实责任制，全面开展检查整改ABC工作。"
    same = "加強　安全生產管理\n認真落實責任制！\n全面開展檢查整改ａｂｃ工作"
    assert differing(text, same) == 0
    assert agreement(shingles_of(text), shingles_of(same)) == 1


def test_a_short_text_agrees_with_an_equal_one_only():
    text = "加强安全生产管理认真落实责任制全面开"
    assert len(text) == SHORT - 2
    for other in (text[:-1], text + "展", text + "展检查", text[1:] + "一"):
        assert agreement(shingles_of(text), shingles_of(other)) == 0
        assert differing(text, other) > 30
    assert agreement(shingles_of(text), shingles_of(f"“{text}”")) == 1
    assert differing(text, f"“{text}”") == 0


@pytest.mark.parametrize("text", ["", "，。\n", "＿ _"])
def test_a_text_without_content_agrees_with_none(text):
    assert sketch_of(text).tolist() == [0, 0]
    assert agreement(shingles_of(text), shingles_of(text)) == 0


def test_texts_of_few_different_shingles_have_a_sketch():
    texts = ["很" * 10_000, "好" * 25, "ab" * 500, "安" * 19, "全"]
    assert all(differing(one, other) > 30 for one, other in pairwise(texts))
    assert differing("很" * 10_000, "很" * 30) == 0
