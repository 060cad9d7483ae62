"""Synonyms in searches: what is found and marked, how it ranks, and that the file may change meanwhile."""

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Index, Passage, Settings, ZongjieError, build_index, open_index
from indexer.analysis import field_text, normalise
from indexer.model import TEXT_FIELDS
from tests.engines.conftest import RULES, VOCABULARY
from tests.engines.test_matches import QUERY
from tests.support import write_lines


def records() -> Iterator[dict[str, object]]:
    texts = {
        "once": f"另有别的话。{'今天晴朗。' * 60}问题一个。",
        "rare": "短板，短板，短板。短板就是短板。",
        "both": "有问题，也有短板。",
        "quoted": "说到不足之处。",
        "scattered": "存在的东西很多，原因不明，短板不少。",
        "apart": "施工人员工作完成。",
        "run": f"{'今天晴朗。' * 60}存在短板原因。",
    }
    for name, text in texts.items():
        yield {"id": name, "title": "短文", "text": text}
    for number in range(40):
        yield {"id": f"common-{number}", "title": "问题", "text": "这里有问题，问题不小。"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synonyms")
    build_index([write_lines(folder / "a.jsonl", records())], folder / "index")
    return folder / "index"


def opened(folder: Path, path: Path, content: str) -> Index:
    rewrite(path, content, 1_000)
    return open_index(folder, settings=Settings(synonyms=path))


def rewrite(path: Path, content: str, second: int) -> None:
    """Writes a file as if at a second long past."""
    path.write_text(content, "utf-8")
    os.utime(path, (second, second))


def ids(index: Index, query: str, *, synonyms: bool = True) -> list[str]:
    return [hit.id for hit in index.search(query, synonyms=synonyms, per_page=100).hits]


@settings(max_examples=200, deadline=None)
@given(query=QUERY)
def test_synonyms_only_add_to_what_is_found(index: Index, query: object) -> None:
    typed = query.typed()  # type: ignore[attr-defined]
    with_, without = index.search(typed), index.search(typed, synonyms=False)
    assert with_.total >= without.total
    assert without.synonyms == without.notes == ()
    found = {passage.id for passage in index.matches(typed)}
    assert found.issuperset(passage.id for passage in index.matches(typed, synonyms=False))
    if with_.synonyms == ():
        assert [(h.id, h.score) for h in with_.hits] == [(h.id, h.score) for h in without.hits]


@settings(max_examples=50, deadline=None)
@given(run=st.sampled_from([*RULES, *VOCABULARY, "总结管理创新", "问题管理"]))
def test_below_a_not_and_in_quotes_nothing_is_added(index: Index, run: str) -> None:
    for typed in (f"-{run}", f"工作 -{run}", f'"{run}"', f"{run}*"):
        result = index.search(typed)
        assert result.synonyms == result.notes == ()
        assert result.total == index.search(typed, synonyms=False).total


@pytest.mark.parametrize("run", ["管理", "经验", "问题", "存在问题", "问题总结", "总结管理创新"])
def test_a_literal_run_keeps_its_score_and_stands_above_every_synonym(
    index: Index, passages: Sequence[Passage], run: str
) -> None:
    literal = {p.id for p in passages if any(run in normalise(field_text(p, name)) for name in TEXT_FIELDS)}
    alone = {
        hit.id: hit.score
        for page in (1, 2)
        for hit in index.search(run, synonyms=False, per_page=100, page=page).hits
    }
    hits = [hit for page in (1, 2) for hit in index.search(run, per_page=100, page=page).hits]
    assert {hit.id for hit in hits[: len(literal)]} == literal
    assert {hit.id: hit.score for hit in hits if hit.id in alone} == alone
    assert len(hits) > len(alone)


def test_a_rare_synonym_stands_below_a_frequent_word(folder: Path, tmp_path: Path) -> None:
    with opened(folder, tmp_path / "s.txt", "问题 => 短板, 不足\n") as index:
        found = ids(index, "问题")
        assert set(found[:42]) == {"once", "both", *(f"common-{number}" for number in range(40))}
        assert set(found[42:]) == {"rare", "quoted", "scattered", "run"}
        strict = index.search("存在问题原因", matching="all").hits
        assert [hit.id for hit in strict] == ["run", "scattered"]
    with opened(folder, tmp_path / "s.txt", "问题 => 短板\n") as index:
        assert ids(index, "问题")[42:] == ["rare", "scattered", "run"]


def test_a_synonym_of_one_word_is_found_as_a_word_only(folder: Path, tmp_path: Path) -> None:
    with opened(folder, tmp_path / "s.txt", "职工 => 员工\n施工 => 人员\n") as index:
        assert ids(index, "职工") == []
        assert ids(index, "“员工”") == ids(index, "施工", synonyms=False) == ids(index, "施工") == ["apart"]


def test_what_a_synonym_matched_is_marked(folder: Path, tmp_path: Path) -> None:
    with opened(folder, tmp_path / "s.txt", "问题 => 短板\n") as index:
        by_id = {hit.id: hit for hit in index.search("问题", per_page=100).hits}
        (snippet,) = by_id["both"].snippets
        assert [snippet.text[start:end] for start, end in snippet.spans] == ["问题", "短板"]
        passage = index.get("rare")
        assert [passage.text[start:end] for start, end in index.marks("问题", [passage])[0]] == ["短板"] * 5
        assert index.marks("问题", [passage], synonyms=False) == [()]
        run = index.get("run")
        assert [run.text[start:end] for start, end in index.marks("存在问题原因", [run])[0]] == [
            "存在短板原因"
        ]


def test_the_file_may_change_while_the_index_is_open(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    with opened(folder, path, "存在 => 短板\n") as index:
        assert {"rare", "both"} <= set(ids(index, "存在"))
        rewrite(path, "存在 => 晴朗\n", 2_000)
        assert "rare" in ids(index, "存在")
        index.refresh()
        assert set(ids(index, "存在")) == {"once", "scattered", "run"}
        rewrite(path, "存在 => \n", 3_000)
        index.refresh()
        assert set(ids(index, "存在")) == {"once", "scattered", "run"}
        assert index.search("存在").synonyms == ("晴朗",)


def test_a_malformed_file_is_an_error_at_opening_and_none_for_a_build(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ZongjieError, match=r"s\.txt, line 1: '孤单' stands alone"):
        opened(folder, tmp_path / "s.txt", "孤单\n")


def test_threads_search_while_the_file_changes(folder: Path, tmp_path: Path) -> None:
    path, other = tmp_path / "s.txt", {"短板": 5, "晴朗": 3}
    answers: list[tuple[tuple[str, ...], int]] = []
    with opened(folder, path, "存在 => 短板\n") as index:

        def ask() -> None:
            for _ in range(60):
                index.refresh()
                result = index.search("存在")
                answers.append((result.synonyms, result.total))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for second in range(2_000, 2_040):
            new = tmp_path / "new"
            rewrite(new, f"存在 => {list(other)[second % 2]}\n", second)
            new.replace(path)
        for thread in threads:
            thread.join()
    expected = {
        (word,): len({"scattered", "run"} | ({"rare", "both"} if word == "短板" else {"once"}))
        for word in other
    }
    assert len(answers) == 240
    assert all(expected[words] == total for words, total in answers)
