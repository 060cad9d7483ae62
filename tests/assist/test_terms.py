"""What kind of words there are, and how often they stand by themselves."""

import random
from collections import Counter
from collections.abc import Sequence

import jieba
import pytest

from indexer import Passage
from indexer.analysis import Analyser, normalise
from indexer.assist.terms import counts_of_own, telling


@pytest.mark.parametrize(
    "word", ["专利", "安全生产", "知识产权", "pdca", "门诊部", "汛期", "第三方", "不在词典里的词"]
)
def test_names_of_things_are_telling(word: str) -> None:
    assert telling(word) == 1


@pytest.mark.parametrize("word", ["创新", "开采", "下降", "透明"])
def test_what_is_done_is_less_telling(word: str) -> None:
    assert 0 < telling(word) < 1


@pytest.mark.parametrize(
    "word",
    ["的", "人", "我们", "以及", "但是", "非常", "一年来", "第二步", "三百多斤", "2023", "20xx", "xx", "4mm",
     "二十", "进行", "工作", "the", "5", "\n"],
)  # fmt: skip
def test_function_words_numbers_and_single_characters_are_not(word: str) -> None:
    assert telling(word) == 0


def test_words_by_themselves_are_the_whole_words_of_jieba(
    analyser: Analyser, passages: Sequence[Passage]
) -> None:
    for passage in passages:
        whole = Counter(word for word in jieba.lcut(normalise(passage.text), HMM=False) if _is_han(word))
        own = counts_of_own(analyser.words(passage.text))
        assert {word: count for word, count in own.items() if _is_han(word)} == whole


def test_words_of_other_scripts_hold_no_words() -> None:
    assert counts_of_own(["ab", "abc", "abc"]) == {"ab": 1, "abc": 2}


def test_any_words_are_counted(analyser: Analyser) -> None:
    dice = random.Random(7)
    for _ in range(200):
        text = "".join(dice.choice("高兴哈工作总结管理企业a1 ，中华人民共和国") for _ in range(30))
        whole = Counter(word for word in jieba.lcut(text, HMM=False) if _is_han(word))
        own = counts_of_own(analyser.words(text))
        assert {word: count for word, count in own.items() if _is_han(word)} == whole, text


def _is_han(word: str) -> bool:
    return all("\u4e00" <= char <= "\u9fd5" for char in word)
