"""The words near a run of characters, against plain code over strings."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.embedded.segments.lexicon import Lexicon, encode, pack_terms
from indexer.engines.embedded.segments.near import (
    ADDED,
    ALIKE,
    EXCHANGED,
    LEFT_OUT,
    REPLACED,
    SAME,
    find_near,
    places_of,
)
from indexer.engines.engine import LONGEST_DOUBTFUL, Doubtful
from tests.engines.array_corpora import build, random_passages, split

LETTERS = "甲乙丙丁aé😀"


def obvious(word: str, run: Doubtful, start: int, end: int) -> set[int]:
    """How a word differs from a part of a run, as ``Doubtful`` and ``Engine.near_words`` say it."""
    part, loose = run.text[start:end], run.loose
    if part == word:
        return {SAME}
    if len(word) < 2:
        return set()
    kinds = set()
    if len(word) == len(part):
        wrong = [i for i, char in enumerate(word) if char != part[i]]
        if all(word[i] in run.alike[start + i] for i in wrong):
            kinds.add(ALIKE)
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(word) == sorted(part):
            kinds.add(EXCHANGED)
        if not kinds and len(wrong) == 1 and start + wrong[0] in loose:
            kinds.add(REPLACED)
    elif len(word) == len(part) + 1:
        left_out = any(word[:i] + word[i + 1 :] == part for i in range(len(word)))
        if left_out and loose & set(range(start, end)):
            kinds.add(LEFT_OUT)
    elif len(word) + 1 == len(part):
        added = [i for i in range(len(part)) if part[:i] + part[i + 1 :] == word]
        if any(start + i in loose for i in added):
            kinds.add(ADDED)
    return kinds


@st.composite
def doubtful(draw: st.DrawFn) -> Doubtful:
    text = draw(st.text("甲乙丙丁a", min_size=1, max_size=9))
    places = st.frozensets(st.integers(0, len(text) - 1))
    alike = draw(st.lists(st.text("甲乙丙丁", max_size=2), min_size=len(text), max_size=len(text)))
    return Doubtful(text, alike, draw(places), draw(places) | {0, len(text)})


@settings(max_examples=200, deadline=None)
@given(st.sets(st.text(LETTERS, min_size=1, max_size=5), max_size=30), doubtful())
def test_near_words_are_those_that_plain_code_finds(words: set[str], run: Doubtful) -> None:
    terms = sorted(map(encode, words))
    near = find_near(Lexicon(*pack_terms(terms)), places_of(run))
    found = {
        (terms[word].decode(), kind, start, end)
        for word, kind, start, end in zip(*(row.tolist() for row in near), strict=True)
    }
    borders = sorted(run.borders)
    assert found == {
        (word, kind, start, end)
        for word in words
        for start in borders
        for end in borders
        if start < end
        for kind in obvious(word, run, start, end)
    }
    assert len(found) == len(near.words)


def test_long_words_and_many_words() -> None:
    words = ["总结" * 8, "总结" * 9, *("总" + chr(0x4E00 + n) for n in range(3_000))]
    terms = sorted(map(encode, words))
    run = Doubtful("总结" * 8, [""] * 16, frozenset({1}), frozenset(range(17)))
    near = find_near(Lexicon(*pack_terms(terms)), places_of(run))
    replaced = (near.kinds == REPLACED) & (near.starts == 0)
    assert replaced.sum() == 3_000
    same = near.words[near.kinds == SAME]
    assert "总结" * 8 in [terms[word].decode() for word in same]
    assert "总结" * 9 not in [terms[word].decode() for word in near.words]


def test_a_run_that_is_too_long_is_refused() -> None:
    size = LONGEST_DOUBTFUL + 1
    with pytest.raises(ValueError, match=str(size)):
        places_of(Doubtful("总" * size, [""] * size, frozenset(), frozenset()))


def test_segments_together_give_shares_of_all_passages(tmp_path: Path) -> None:
    items = random_passages(5, 90)
    one = build(tmp_path / "one", [items]).snapshot()
    three = build(tmp_path / "three", split(items, 3)).snapshot()
    dice, seen = random.Random(2), 0
    for _ in range(20):
        text = dice.choice(items).passage.text[:6].lower()
        run = Doubtful(text, [""] * len(text), frozenset(range(len(text))), frozenset(range(len(text) + 1)))
        shares = {(word.text, word.start, word.end): word.share for word in one.near_words(run)}
        for word in three.near_words(run):
            key = word.text, word.start, word.end
            assert shares.get(key, word.share) == word.share > 0
            seen += key in shares
    assert seen > 20
