"""Whatever is asked of an index in a folder and of a server over it, the answer is the same, or the error is."""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import (
    BadRequest,
    Index,
    IndexDamaged,
    Passage,
    PassageNotFound,
    SearchResult,
    ZongjieError,
    build_index,
    open_index,
)
from tests.remote.conftest import served
from tests.support import write_lines
from tests.webui.material import HOSTILE, ODD_IDS, records

Ask = Callable[[Index], object]

IDS = tuple(str(record["id"]) for record in records())


def outcome(index: Index, ask: Ask) -> object:
    """What comes of a question: the answer, without how long it took, or the class of the error."""
    try:
        answer = ask(index)
        if isinstance(answer, SearchResult):
            return replace(answer, took_ms=0.0)
        return list(answer) if isinstance(answer, Iterator) else answer
    except ZongjieError as error:
        return type(error)


ANSWERED: dict[str, Ask] = {
    "everything": lambda index: index.search(),
    "words": lambda index: index.search("巡检 缺陷", per_page=100),
    "a hostile text": lambda index: index.search("敌意"),
    "filters": lambda index: index.search(
        "巡检", genre=["述职报告"], domain=["工程技术"], section=["主要做法", "存在问题"], year=[2010, 2016]
    ),
    "a filter with one value as text": lambda index: index.search("", genre="工作总结"),
    "a filter that fits nothing": lambda index: index.search("巡检", collection=["没有的合集"], year=[1]),
    "a page": lambda index: index.search("巡检", page=2, per_page=7),
    "a page past the end": lambda index: index.search("巡检", page=50),
    "newest": lambda index: index.search("巡检", sort="newest"),
    "longest": lambda index: index.search("", sort="longest"),
    "nothing relaxed": lambda index: index.search("园丁 大鱼", matching="all"),
    "relaxed": lambda index: index.search("园丁修剪玫瑰用了什么大鱼"),
    "synonyms": lambda index: index.search("过关"),
    "without synonyms": lambda index: index.search("过关", synonyms=False),
    "folded": lambda index: index.search("园丁", group=True),
    "near": lambda index: index.search("", near="garden-3"),
    "a correction": lambda index: index.search("线路训检"),
    "a note": lambda index: index.search("(巡检"),
    "a query that is too long": lambda index: index.search("线" * 3_000),
    "the longest query": lambda index: index.search("😀巡" * 1_000),
    "a query of odd characters": lambda index: index.search("a&b=c#d%20+\x00\x1b\n"),
    "all passages": lambda index: index.passages(),
    "all matches": lambda index: index.matches("巡检", year=[2010, 2011], synonyms=False),
    "matches of everything": lambda index: index.matches(),
    "matches of nothing": lambda index: index.matches("zzzz"),
    "stats": lambda index: index.stats(),
    "suggestions": lambda index: index.suggest("xianlu"),
    "one suggestion": lambda index: index.suggest("线", limit=1),
    "suggestions for nothing": lambda index: index.suggest(""),
    "suggestions for too much": lambda index: index.suggest("线" * 5_000),
    "related beside a page": lambda index: index.search("巡检", related=8),
    "related beside hits of collections": lambda index: index.search("巡检", group="collection", related=3),
    "no related beside another page": lambda index: index.search("巡检", page=2, per_page=3, related=8),
    "related": lambda index: index.related("巡检", limit=100),
    "related with filters": lambda index: index.related("园丁", genre=["工作总结"], limit=3),
    "the fingerprint": lambda index: index.fingerprint,
    "marks of nothing": lambda index: index.marks("  ", [index.get("story-1")]),
    "marks of several": lambda index: index.marks("点检 质量", index.siblings("story-1")),
    "marks of what is relaxed": lambda index: index.marks("园丁玫瑰大鱼", [index.get("garden-1")]),
    "marks without synonyms": lambda index: index.marks(
        "过关", [index.get("story-3")], matching="all", synonyms=False
    ),
    "no explanation": lambda index: index.explain("园丁", "story-1"),
    "the explanation of everything": lambda index: index.explain("", "story-1"),
    "keywords": lambda index: index.keywords("garden-0", limit=100),
    "one keyword": lambda index: index.keywords("garden-0", limit=1),
    "similar": lambda index: index.similar("garden-0", limit=100),
    "one similar": lambda index: index.similar("garden-0", limit=1),
    "half of a surrogate pair": lambda index: index.search("\ud800").total,
}

