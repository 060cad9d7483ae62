"""Compiled loops against sets and lists, on random input."""

from __future__ import annotations

import random
from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.embedded.evaluation.intersection import all_words
from indexer.engines.embedded.evaluation.postings import Lists, any_word
from indexer.engines.embedded.evaluation.pruned import best_of_any
from indexer.engines.embedded.evaluation.scoring import Norms, Weights, inverse_lengths, worth
from indexer.engines.embedded.evaluation.sets import either, inside, others, union_of_lists
from indexer.engines.embedded.gallop import gallop
from indexer.engines.embedded.segments.dense import RARER, Dense, dense_arrays, has, place_in
from indexer.engines.embedded.segments.invert import invert_labels, invert_words
from indexer.engines.embedded.segments.lengths import length_codes
from indexer.engines.embedded.segments.lexicon import Lexicon, decode, encode, pack_terms
from indexer.engines.embedded.segments.packing import (
    ALL_BITS,
    FIELD_BITS,
    FIELDS,
    add_one,
    bits_of,
    field_count,
)
from indexer.model import TEXT_FIELDS

ids = st.sets(st.integers(0, 60)).map(sorted)
terms = st.lists(st.text("ab中国\0é😀", max_size=4), max_size=12)
few = settings(max_examples=60, deadline=None)


def scored(numbers):
    return np.array(numbers, np.int32), np.array(numbers, np.float32)


@few
@given(ids, ids)
def test_sets_of_matches(one, other):
    def pairs(result):
        return list(zip(result[0].tolist(), result[1].tolist(), strict=True))

    a, b = set(one), set(other)
    assert pairs(inside(*scored(one), *scored(other))) == [(n, 2 * n) for n in sorted(a & b)]
    assert pairs(others(*scored(one), scored(other)[0])) == [(n, n) for n in sorted(a - b)]
    both = {n: n * ((n in a) + (n in b)) for n in sorted(a | b)}
    assert pairs(either(*scored(one), *scored(other), False)) == list(both.items())
    assert pairs(either(*scored(one), *scored(other), True)) == [(n, both[n]) for n in one]


@few
@given(ids, st.integers(0, 61), st.data())
def test_gallop_is_bisecting(numbers, target, data):
    place = data.draw(st.integers(0, len(numbers)))
    expected = next((p for p in range(place, len(numbers)) if numbers[p] >= target), len(numbers))
    assert gallop(np.array(numbers, np.int32), place, len(numbers), target) == expected


@few
@given(terms, st.text("ab中国\0é😀", max_size=4))
def test_dictionaries(words, asked):
    known = sorted(set(words), key=encode)
    lexicon = Lexicon(*pack_terms([encode(word) for word in known]))
    assert [decode(term) for term in lexicon] == known
    assert lexicon.find(encode(asked)) == (known.index(asked) if asked in known else -1)
    assert lexicon.first_from(encode(asked)) == sum(word < asked for word in known)
    assert [known[n] for n in lexicon.with_prefix(encode(asked))] == [w for w in known if w.startswith(asked)]
    assert [known[n] for n in lexicon.like("*" + asked + "*")] == [w for w in known if asked in w]
    assert [known[n] for n in lexicon.like("?" + asked)] == [w for w in known if w and w[1:] == asked]
    assert [known[n] for n in lexicon.near(asked, 1, 0)] == [w for w in known if distance(w, asked) <= 1]


def distance(one, other):
    """The edit distance, as it is defined."""
    if not one or not other:
        return len(one) + len(other)
    return min(
        distance(one[1:], other) + 1,
        distance(one, other[1:]) + 1,
        distance(one[1:], other[1:]) + (one[0] != other[0]),
    )


def test_packed_frequencies():
    packed = 0
    for field in range(FIELDS):
        for _ in range(300):
            packed = add_one(packed, field)
    assert packed == ALL_BITS == bits_of(TEXT_FIELDS)
    assert [field_count(packed, field) for field in range(FIELDS)] == [7, 7, 255, 3]
    assert field_count(add_one(0, 2), 2) == 1
    assert sum(FIELD_BITS.values()) == ALL_BITS


