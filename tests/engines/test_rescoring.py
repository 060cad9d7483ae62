"""What is added to the scores of the best matches, against plain code; and that explanations add up."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest
from whoosh import query

from indexer.analysis import field_text, normalise
from indexer.engines.embedded.evaluation import snapshot as snapshots
from indexer.engines.embedded.evaluation.rescoring import MAX_PAIRS, Rescorer, Signals, means_of_others
from indexer.engines.embedded.evaluation.scoring import Weights
from indexer.engines.embedded.segments.lengths import LENGTH_OF_CODE
from indexer.model import TEXT_FIELDS
from indexer.query import Hints, Run
from tests.engines.array_corpora import build, random_passages, split

RUNS = [
    ("安全管理",),
    ("加强生产安全管理", "处理"),
    ("管理管理",),
    ("理",),
    ("安全，管理",),
    ("加强安全ab12",),
    (),
]


@pytest.fixture(scope="module")
def items():
    return random_passages(21, 90)


@pytest.fixture(scope="module", params=[1, 3])
def snapshot(request, tmp_path_factory, items):
    return build(tmp_path_factory.mktemp("rescoring") / "index", split(items, request.param)).snapshot()


def pairs_of(runs):
    """The pairs of letters of some runs, a list for each stretch without punctuation."""
    stretches = []
    for run in runs:
        text = "".join(c if c.isalnum() else " " for c in run)
        stretches += [[s[k : k + 2] for k in range(len(s) - 1)] for s in text.split()]
    return [stretch for stretch in stretches if stretch]


def times(pair, text):
    return sum(text.startswith(pair, k) for k in range(len(text)))


class Plain:
    """The same numbers from texts, slowly."""

    def __init__(self, snapshot, items, weights):
        self.weights = weights
        self.texts = [
            {name: normalise(field_text(item.passage, name)) for name in TEXT_FIELDS} for item in items
        ]
        segments = snapshot._segments
        codes = [one.length_codes.reshape(4, -1) for one in segments]
        lengths = LENGTH_OF_CODE[np.concatenate(codes, axis=1)]
        averages = np.sum([one.totals for one in segments], axis=0) / len(items)
        slope = np.array(weights.length)[:, None]
        self.factor = np.array(weights.fields)[:, None] / (1 - slope + slope * lengths / averages[:, None])

    def rarity(self, pair):
        n = len(self.texts)
        seen = min(n, sum(times(pair, text) for texts in self.texts for text in texts.values()))
        return math.log(1 + (n - seen + 0.5) / (seen + 0.5)) * (self.weights.damping + 1)

    def added(self, number, runs):
        pairs = beside = 0.0
        stretches = pairs_of(runs)
        for pair in {pair for stretch in stretches for pair in stretch}:
            tops = dict(zip(TEXT_FIELDS, (7, 7, 255, 3), strict=True))
            shares = {
                name: min(times(pair, text), tops[name]) * self.factor[TEXT_FIELDS.index(name), number]
                for name, text in self.texts[number].items()
            }
            everywhere = sum(shares.values())
            elsewhere = everywhere - shares["text"]
            pairs += self.rarity(pair) * everywhere / (everywhere + self.weights.damping)
            beside += self.rarity(pair) * elsewhere / (elsewhere + self.weights.damping)
        longest = 0
        for stretch in stretches:
            run = stretch[0] + "".join(pair[1] for pair in stretch[1:])
            for start in range(len(run)):
                for end in range(start + 2, len(run) + 1):
                    if any(run[start:end] in text for text in self.texts[number].values()):
                        longest = max(longest, end - start - 1)
        return (
            self.weights.pairs * pairs
            + self.weights.pairs_beside_text * beside
            + self.weights.run * min(longest, self.weights.longest_run)
        )


@pytest.mark.parametrize("runs", RUNS)
def test_what_is_added_is_what_plain_code_adds(snapshot, items, runs):
    weights = Weights(longest_run=4)
    plain = Plain(snapshot, items, weights)
    rescorer = Rescorer(Signals(runs), snapshot._segments, weights)
    first = 0
    for number, segment in enumerate(snapshot._segments):
        docs = np.arange(0, segment.documents, 2, dtype=np.int32)
        added = rescorer.added(number, docs, snapshot._norms[number])
        expected = [plain.added(first + int(doc), runs) for doc in docs]
        assert added == pytest.approx(expected, rel=1e-4, abs=1e-4)
        assert all(value <= rescorer.most + 1e-3 for value in expected)
        first += segment.documents
    assert (rescorer.most > weights.most_of_part) == bool(pairs_of(runs))


def test_a_role_that_is_hinted_at_adds_its_weight(snapshot, items):
    weights = Weights(role=5.0)
    hints = Hints(frozenset({"存在问题"}))
    rescorer = Rescorer(Signals((), hints), snapshot._segments, weights)
    docs = np.arange(snapshot._segments[0].documents, dtype=np.int32)
    added = rescorer.added(0, docs, snapshot._norms[0])
    roles = [item.passage.section for item in items[: len(docs)]]
    assert added.tolist() == [5.0 if role == "存在问题" else 0.0 for role in roles]
    assert rescorer.most == 5.0 + weights.most_of_part


def test_a_domain_that_is_hinted_at_adds_its_weight_once(tmp_path):
    domains = [(), ("党建",), ("教育", "党建"), ("科技",), ("教育",)]
    items = [
        item._replace(passage=replace(item.passage, domain=domain))
        for item, domain in zip(random_passages(3, 5), domains, strict=True)
    ]
    snapshot = build(tmp_path, [items]).snapshot()
    hints = Hints(domains=frozenset({"党建", "教育", "没有的"}))
    rescorer = Rescorer(Signals((), hints), snapshot._segments, Weights(domain=3.0))
    added = rescorer.added(0, np.arange(5, dtype=np.int32), snapshot._norms[0])
    assert added.tolist() == [0.0, 3.0, 3.0, 0.0, 3.0]


@pytest.mark.parametrize("seed", range(20))
def test_means_of_others_are_those_of_plain_code(seed):
    rng = random.Random(seed)
    groups = np.array(sorted(rng.randrange(6) for _ in range(rng.randrange(25))), np.int32)
    scores = np.array([rng.choice([rng.random(), 1.0]) for _ in groups], np.float32)
    expected = []
    for i, group in enumerate(groups):
        others = sorted(scores[j] for j in range(len(groups)) if groups[j] == group and j != i)[-3:]
        expected.append(sum(others) / 3)
    assert means_of_others(groups, scores, 3) == pytest.approx(expected, rel=1e-5, abs=1e-6)


def test_of_a_very_long_query_the_first_pairs_count(snapshot):
    long = "".join(chr(0x4E00 + k) for k in range(2000))
    rescorer = Rescorer(Signals((long,)), snapshot._segments, Weights())
    assert len(rescorer._chained) == MAX_PAIRS


@pytest.mark.parametrize("window", [1, 5, 1000])
@pytest.mark.parametrize("limit", [3, 40])
def test_only_the_best_are_rescored_and_none_falls_behind(snapshot, monkeypatch, window, limit):
    monkeypatch.setattr(snapshots, "WINDOW", window)
    tree = query.Or([Run(TEXT_FIELDS, "安全管理", ["安全", "管理"]), query.Term("text", "生产")])
    signals = Signals(("安全管理",), Hints(frozenset({"存在问题"})))
    rescorer = Rescorer(signals, snapshot._segments, snapshot._weights)
    before = {}
    for number, matches in snapshot._matches(snapshots.Planner(snapshot._segments).plan(tree), rescorer.most):
        base = snapshot._bases[number]
        before |= {base + d: s for d, s in zip(matches.docs.tolist(), matches.scores.tolist(), strict=True)}
    names = {number: snapshot.passage(number).id for number in before}
    order = sorted(before, key=lambda number: (-before[number], names[number]))
    after = dict(before)
    for segment, base in enumerate(snapshot._bases[:-1]):
        own = sorted(n for n in order[:window] if base <= n < snapshot._bases[segment + 1])
        docs = np.array([number - base for number in own], np.int32)
        scores = np.array([before[number] for number in own], np.float32)
        if own:
            new = rescorer.rescore(segment, docs, scores, snapshot._norms[segment])
            after |= dict(zip(own, new.tolist(), strict=True))
    expected = sorted(before, key=lambda number: (-after[number], names[number]))[:limit]
    hits = snapshot.search(tree, limit=limit, signals=signals).hits
    assert [after[number] for _, number in hits] == pytest.approx([after[n] for n in expected], rel=1e-5)
    assert [score for score, _ in hits] == pytest.approx([after[n] for n in expected], rel=1e-5)
    assert [score for score, _ in hits] == sorted((score for score, _ in hits), reverse=True)


def test_a_literal_run_stays_above_its_scattered_words(tmp_path):
    rng = random.Random(4)
    for seed in range(6):
        items = random_passages(seed, 60)
        weights = Weights(pairs=rng.uniform(0, 5), pairs_beside_text=rng.uniform(0, 9), run=rng.uniform(0, 9))
        index = build(tmp_path / str(seed), split(items, 2))
        snapshot = snapshots.Snapshot(index.snapshot()._segments, [(), ()], weights)
        tree = Run(TEXT_FIELDS, "安全管理", ["安全", "管理"])
        literal = set(snapshot.matches(Run(TEXT_FIELDS, "安全管理", ())))
        hits = [number for _, number in snapshot.search(tree, limit=60, signals=Signals(("安全管理",))).hits]
        assert set(hits[: len(literal)]) == literal


def total(explanation):
    parts = sum(map(total, explanation.parts))
    if explanation.parts:
        assert parts == pytest.approx(explanation.score, rel=1e-3, abs=1e-3)
    return explanation.score


def test_explanations_add_up_to_the_score(snapshot):
    trees = [
        query.Term("text", "管理"),
        Run(TEXT_FIELDS, "安全管理", ["安全", "管理"]),
        query.And([Run(TEXT_FIELDS, "安全管理", ["安全", "管理"]), query.Term("text", "生产")]),
        query.Or([query.Term("title", "管理"), Run(TEXT_FIELDS, "处理", ())]),
        query.AndMaybe(query.Term("text", "管理"), query.Term("title", "总结")),
        query.And([query.Term("text", "管理"), query.Not(query.Term("text", "安全"))]),
    ]
    signals = Signals(("安全管理",), Hints(frozenset({"存在问题"})))
    for tree in trees:
        for given in (None, signals):
            hits = snapshot.search(tree, limit=9, signals=given).hits
            assert hits
            for score, number in hits:
                explanation = snapshot.explain(tree, number, given)
                assert total(explanation) == pytest.approx(score, rel=1e-3)
            missing = set(snapshot.numbers()) - set(snapshot.matches(tree))
            assert all(snapshot.explain(tree, number, given) is None for number in list(missing)[:3])


def test_weights_change_nothing_but_the_order(snapshot):
    tree = Run(TEXT_FIELDS, "安全管理", ["安全", "管理"])
    plain, rescored = (snapshot.search(tree, limit=99, signals=s) for s in (None, Signals(("安全管理",))))
    assert plain.total == rescored.total
    assert {number for _, number in plain.hits} == {number for _, number in rescored.hits}
    assert replace(Weights(), run=0.0) != Weights()
