"""Relaxing a query of plain words, and what its wording hints at."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from whoosh import query

from indexer.analysis import Analyser
from indexer.classify import Classifier, Tables
from indexer.query import AtLeast, hints_of, is_long, leaves, parse, relax, typed_runs
from indexer.query.hints import without_fillers
from indexer.query.relax import MAX_WORDS


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def steps(typed: str, analyser: Analyser, **holders: int) -> list[tuple[int, set[str], str]]:
    """How many of which words each step needs, and its note; a word that is not named has 5 holders."""
    found = relax(parse(typed, analyser), lambda words: [holders.get(word, 5) for word in words])
    result = []
    for step in found:
        assert isinstance(step.query.tree, AtLeast)
        result.append((step.query.tree.least, set(step.query.tree.needed), step.note))
    return result


def test_each_step_asks_for_less(analyser: Analyser) -> None:
    found = steps("食堂 采购 验收 台账", analyser, 食堂=2, 采购=9, 验收=4, 台账=3)
    every = {"食堂", "采购", "验收", "台账"}
    assert [(least, needed) for least, needed, _ in found] == [
        (3, every),
        (1, {"食堂", "台账"}),
        (1, every),
    ]
    assert len(steps("食堂 采购", analyser)) == 1
    assert steps("食堂", analyser) == []
    assert "4个中至少3个" in found[0][2]
    assert "“食堂”、“台账”" in found[1][2]


def test_fillers_and_words_that_nothing_has_are_not_needed(analyser: Analyser) -> None:
    first, *_ = steps("请问怎样管好食堂？", analyser, 管好=0)
    assert first[:2] == (1, {"食堂"})
    assert all(f"“{word}”" in first[2] for word in ("请问", "怎样", "管好"))


def test_no_two_steps_ask_for_the_same(analyser: Analyser) -> None:
    for typed in (
        "食堂",
        "食堂 采购",
        "请问食堂",
        "食堂 采购 验收",
        "创新 + 亮点",
        "食堂 采购 验收 台账 盘点",
    ):
        found = steps(typed, analyser)
        assert len({(least, *sorted(needed)) for least, needed, _ in found}) == len(found)


def test_mere_punctuation_is_dropped_first(analyser: Analyser) -> None:
    first, *_ = steps("创新 + 亮点", analyser)
    assert first[:2] == (2, {"创新", "亮点"})


def test_a_query_of_fillers_alone_keeps_them() -> None:
    assert without_fillers(["怎样", "的", "怎样"]) == ["怎样", "的"]
    assert without_fillers(["怎样", "食堂", "的"]) == ["食堂"]


@pytest.mark.parametrize(
    "typed",
    ["食堂 AND 采购", "“食堂”", "标题:食堂", "食堂 -采购", "食*", "食堂~", "(食堂 OR 采购)", "", "？"],
)
def test_what_is_more_than_plain_words_is_never_relaxed(typed: str, analyser: Analyser) -> None:
    assert not parse(typed, analyser).words
    assert steps(typed, analyser) == []


def test_nothing_is_left_to_ask_for_where_no_word_is_known(analyser: Analyser) -> None:
    assert steps("食堂 采购", analyser, 食堂=0, 采购=0) == []


def test_of_a_pasted_text_the_rarest_words_are_asked_for(analyser: Analyser) -> None:
    text = "，安全，设备，".join(str(number) for number in range(100, 160))
    parsed = parse(text, analyser)
    assert is_long(parsed)
    assert not is_long(parse("安全设备管理", analyser))

    def frequencies(asked: Sequence[str]) -> list[int]:
        return [1 if word.isdigit() else 50 for word in asked]

    for step in relax(parsed, frequencies):
        tree = step.query.tree
        assert len(tree.words) == MAX_WORDS
        assert all(word.isdigit() for word in tree.words)
        assert tree.strict == query.NullQuery


def test_a_relaxed_query_keeps_its_runs_for_the_order_and_its_words_for_marks(analyser: Analyser) -> None:
    (*_, last) = relax(parse("食堂采购 怎样验收", analyser), lambda words: [1] * len(words))
    assert [run.text for run in typed_runs(last.query.tree)] == ["食堂采购", "怎样验收"]
    assert [type(leaf) for leaf in leaves(last.query.tree)] == [AtLeast]
    assert "怎样" not in last.query.tree.words


def test_excluded_and_quoted_runs_tell_nothing(analyser: Analyser) -> None:
    tree = parse("食堂 -采购 “验收台账” 标题:总结", analyser).tree
    assert [run.text for run in typed_runs(tree)] == ["食堂", "总结"]


@pytest.mark.parametrize(
    ("typed", "roles", "domains"),
    [
        ("学校德育存在哪些问题", {"存在问题"}, {"教育"}),
        ("怎样减少井下电气设备的故障", {"主要做法"}, {"工程技术"}),
        ("明年打算", {"下步打算"}, set()),
        ("你好", set(), set()),
    ],
)
def test_what_wording_hints_at(typed: str, roles: set[str], domains: set[str]) -> None:
    hints = hints_of([typed], Classifier(Tables.load(None)))
    assert hints.roles == roles
    assert hints.domains & {"教育", "安全生产", "工程技术"} == domains