@pytest.mark.parametrize("seed", range(4))
def test_words_of_random_documents(seed):
    """Inverting, then finding all or any of some words in some fields, with BM25F as it is defined."""
    rng = random.Random(seed)
    documents = rng.choice([1, 30, 9000])
    often = [1 / (word + 1) for word in range(20)]  # some words have bitmaps, some have not
    fields = [
        [rng.choices(range(20), often, k=rng.randrange(2)) for _ in range(FIELDS)] for _ in range(documents)
    ]
    tokens = np.array([w for row in fields for words in row for w in words], np.int32)
    sizes = np.array([len(words) for row in fields for words in row], np.int32)
    offsets, docs, counts = invert_words(tokens, sizes, 20)
    dense_words, bits, bit_ranks = dense_arrays(offsets, docs, documents)
    ranks = np.array(rng.sample(range(documents), documents), np.int32)
    weights = Weights()
    lengths = np.ascontiguousarray(sizes.reshape(-1, FIELDS).T)
    totals = lengths.sum(axis=1).tolist()
    norms = Norms(
        length_codes(lengths.ravel()), inverse_lengths(weights, totals, documents), documents, np.float32(1.2)
    )

    def plain_score(document, word, names):
        total = 0.0
        for number in map(TEXT_FIELDS.index, names):
            average = max(totals[number], 1) / documents
            slope = weights.length[number]
            relative = 1 - slope + slope * len(fields[document][number]) / average
            total += weights.fields[number] * fields[document][number].count(word) / relative
        return total / (total + 1.2)

    for _ in range(20):
        words = rng.sample(range(20), rng.randrange(1, 5))
        names = rng.sample(TEXT_FIELDS, rng.randrange(1, 5))
        places = np.array(words)
        lists = Lists(
            docs,
            counts,
            Dense(
                bits,
                bit_ranks,
                np.array([dense_words.tolist().index(w) if w in dense_words else -1 for w in words]),
            ),
            offsets[places],
            offsets[places + 1],
            np.full(len(words), bits_of(names), np.int64),
            np.arange(1, len(words) + 1, dtype=np.float32),
        )
        having = [
            {d for d in range(documents) if any(w in fields[d][TEXT_FIELDS.index(n)] for n in names)}
            for w in words
        ]
        for kernel, expected in ((all_words, set.intersection(*having)), (any_word, set.union(*having))):
            found, scores = kernel(lists, norms)
            assert found.tolist() == sorted(expected)
            for document, score in list(zip(found.tolist(), scores.tolist(), strict=True))[:50]:
                plain = sum((n + 1) * plain_score(document, w, names) for n, w in enumerate(words))
                assert score == pytest.approx(plain, rel=1e-4)
        for limit in (0, 1, 7, 100):
            total, best, best_scores = best_of_any(lists, norms, ranks, limit, 0.0)
            ranked = sorted(zip((-scores).tolist(), ranks[found].tolist(), found.tolist(), strict=True))[
                :limit
            ]
            assert total == len(found)
            assert best.tolist() == [document for _, _, document in ranked]
            assert (-best_scores).tolist() == [score for score, _, _ in ranked]
            floor = rng.choice([*scores.tolist(), 0.0])
            _, above, _ = best_of_any(lists, norms, ranks, limit, floor)
            assert above.tolist() == [document for score, _, document in ranked if -score >= floor]


@few
@given(st.lists(st.sets(st.integers(0, 299)).map(sorted), max_size=6))
def test_bitmaps_know_who_has_a_word_and_where(postings):
    documents = 300
    offsets = np.cumsum([0, *map(len, postings)], dtype=np.int64)
    docs = np.array([d for listed in postings for d in listed], np.int32)
    words, bits, ranks = dense_arrays(offsets, docs, documents)
    assert words.tolist() == [n for n, listed in enumerate(postings) if RARER * len(listed) >= documents]
    dense = Dense(bits, ranks, np.empty(0, np.int64))
    for row, word in enumerate(words.tolist()):
        for document in range(documents):
            assert has(dense, row, documents, document) == (document in postings[word])
            assert place_in(dense, row, documents, document) == bisect_left(postings[word], document)


def test_worth_never_reaches_one():
    norms = Norms(np.zeros(4, np.uint8), inverse_lengths(Weights(), [9] * 4, 1), 1, np.float32(1.2))
    assert 0.9 < worth(ALL_BITS, 0, norms) < 1


@few
@given(st.lists(st.sets(st.integers(0, 5)).map(sorted), min_size=1, max_size=20))
def test_labels(values):
    offsets = np.cumsum([0, *map(len, values)]).astype(np.int64)
    codes = np.array([code for row in values for code in row], np.int32)
    starts, docs = invert_labels(offsets, codes, 6)
    for code in range(6):
        expected = [d for d, row in enumerate(values) if code in row]
        assert docs[starts[code] : starts[code + 1]].tolist() == expected
    union = union_of_lists(docs, starts[:2], starts[1:3], len(values))
    assert union.tolist() == [d for d, row in enumerate(values) if {0, 1} & set(row)]
