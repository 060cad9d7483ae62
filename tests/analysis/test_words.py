"""Words: jieba's own on Han characters, a simple rule elsewhere, a user dictionary for both sides."""

import random
import re
from collections import Counter
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import ZongjieError
from indexer.analysis import Analyser, field_text, normalise
from indexer.model import TEXT_FIELDS, Passage
from indexer.trie import points_of
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
    """The tokens of jieba's search mode, without words that its dictionary does not have."""
    return [word for word, _, _ in jieba.tokenize(run, mode="search", HMM=False)]


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


USER_WORDS = ["蒿子箐村 1000 ns", "双强双带", "的是 3", "工作总结会", "石墨烯 0", "一线工作法 n", "总结会"]


def test_a_user_dictionary_cuts_as_it_does_in_jieba(tmp_path: Path, shared: Path) -> None:
    dictionary = tmp_path / "words.txt"
    dictionary.write_text("\n".join(USER_WORDS), "utf-8")
    other = jieba.Tokenizer()
    with dictionary.open("rb") as file:
        other.load_userdict(file)
    own = Analyser(dictionary)
    texts = [sample["document"] for sample in samples(shared)[:40]]
    texts += ["".join(word.split()[0] for word in USER_WORDS) * 2]
    for run in {run for text in texts for run in HAN_RUN.findall(normalise(text))}:
        assert own.words(run) == [w for w, _, _ in other.tokenize(run, mode="search", HMM=False)]


def test_passages_have_the_words_of_their_fields(analyser: Analyser) -> None:
    passages = [
        passage("一", "加强5S管理，加強領導", heading=("存在问题", "")),
        passage("", "〇pd1728"),
        passage("二", ""),
    ]
    analysed = analyser.analyse(passages)
    words = [analysed.words.distinct[number] for number in analysed.words.numbers.tolist()]
    fields = [field_text(one, name) for one in passages for name in TEXT_FIELDS]
    assert analysed.lengths.tolist() == [len(text) for text in fields]
    assert analysed.words.counts.tolist() == [len(analyser.words(text)) for text in fields]
    assert words == [word for text in fields for word in analyser.words(text)]
    assert len(set(analysed.words.distinct)) == len(analysed.words.distinct)
    assert analysed.points.tolist() == [
        number for text in fields for number in [*points_of(normalise(text)).tolist(), 0]
    ]
    assert not analyser.analyse([]).words.distinct


def test_words_that_several_passages_have_are_counted_once_in_each(analyser: Analyser) -> None:
    dice = random.Random(3)
    pieces = ["安全生产", "管理", "二级经理", "pd1728", "〇", "，", "加强", "領導", "5S", ""]
    passages = [
        passage(
            dice.choice(pieces), "".join(dice.choices(pieces, k=dice.randrange(9))), (dice.choice(pieces),)
        )
        for _ in range(40)
    ]
    having = Counter(
        word
        for one in passages
        for word in {word for name in TEXT_FIELDS for word in analyser.words(field_text(one, name))}
    )
    for least in (1, 3, 20, 41):
        expected = {word: count for word, count in having.items() if count >= least}
        assert analyser.holders(passages, least) == expected
    assert analyser.holders([], 1) == {}


def passage(title: str, text: str, heading: tuple[str, ...] = ()) -> Passage:
    return Passage(
        id="1",
        collection=title,
        part=None,
        title=title,
        heading=heading,
        section="其他",
        genre=(),
        domain=(),
        year=None,
        text=text,
        source="a.txt",
    )


@pytest.mark.parametrize("content", [b"\xff\xfe\xff", "词 很多 n\n".encode()])
def test_a_dictionary_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    dictionary = tmp_path / "broken.txt"
    dictionary.write_bytes(content)
    with pytest.raises(ZongjieError, match=r"broken\.txt"):
        Analyser(dictionary)