REFUSED: dict[str, tuple[Ask, type[ZongjieError]]] = {
    "a page that is none": (lambda index: index.search(page=0), BadRequest),
    "a page of another type": (lambda index: index.search(page="1"), BadRequest),  # type: ignore[arg-type]
    "a page too far": (lambda index: index.search(page=1001), BadRequest),
    "too many hits": (lambda index: index.search(per_page=101), BadRequest),
    "an order that is none": (lambda index: index.search(sort="best"), BadRequest),  # type: ignore[arg-type]
    "an empty filter": (lambda index: index.search(genre=[""]), BadRequest),
    "a year that is none": (lambda index: index.search(year=[0]), BadRequest),
    "a year of another type": (lambda index: index.matches(year=["2020"]), BadRequest),  # type: ignore[list-item]
    "too many suggestions": (lambda index: index.suggest("线", limit=9), BadRequest),
    "too many related beside a page": (lambda index: index.search("巡检", related=101), BadRequest),
    "too many related": (lambda index: index.related("巡检", limit=101), BadRequest),
    "too many similar": (lambda index: index.similar("story-1", limit=0), BadRequest),
    "an id of another type": (lambda index: index.get(1), BadRequest),  # type: ignore[arg-type]
    "no such passage": (lambda index: index.get("nothing"), PassageNotFound),
    "half of a surrogate pair as an id": (lambda index: index.get("\ud800"), PassageNotFound),
    "an empty id": (lambda index: index.get(""), PassageNotFound),
    "no siblings": (lambda index: index.siblings("nothing"), PassageNotFound),
    "no evidence": (
        lambda index: index.evidence(replace(index.get("story-1"), id="nothing")),
        PassageNotFound,
    ),
    "nothing to explain": (lambda index: index.explain("巡检", "nothing"), PassageNotFound),
    "nothing with keywords": (lambda index: index.keywords("nothing"), PassageNotFound),
    "nothing similar": (lambda index: index.similar("nothing"), PassageNotFound),
    "near nothing": (lambda index: index.search("", near="nothing"), PassageNotFound),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_answers_are_the_same(local: Index, remote: Index, name: str) -> None:
    expected = outcome(local, ANSWERED[name])
    assert not isinstance(expected, type)
    found = outcome(remote, ANSWERED[name])
    assert found == expected
    assert repr(found) == repr(expected)  # lists are no tuples, and 1 is not 1.0


@pytest.mark.parametrize("name", REFUSED)
def test_errors_are_the_same(local: Index, remote: Index, name: str) -> None:
    ask, expected = REFUSED[name]
    assert outcome(local, ask) == outcome(remote, ask) == expected


@pytest.mark.parametrize("passage_id", [*ODD_IDS, "story-2", "hostile", "inspection-7"])
def test_any_id_works_everywhere(local: Index, remote: Index, passage_id: str) -> None:
    asks: Sequence[Ask] = (
        lambda index: index.get(passage_id),
        lambda index: index.siblings(passage_id),
        lambda index: index.evidence(index.get(passage_id)),
        lambda index: index.explain(index.get(passage_id).title, passage_id),
        lambda index: index.marks(index.get(passage_id).text[:4], [index.get(passage_id)]),
        lambda index: index.keywords(passage_id),
        lambda index: index.similar(passage_id),
        lambda index: index.search("", near=passage_id),
    )
    for ask in asks:
        expected = outcome(local, ask)
        assert not isinstance(expected, type)
        assert outcome(remote, ask) == expected


WORDS = [
    "巡检", "线路巡检", "园丁", "点检质量", "训检", "工作总结", "过关", "敌意", "的", "怎样", "AND", "OR", "NOT", "(", ")", "-缺陷",
    '"发现缺陷"', "“冬青和玫瑰”", "标题:巡检", "体裁:述职报告", "年份:[2011 TO 2014]", "巡*", "点检~", HOSTILE,
]  # fmt: skip
TYPED = st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=6).map(" ".join)
CHOSEN = {
    "genre": ["工作总结", "述职报告", HOSTILE],
    "domain": ["工程技术", "教育", "没有"],
    "section": ["主要做法", "存在问题"],
    "year": [2010, 2015, 9999],
    "collection": ["车间工作总结(大全2篇)", "怪异合集"],
}
ASKED = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.lists(st.sampled_from(values), max_size=2) for name, values in CHOSEN.items()},
        "page": st.integers(1, 6),
        "per_page": st.integers(1, 100),
        "sort": st.sampled_from(["relevance", "newest", "longest"]),
        "matching": st.sampled_from(["auto", "all"]),
        "group": st.booleans(),
        "synonyms": st.booleans(),
        "near": st.sampled_from(IDS),
    },
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=TYPED, asked=ASKED)
def test_any_search_is_answered_the_same(
    local: Index, remote: Index, typed: str, asked: dict[str, Any]
) -> None:
    assert outcome(remote, lambda index: index.search(typed, **asked)) == outcome(
        local, lambda index: index.search(typed, **asked)
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=TYPED, asked=ASKED, passage_id=st.sampled_from(IDS))
def test_any_other_question_is_answered_the_same(
    local: Index, remote: Index, typed: str, asked: dict[str, Any], passage_id: str
) -> None:
    chosen = {name: asked[name] for name in CHOSEN if name in asked}
    asks: Sequence[Ask] = (
        lambda index: index.matches(typed, **chosen),
        lambda index: index.related(typed, **chosen),
        lambda index: index.suggest(typed),
        lambda index: index.explain(typed, passage_id),
        lambda index: index.marks(typed, [index.get(passage_id)]),
    )
    for ask in asks:
        assert outcome(remote, ask) == outcome(local, ask)


