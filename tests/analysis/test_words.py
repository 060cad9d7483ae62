"""Words: jieba's own on Han characters, a simple rule elsewhere, a user dictionary for both sides."""

import re
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import ZongjieError
from indexer.analysis import Analyser, normalise
from tests.support import samples

HAN_RUN = re.compile(r"[\u4e00-\u9fd5]+")


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture(scope="module", autouse=True)
def _jieba_without_output() -> None:
    jieba.setLogLevel("ERROR")
    jieba.initialize()


def jieba_words(run: str) -> list[str]:
    """The tokens of jieba.analyse.ChineseAnalyzer before its stop words and stemming."""
    return [word for word, _, _ in jieba.tokenize(run, mode="search")]


def test_han_runs_of_all_samples_are_cut_as_jieba_cuts_them(shared: Path, analyser: Analyser) -> None:
    texts = [
        *(sample["document"] for sample in samples(shared)),
        *(p.read_text("utf-8") for p in (shared / "seed").iterdir()),
    ]
    runs = {run for text in texts for run in HAN_RUN.findall(normalise(text))}
    assert len(runs) > 10_000
    different = [run for run in runs if analyser.words(run) != jieba_words(run)]
    assert not different


@settings(max_examples=300)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), max_size=40))
def test_han_runs_of_any_text_are_cut_as_jieba_cuts_them(analyser: Analyser, text: str) -> None:
    run = normalise(text)
    assert [word for piece in HAN_RUN.findall(run) for word in jieba_words(piece)] == [
        word for word in analyser.words(text) if HAN_RUN.fullmatch(word)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("推行5S管理，BIM技术", ["推行", "5s", "管理", "bim", "技术"]),
        ("２０２３年完成98.5%", ["2023", "年", "完成", "98", "5"]),
        ("20xx年 PD1728_A_1", ["20xx", "年", "pd1728", "a", "1"]),
        ("的了和", ["的", "了", "和"]),
        ("〇㐀𠀀", ["〇", "㐀", "𠀀"]),
        ("——《》！？ \t\n", []),
    ],
)
def test_other_scripts_digits_and_punctuation(analyser: Analyser, text: str, words: list[str]) -> None:
    assert analyser.words(text) == words


@given(st.text(st.characters()))
def test_every_word_stands_in_the_normalised_text(analyser: Analyser, text: str) -> None:
    assert all(word in normalise(text) for word in analyser.words(text))


def test_traditional_text_gives_the_words_of_simplified_text(analyser: Analyser) -> None:
    assert analyser.words("後臺處理工作總結") == analyser.words("后台处理工作总结")


def test_a_user_dictionary_makes_words_and_changes_the_digest(tmp_path: Path, analyser: Analyser) -> None:
    dictionary = tmp_path / "words.txt"
    dictionary.write_text("蒿子箐村 1000 ns\n雙強雙帶\n\n", "utf-8")
    own = Analyser(dictionary)
    assert "蒿子箐村" in own.words("蒿子箐村党总支")
    assert "双强双带" in own.words("双强双带")
    assert "蒿子箐村" not in analyser.words("蒿子箐村党总支")
    assert own.digest != analyser.digest


@pytest.mark.parametrize("content", [b"\xff\xfe\xff", "词 很多 n\n".encode()])
def test_a_dictionary_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    dictionary = tmp_path / "broken.txt"
    dictionary.write_bytes(content)
    with pytest.raises(ZongjieError, match=r"broken\.txt"):
        Analyser(dictionary)
