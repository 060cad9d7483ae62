"""What is found equals what the naive evaluator says, for random queries of every kind."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Index, Passage, build_index, open_index
from indexer.analysis import Analyser, field_text, normalise
from indexer.model import TEXT_FIELDS
from tests import oracle
from tests.engines.conftest import RULES, SEED, VOCABULARY
from tests.support import write_lines

TEXT = st.sampled_from(
    [*VOCABULARY, "级经", "理", "處理", "ＢＩＭ", "经理工作", "总结管理创新", "没有这个", "问题总结"]
)
FIELD = st.sampled_from([None, None, "title", "text", "collection"])
LEAF = st.one_of(
    st.builds(oracle.Run, TEXT, FIELD),
    st.builds(oracle.Quote, TEXT, FIELD),
    st.builds(oracle.LabelIs, st.just("genre"), st.sampled_from(["工作总结", "讲话"])),
    st.builds(oracle.LabelIs, st.just("section"), st.sampled_from(["存在问题", "主要做法"])),
    st.builds(oracle.Years, st.sampled_from([None, 2019, 2020]), st.sampled_from([None, 2020, 2023])).filter(
        lambda years: years.low or years.high
    ),
)
QUERY = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(oracle.Both, inner, inner, st.booleans()),
        st.builds(oracle.Either, inner, inner),
        st.builds(oracle.Without, inner, st.booleans()),
    ),
    max_leaves=6,
)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # would hide the query that fails
@settings(max_examples=300, deadline=None)
@given(query=QUERY, synonyms=st.booleans())
def test_any_query_finds_exactly_what_the_contract_says(
    index: Index, passages: Sequence[Passage], analyser: Analyser, query: oracle.Query, synonyms: bool
) -> None:
    rules = RULES if synonyms else {}
    expected = [passage.id for passage in passages if query.matches(passage, analyser, rules)]
    assert [passage.id for passage in index.matches(query.typed(), synonyms=synonyms)] == expected
    result = index.search(query.typed(), synonyms=synonyms)
    assert result.total == len(expected)
    assert len(result.notes) == bool(result.synonyms)
    assert {hit.id for hit in result.hits} <= set(expected)


def test_every_quoted_run_of_the_texts_is_found_wherever_it_stands(
    index: Index, passages: Sequence[Passage]
) -> None:
    source = random.Random(SEED)
    for _ in range(500):
        text = normalise(field_text(source.choice(passages), source.choice(TEXT_FIELDS))).replace('"', "")
        start = source.randrange(len(text) or 1)
        run = text[start : start + source.randrange(1, 13)]
        if not run.strip():
            continue
        expected = sum(any(run in normalise(field_text(p, name)) for name in TEXT_FIELDS) for p in passages)
        assert index.search(f'"{run}"').total == expected, run


def test_a_run_found_literally_ranks_above_scattered_words(index: Index, passages: Sequence[Passage]) -> None:
    for run in ("总结管理", "创新亮点", "问题措施", "工作总结管理"):
        literal = {
            p.id for p in passages if any(run in normalise(field_text(p, name)) for name in TEXT_FIELDS)
        }
        found = [hit.id for page in (1, 2) for hit in index.search(run, page=page, per_page=100).hits]
        assert literal
        assert set(found[: len(literal)]) == literal


def test_a_long_run_once_in_a_text_ranks_above_its_words_in_every_field(
    tmp_path: Path, analyser: Analyser
) -> None:
    run = "蔬菜大棚滴灌设备检修登记表格填写样式说明"
    words = " ".join(reversed(analyser.words(run)))
    others = [{"id": f"other-{number}", "title": "天气", "text": "今天晴朗。"} for number in range(60)]
    scattered = dict.fromkeys(("title", "heading", "collection", "text"), f"{words} " * 20)
    records = [
        {"id": "scattered", **scattered},
        {"id": "run", "title": "短文", "text": "另有别的话。" * 50 + run},
    ]
    build_index([write_lines(tmp_path / "a.jsonl", [*others, *records])], tmp_path / "index")
    with open_index(tmp_path / "index") as own:
        assert [hit.id for hit in own.search(run).hits] == ["run", "scattered"]


def test_prefix_wildcard_and_near_spelling_match_words(
    index: Index, passages: Sequence[Passage], analyser: Analyser
) -> None:
    def with_word(test: object) -> set[str]:
        return {
            passage.id
            for passage in passages
            if any(map(test, (w for name in TEXT_FIELDS for w in analyser.words(field_text(passage, name)))))  # type: ignore[arg-type]
        }

    def found(query: str) -> set[str]:
        return {passage.id for passage in index.matches(query)}

    assert found("工作*") == with_word(lambda word: word.startswith("工作")) != set()
    assert found("党*部") == with_word(lambda word: word.startswith("党") and word.endswith("部")) != set()
    assert found("b*m") == with_word(lambda word: word == "bim")
    assert found("总洁~") >= with_word(lambda word: word == "总结") != set()
    assert found("体裁:工作*") == {p.id for p in passages if "工作总结" in p.genre}