@pytest.mark.parametrize(
    ("threads", "ask"),
    [
        (12, lambda index, query: index.search(query)),
        (4, lambda index, query: index.matches(query)),  # a server sends so many streams at once
    ],
)
def test_threads_at_once_get_what_one_alone_gets(
    remote: Index, threads: int, ask: Callable[[Index, str], object]
) -> None:
    queries = [
        f"{one} {other}" for one in ("巡检", "园丁", "点检", "敌意") for other in ("质量", "缺陷*", "-总结")
    ]

    def answer(query: str) -> object:
        return outcome(remote, lambda index: ask(index, query))

    alone = [answer(query) for query in queries]
    assert not any(isinstance(one, type) for one in alone)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # threads take turns often
    try:
        with ThreadPoolExecutor(threads) as pool:
            assert list(pool.map(answer, queries * 4)) == alone * 4
    finally:
        sys.setswitchinterval(before)


def test_a_stream_that_is_let_go_of_harms_nothing(remote: Index, local: Index) -> None:
    for _ in range(30):
        assert next(remote.passages()) == next(local.passages())
    assert remote.search("巡检").total == local.search("巡检").total


def test_a_rebuild_and_other_synonyms_are_noticed(tmp_path: Path) -> None:
    lines, rules = tmp_path / "a.jsonl", tmp_path / "synonyms.txt"
    rules.write_text("巡检 => 点检\n", "utf-8")
    build_index([write_lines(lines, [{"id": "1", "title": "题", "text": "巡检。"}])], tmp_path / "index")
    with (
        served(tmp_path / "index", ZONGJIE_SYNONYMS=str(rules)) as (address, _),
        open_index(address) as index,
    ):
        first = index.fingerprint
        assert (index.refresh(), index.fingerprint) == (False, first)
        passage = index.get("1")
        build_index(
            [write_lines(lines, [{"id": "1", "title": "题", "text": "又巡检。"}])], tmp_path / "index"
        )
        assert (index.refresh(), index.refresh()) == (True, False)
        assert index.get("1").text == "又巡检。"
        assert index.fingerprint != first
        with pytest.raises(PassageNotFound, match="改变"):
            index.marks("巡检", [passage])
        rules.write_text("巡检 => 巡查, 点检\n", "utf-8")
        assert (index.refresh(), index.refresh()) == (True, False)


def test_damage_there_is_raised_here(tmp_path: Path) -> None:
    lines = [{"id": str(n), "title": "题", "text": f"第{n}次巡检。"} for n in range(200)]
    build_index([write_lines(tmp_path / "a.jsonl", lines)], tmp_path / "index")
    with (
        served(tmp_path / "index") as (address, _),
        open_index(address) as remote,
        open_index(tmp_path / "index") as local,
    ):
        for path in (tmp_path / "index" / "versions").rglob("*"):
            if path.is_file():  # written in place: both have it mapped
                with path.open("r+b") as file:
                    file.write(bytes(path.stat().st_size))
        asks: Sequence[Ask] = (lambda index: index.search("巡检"), lambda index: index.passages())
        for ask in asks:
            assert outcome(local, ask) == outcome(remote, ask) == IndexDamaged


def test_the_files_are_checked_where_they_are(remote: Index, address: str) -> None:
    with pytest.raises(ZongjieError, match=f"{address}.*zongjie check --index FOLDER"):
        remote.check()


def test_passages_are_passages(remote: Index) -> None:
    """The types hold tuples, as they say: an answer can be hashed."""
    assert len({*remote.passages()}) == len(IDS)
    assert all(isinstance(passage, Passage) for passage in remote.siblings("story-1"))
