"""Marks and windows: exactly what matched, in the text as written."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Passage
from indexer.analysis import Analyser, normalise
from indexer.highlight import SNIPPETS, WINDOW, Highlighter
from indexer.query import parse

PASSAGE = Passage(
    id="1",
    collection="合集",
    part=1,
    title="管理創新工作總結篇一",
    heading=("存在问题", "管理上的问题"),
    section="存在问题",
    genre=(),
    domain=(),
    year=None,
    text="管理創新是關鍵。２０１５年完成５項，Ａ５项未完成；管理不到位，创新不足。",
    source="a.txt",
)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def marked(typed: str, passage: Passage, analyser: Analyser, field: str = "text") -> list[str]:
    text = {"text": passage.text, "title": passage.title, "heading": "\n".join(passage.heading)}[field]
    found = Highlighter(parse(typed, analyser)).mark(passage)
    if field == "heading":
        return [one[a:b] for one, spans in zip(passage.heading, found.heading, strict=True) for a, b in spans]
    return [text[start:end] for start, end in getattr(found, field)]


def test_a_run_is_marked_as_written_whatever_its_script_and_width(analyser: Analyser) -> None:
    assert marked("管理创新", PASSAGE, analyser) == ["管理創新"]
    assert marked("关键", PASSAGE, analyser) == ["關鍵"]


def test_words_are_marked_where_the_run_does_not_occur(analyser: Analyser) -> None:
    assert marked("创新管理", PASSAGE, analyser) == ["管理", "創新", "管理", "创新"]


def test_fillers_of_a_run_are_marked_within_it_only(analyser: Analyser) -> None:
    whole = replace(PASSAGE, text="存在的问题不少，是管理的问题。")
    scattered = replace(PASSAGE, heading=(), text="目前的管理中存在一些不小的问题。")
    assert marked("存在的问题", whole, analyser) == ["存在的问题"]
    assert marked("存在的问题", scattered, analyser) == ["存在", "问题"]
    assert marked("的 管理", scattered, analyser) == ["的", "管理", "的"], "typed by itself it is meant"


def test_a_run_in_one_field_keeps_its_words_unmarked_in_others(analyser: Analyser) -> None:
    assert marked("工作总结", PASSAGE, analyser, "title") == ["工作總結"]
    assert marked("工作总结", PASSAGE, analyser) == []


def test_a_word_of_digits_or_letters_is_marked_whole_but_a_typed_run_wherever_it_stands(
    analyser: Analyser,
) -> None:
    passage = replace(PASSAGE, text="２０１５年，５项Ａ５")
    assert marked("项目5", passage, analyser) == ["５"]
    assert marked("5", passage, analyser) == ["５", "５", "５"]


def test_fields_and_not_are_respected(analyser: Analyser) -> None:
    assert marked("标题:管理", PASSAGE, analyser) == []
    assert marked("标题:管理", PASSAGE, analyser, "title") == ["管理"]
    assert marked("创新 -管理", PASSAGE, analyser) == ["創新", "创新"]
    assert marked("体裁:管理", PASSAGE, analyser) == []


def test_expanded_words_are_marked(analyser: Analyser) -> None:
    spans = Highlighter(parse("管*", analyser), {"管理"}).mark(PASSAGE).text
    assert [PASSAGE.text[start:end] for start, end in spans] == ["管理", "管理"]


def test_heading_spans_belong_to_their_heading(analyser: Analyser) -> None:
    spans = Highlighter(parse("问题", analyser)).mark(PASSAGE).heading
    assert [[h[s:e] for s, e in each] for h, each in zip(PASSAGE.heading, spans, strict=True)] == [
        ["问题"],
        ["问题"],
    ]


ALPHABET = st.sampled_from("管理創新创问题，。；\n “”5ａA总")


@settings(max_examples=200)
@given(
    st.text(ALPHABET, max_size=600),
    st.lists(st.text(ALPHABET, min_size=1, max_size=5), min_size=1, max_size=3),
)
def test_every_span_is_a_typed_run_or_one_of_its_words(
    analyser: Analyser, text: str, runs: list[str]
) -> None:
    runs = [run for run in ("".join(run.split()).strip("“”()") for run in runs) if run]
    passage = replace(PASSAGE, text=text)
    parsed = parse(" ".join(runs), analyser)
    allowed = {normalise(run) for run in runs} | {word for run in runs for word in analyser.words(run)}
    highlighter = Highlighter(parsed)
    spans = highlighter.mark(passage).text
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    assert {normalise(text[start:end]) for start, end in spans} <= allowed
    snippets = highlighter.mark(passage).snippets
    assert len(snippets) <= SNIPPETS
    for snippet in snippets:
        assert snippet.text in text
        assert {normalise(snippet.text[start:end]) for start, end in snippet.spans} <= allowed
    if spans:
        assert any(snippet.spans for snippet in snippets)


def test_windows_begin_and_end_at_sentences_and_show_different_words(analyser: Analyser) -> None:
    filler = "这里说的是别的事情，与要找的无关。" * 12
    text = f"{filler}基层管理有短板。{filler}技术创新有突破。{filler}管理还要加强。"
    snippets = Highlighter(parse("管理 创新", analyser)).mark(replace(PASSAGE, text=text)).snippets
    assert len(snippets) == SNIPPETS
    assert all(snippet.text[-1] in "。，" and len(snippet.text) <= 2 * WINDOW for snippet in snippets)
    assert all(text[text.index(s.text) - 1] in "。，" for s in snippets[1:])


def test_without_a_match_in_the_text_its_beginning_is_shown(analyser: Analyser) -> None:
    (snippet,) = Highlighter(parse("标题:管理", analyser)).mark(PASSAGE).snippets
    assert PASSAGE.text.startswith(snippet.text)
    assert snippet.spans == ()
