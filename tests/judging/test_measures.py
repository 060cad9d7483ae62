"""Measures of agreement, against worked examples and against what must hold of any labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.judging import agreement, confusion, macro_f1, value_scores
from indexer.judging.measures import NOTHING, Labelled

VALUES = st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=3, unique=True).map(tuple)
LABELLED = st.dictionaries(st.sampled_from("abcdefgh"), VALUES)


def single(values: str) -> Labelled:
    return {str(place): (value,) for place, value in enumerate(values)}


def test_f1_of_a_worked_example():
    scores = {score.value: score for score in value_scores(single("甲甲甲乙乙丙"), single("甲甲乙乙丁丙"))}
    assert (scores["甲"].precision, scores["甲"].recall, scores["甲"].f1) == (1.0, 2 / 3, 0.8)
    assert (scores["乙"].precision, scores["乙"].recall, scores["乙"].f1) == (0.5, 0.5, 0.5)
    assert (scores["丁"].precision, scores["丁"].recall, scores["丁"].f1) == (0.0, 0.0, 0.0)
    found = tuple(scores.values())
    assert macro_f1(found) == pytest.approx((0.8 + 0.5 + 1.0 + 0.0) / 4)
    assert macro_f1(found, at_least=3) == pytest.approx(0.8)
    assert macro_f1((), at_least=3) == 0.0


def test_a_confusion_pairs_what_was_missed_with_what_was_needless():
    judged = {"a": ("甲", "乙"), "b": ("甲",), "c": ("甲",)}
    given_ = {"a": ("甲", "丙"), "b": ("甲", "乙"), "c": ("乙", "丙")}
    assert confusion(judged, given_) == {
        ("甲", "甲"): 2,
        ("乙", "丙"): 1,
        (NOTHING, "乙"): 1,
        ("甲", "乙"): 1,
        ("甲", "丙"): 1,
    }
    assert confusion({"a": ("甲", "乙")}, {"a": ("甲",)}) == {("甲", "甲"): 1, ("乙", NOTHING): 1}


def test_kappa_of_a_worked_example():
    # 50 proposals, two readers: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no. Agreement 0.7, by chance 0.5.
    first, second = single("是" * 25 + "否" * 25), single("是" * 20 + "否" * 5 + "是" * 10 + "否" * 15)
    main, decisions = agreement(first, second)
    assert main == pytest.approx(0.4)
    assert decisions == pytest.approx(0.4)


def test_judges_who_answer_alike_by_chance_only_have_a_kappa_of_nothing():
    assert agreement(single("甲甲乙乙"), single("甲乙甲乙"))[0] == pytest.approx(0.0)


@given(LABELLED)
def test_who_agrees_throughout_has_full_marks(labelled: Labelled):
    assert agreement(labelled, labelled) == (1.0, 1.0)
    scores = value_scores(labelled, labelled)
    assert macro_f1(scores) == (1.0 if labelled else 0.0)
    assert all(one == other for one, other in confusion(labelled, labelled))


@given(LABELLED, LABELLED)
def test_agreement_looks_at_common_texts_and_knows_no_first(first: Labelled, second: Labelled):
    common = {name: values for name, values in first.items() if name in second}
    assert agreement(first, second) == agreement(common, second)
    assert agreement(first, second) == pytest.approx(agreement(second, first))
    assert all(-1.0 <= kappa <= 1.0 for kappa in agreement(first, second))


@given(LABELLED, st.data())
def test_every_judged_value_is_counted_and_scores_stay_in_bounds(judged: Labelled, data: st.DataObject):
    answered = {name: data.draw(VALUES) for name in judged}
    scores = value_scores(judged, answered)
    assert sum(score.judged for score in scores) == sum(map(len, judged.values()))
    assert sum(score.given for score in scores) == sum(map(len, answered.values()))
    assert all(0.0 <= score.f1 <= 1.0 and score.both <= min(score.judged, score.given) for score in scores)
    pairs = confusion(judged, answered)
    for score in scores:
        assert pairs[score.value, score.value] == score.both
        missed = any(one == score.value != other for one, other in pairs)
        assert missed == (score.both < score.judged)
