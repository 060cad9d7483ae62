"""Normalising: one character in, one character out, and once is enough."""

import sys
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import fold_width, normalise

ANY_TEXT = st.text(st.characters())  # lone surrogates included


def every_character() -> str:
    return "".join(map(chr, range(sys.maxunicode + 1)))


def test_every_character_gives_one_and_normalising_it_again_changes_nothing() -> None:
    once = normalise(every_character())
    assert len(once) == sys.maxunicode + 1
    assert normalise(once) == once


@given(ANY_TEXT)
def test_each_character_is_folded_by_itself(text: str) -> None:
    assert normalise(text) == "".join(normalise(char) for char in text)


def test_width_case_and_script_are_folded_and_nothing_else() -> None:
    assert normalise("ＧＩＳ系統　２０２３年（一）") == "gis系统 2023年(一)"
    assert normalise("臺灣 後臺 體裁 處理") == "台湾 后台 体裁 处理"
    assert normalise("㈠ ½ ﬁ İ ß “引号”、《书》？") == "㈠ ½ ﬁ İ ß “引号”、《书》?"


@given(st.sampled_from("ABCabc（）：　ＡＢＣ　“”標題体"), ANY_TEXT)
def test_folding_width_alone_keeps_case_and_script(char: str, rest: str) -> None:
    assert len(fold_width(char + rest)) == 1 + len(rest)
    assert fold_width("ＡＮＤ 標題：（a）") == "AND 標題:(a)"
    assert normalise(fold_width(char + rest)) == normalise(char + rest)


def test_every_row_of_the_table_is_followed() -> None:
    table = (files("indexer.analysis") / "tables" / "simplified.tsv").read_text("utf-8").splitlines()
    assert len(table) > 4000
    assert all(normalise(row[0]) == row[-1] for row in table)
