"""Queries that find too little are relaxed, and it is said; on passages made for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer import Index, build_index, open_index
from indexer.relaxing import ENOUGH
from tests.support import write_lines

SUBJECTS = ["食堂采购", "设备检修", "班组安全", "职工培训", "财务报销", "仓库盘点", "电梯维保", "会议接待"]


OWN = {"食堂采购3": "食堂另有验收单。", "电梯维保2": "单上的验收由食堂另有人做。"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("relaxing")
    lines = [
        {
            "id": f"{subject}{number}",
            "title": f"{subject}工作总结",
            "text": f"第{number}季度，{subject}按台账逐项核对，"
            + OWN.get(f"{subject}{number}", "")
            + "各科室配合。" * number,
        }
        for subject in SUBJECTS
        for number in range(1, 5)
    ]
    write_lines(folder / "a.jsonl", lines)
    build_index([folder / "a.jsonl"], folder / "index", jobs=1)
    with open_index(folder / "index") as opened:
        yield opened


def test_where_a_page_is_full_nothing_is_relaxed(index: Index) -> None:
    result = index.search("逐项 核对")
    assert (result.total, result.notes) == (len(SUBJECTS) * 4, ())


def test_most_words_then_the_rarer_then_any(index: Index) -> None:
    assert index.search("食堂采购 验收 仓库盘点 会议接待", matching="all").total == 0
    result = index.search("食堂采购 验收 仓库盘点 会议接待")
    assert result.total >= ENOUGH
    assert "放宽" in result.notes[-1]
    assert {hit.id[:4] for hit in result.hits} <= {"食堂采购", "仓库盘点", "会议接待", *SUBJECTS}
    assert result.hits[0].id == "食堂采购3"  # the one with most of what was asked for


def test_a_question_is_no_conjunction(index: Index) -> None:
    result = index.search("请问电梯维保是怎样做的呢？")
    assert [hit.id[:4] for hit in result.hits[:4]] == ["电梯维保"] * 4
    assert any("“请问”" in note for note in result.notes) or "放宽" in result.notes[-1]
    assert index.search("请问电梯维保是怎样做的呢？", matching="all").total == 0


def test_marks_leave_fillers_alone(index: Index) -> None:
    hit = index.search("请问电梯维保的台账是怎样做的呢？").hits[0]
    marked = {s.text[start:end] for s in hit.snippets for start, end in s.spans}
    assert {"电梯", "维保", "台账"} & marked
    assert not {"的", "是", "怎样"} & marked


def test_what_is_relaxed_finds_all_that_was_found_before(index: Index) -> None:
    for query in ("食堂采购 验收", "会议接待 核对 不存在", "电梯 盘点"):
        strict = {hit.id for hit in index.search(query, matching="all", per_page=100).hits}
        assert strict <= {hit.id for hit in index.search(query, per_page=100).hits}


@pytest.mark.parametrize(
    "query", ["“食堂采购” 验收 电梯", "食堂采购 -验收 电梯", "标题:电梯 验收", "电梯 AND 食堂"]
)
def test_what_was_meant_exactly_is_not_relaxed(index: Index, query: str) -> None:
    relaxed, strict = index.search(query), index.search(query, matching="all")
    assert (relaxed.total, relaxed.notes) == (strict.total, strict.notes)


def test_choices_only_ever_narrow_and_counts_stay_true(index: Index) -> None:
    for query in ("台账 核对", "电梯 盘点 接待", "请问电梯维保是怎样做的呢？", "逐项 核对 验收"):
        whole = index.search(query)
        ids = {hit.id for hit in index.search(query, per_page=100).hits}
        for name, values in whole.facets.items():
            for value, count, _ in values:
                chosen = index.search(query, per_page=100, **{name: [value]})
                assert chosen.total == count
                assert {hit.id for hit in chosen.hits} <= ids


def test_other_orders_are_relaxed_only_where_nothing_matches(index: Index) -> None:
    assert index.search("食堂 验收", matching="all").total in range(1, ENOUGH)
    for sort in ("newest", "longest"):
        few = index.search("食堂 验收", sort=sort)
        assert (few.relaxed, few.total) == (False, index.search("食堂 验收", matching="all").total)
        none = index.search("食堂采购 仓库盘点 会议接待", sort=sort)
        assert none.relaxed
        assert none.total


def test_a_single_run_that_occurs_literally_stays_first(index: Index) -> None:
    result = index.search("食堂另有验收单")
    assert result.hits[0].id == "食堂采购3"
    assert result.total > 2


def test_pages_of_a_relaxed_answer_join(index: Index) -> None:
    whole = [hit.id for hit in index.search("电梯 盘点 接待 培训", per_page=100).hits]
    pages = [index.search("电梯 盘点 接待 培训", page=page, per_page=3).hits for page in range(1, 5)]
    assert [hit.id for page in pages for hit in page] == whole[:12]


def test_a_pasted_text_finds_itself_first(index: Index) -> None:
    for passage in list(index.passages())[::5]:
        pasted = passage.text + "另有一段别处没有的话，说的是海洋和沙漠的事情。" * 12
        hits = index.search(pasted).hits
        assert hits[0].title == passage.title
        assert passage.id in [hit.id for hit in hits]


def test_an_explanation_adds_up(index: Index) -> None:
    for query in ("台账 核对", "电梯 盘点 接待", "请问电梯维保是怎样做的呢？"):
        for hit in index.search(query).hits[:3]:
            explanation = index.explain(query, hit.id)
            assert explanation is not None
            assert explanation.score == pytest.approx(hit.score, rel=1e-4)
            assert sum(part.score for part in explanation.parts) == pytest.approx(hit.score, rel=1e-3)
    assert index.explain("“不存在的话”", hit.id) is None
