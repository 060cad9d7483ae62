"""Vocabularies, against segments of the same batches: the same words, counts, plans, suggestions and near words."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query

from indexer import IndexDamaged, IndexOutdated
from indexer.engines.cluster.vocabulary import Vocabulary, VocabularyWriter
from indexer.engines.embedded.codec.index import ArrayIndex
from indexer.engines.embedded.evaluation.left import LeftInSegments, Offer
from indexer.engines.embedded.evaluation.near_words import holders_of, near_words
from indexer.engines.embedded.evaluation.patterns import with_labels
from indexer.engines.embedded.evaluation.plan import MAX_EXPANSION, Planner, WordPlanner
from indexer.engines.embedded.evaluation.plan_nodes import Labelled
from indexer.engines.embedded.evaluation.snapshot import Snapshot
from indexer.engines.embedded.evaluation.suggest import Suggester
from indexer.engines.embedded.segments.lexicon import encode
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.engines.engine import Doubtful
from indexer.query import AtLeast
from tests.engines.array_corpora import (
    WORDS,
    AnalysedPassage,
    batch_of,
    build,
    random_passages,
    random_tree,
    split,
)

ITEMS = random_passages(11, 150)
SPLITS = [split(ITEMS, parts) for parts in (1, 3)]
TYPED = [
    "a",
    "安",
    "anq",
    "aq",
    "jq",
    "jiaqiang",
    "gl",
    "zj",
    "zongj",
    "pd1",
    "2",
    "é",
    "li",
    "强",
    "clg",
    "加強",
    "😀",
    "",
]


def content_of(items: Sequence[AnalysedPassage], size: int = 17) -> bytes:
    """The bytes of the vocabulary of some passages, given in batches of ``size``."""
    writer = VocabularyWriter()
    for start in range(0, len(items), size):
        writer.add(batch_of(items[start : start + size]))
    return writer.to_bytes()


def vocabulary_of(items: Sequence[AnalysedPassage]) -> Vocabulary:
    return Vocabulary(content_of(items), "laws-000001-side/words")


def both(
    folder: Path, parts: Sequence[Sequence[AnalysedPassage]]
) -> tuple[Snapshot, Sequence[OpenSegment], list[Vocabulary]]:
    """Segments of some passages and vocabularies of the same."""
    snapshot = build(folder, parts).snapshot()
    return snapshot, snapshot._segments, list(map(vocabulary_of, parts))


def evaluated(snapshot: Snapshot, plan: Any) -> list[tuple[list[int], list[float]]]:
    return [(found.docs.tolist(), found.scores.tolist()) for _, found in snapshot._matches(plan)]


def nothing_is_deleted(offers: Sequence[Offer]) -> list[bool]:
    return [True] * len(offers)


@pytest.mark.parametrize("parts", SPLITS)
def test_a_vocabulary_has_the_words_and_suggestions_of_a_segment(tmp_path, parts):
    _, segments, vocabularies = both(tmp_path, parts)
    for segment, vocabulary in zip(segments, vocabularies, strict=True):
        assert vocabulary.documents == segment.documents
        assert list(vocabulary.words) == list(segment.words)
        np.testing.assert_array_equal(vocabulary.holders, segment.holders)
        places = np.arange(len(segment.words))
        np.testing.assert_array_equal(vocabulary.holding(places), segment.holding(places))
        for name in (name for name in segment.file.names() if name.startswith("suggest.")):
            found, expected = vocabulary.file.verified(name), segment.file.verified(name)
            assert found.dtype == expected.dtype
            np.testing.assert_array_equal(found, expected)


def test_a_vocabulary_of_no_passages():
    empty = vocabulary_of([])
    full = vocabulary_of(ITEMS[:50])
    assert (empty.documents, list(empty.words), empty.holders.shape) == (0, [], (0, 4))
    assert (
        holders_of([empty, full], [encode("加强")]).tolist() == holders_of([full], [encode("加强")]).tolist()
    )
    assert not WordPlanner([empty]).plan(query.Prefix("text", "加")).words
    assert Suggester([empty], nothing_is_deleted).suggest("zj", 8) == ()


def test_several_vocabularies_become_one():
    writer = VocabularyWriter()
    for part in split(ITEMS, 4):
        writer.add_vocabulary(vocabulary_of(part))
    assert writer.documents == len(ITEMS)
    assert writer.to_bytes() == content_of(ITEMS) == content_of(ITEMS, size=40)


@pytest.mark.parametrize("parts", SPLITS)
def test_plans_are_those_over_segments_once_labels_are_looked_up(tmp_path, parts):
    snapshot, segments, vocabularies = both(tmp_path, parts)
    rng, kept = random.Random(4), 0
    for number in range(400):
        tree = random_tree(rng)
        if number % 4 == 0:
            tree = AtLeast(tree, ["text", "title"], rng.sample(WORDS, 3), WORDS[:9], 2)
        planner, other = Planner(segments), WordPlanner(vocabularies)
        expected, plan = planner.plan(tree), other.plan(tree)
        kept += "Labelled" in repr(plan)
        assert (other.expanded, other.notes) == (planner.expanded, planner.notes)
        found = with_labels(plan, segments)
        assert "Labelled" not in repr(found)
        assert evaluated(snapshot, found) == evaluated(snapshot, expected)
    assert kept > 100


def test_label_queries_are_kept_as_they_are():
    planner = WordPlanner([vocabulary_of(ITEMS[:20])])
    trees = [
        query.Term("genre", "计划"),
        query.Prefix("id", "p1"),
        query.Wildcard("source", "*.txt"),
        query.FuzzyTerm("section", "其它"),
        query.TermRange("year", "2019", None),
        query.Every("domain"),
    ]
    for tree in trees:
        assert planner.plan(tree) == Labelled(tree)
    assert planner.plan(query.Or([trees[0], trees[0]])) == Labelled(trees[0])
    assert planner.plan(query.Term("unknown", "a")) == Planner([]).plan(query.NullQuery)
    assert not planner.expanded


def test_a_pattern_of_too_many_words_takes_the_most_frequent_of_all(tmp_path):
    rng = random.Random(8)
    many = [f"加{chr(0x4E00 + n)}" for n in range(MAX_EXPANSION + 300)]
    items = [
        AnalysedPassage(item.passage, {**item.words, "text": tuple(rng.sample(many, 300))})
        for item in ITEMS[:40]
    ]
    _, segments, vocabularies = both(tmp_path, split(items, 2))
    planner, other = Planner(segments), WordPlanner(vocabularies)
    tree = query.Prefix("text", "加")
    assert other.plan(tree) == planner.plan(tree)
    assert len(other.expanded) == MAX_EXPANSION
    assert other.notes == planner.notes
    assert len(other.notes) == 1


@pytest.mark.parametrize("parts", SPLITS)
def test_suggestions_are_those_of_segments(tmp_path, parts):
    snapshot, _, vocabularies = both(tmp_path, parts)
    suggester = Suggester(vocabularies, nothing_is_deleted)
    found = {typed: suggester.suggest(typed, 8) for typed in TYPED}
    assert found == {typed: snapshot.suggest(typed, 8) for typed in TYPED}
    assert sum(map(bool, found.values())) > 12


def test_nothing_is_suggested_that_is_said_not_to_be_left(tmp_path):
    parts = split(ITEMS, 3)
    gone = [
        item.passage.id for item in ITEMS if item.passage.title[:1] == "安" or "工作" in item.words["text"]
    ]
    index: ArrayIndex = build(tmp_path, parts, gone)
    snapshot = index.snapshot()
    asked: list[Offer] = []

    def left(offers: Sequence[Offer]) -> list[bool]:
        asked.extend(offers)
        return LeftInSegments(snapshot._segments, snapshot._deleted).left(offers)

    suggester = Suggester(list(map(vocabulary_of, parts)), left)
    for limit in (1, 3, 8):
        for typed in TYPED:
            assert suggester.suggest(typed, limit) == snapshot.suggest(typed, limit)
    assert asked
    assert not all(left(asked))
    assert all(offer.texts or offer.word for offer in asked)


@pytest.mark.parametrize("parts", SPLITS)
def test_near_words_and_frequencies_are_those_of_segments(tmp_path, parts):
    snapshot, _, vocabularies = both(tmp_path, parts)
    words = [*WORDS, "没有", ""]
    assert holders_of(vocabularies, list(map(encode, words))).tolist() == snapshot.frequencies(words)
    dice, seen = random.Random(2), 0
    for _ in range(30):
        text = dice.choice(ITEMS).passage.text[:6].lower()
        run = Doubtful(text, [""] * len(text), frozenset(range(len(text))), frozenset(range(len(text) + 1)))
        found = near_words(vocabularies, run)
        assert found == snapshot.near_words(run)
        seen += len(found)
    assert seen > 30


SOUND = content_of(ITEMS[:30])


@given(st.integers(0, len(SOUND) - 1), st.integers(1, 255))
def test_an_altered_byte_is_found_when_it_is_opened(place, change):
    damaged = bytearray(SOUND)
    damaged[place] ^= change
    with pytest.raises((IndexDamaged, IndexOutdated), match="words"):
        Vocabulary(bytes(damaged), "words")


@pytest.mark.parametrize("size", [0, 1, 63, 64, 1_000, len(SOUND) - 1])
def test_bytes_that_are_cut_off_are_refused(size):
    with pytest.raises(IndexDamaged, match="words"):
        Vocabulary(SOUND[:size], "words")
