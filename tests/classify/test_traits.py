"""What a text looks like as a whole: the same as counting its characters."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import normalised_points
from indexer.classify.traits import names_of, traits_of

FILLER = "本院每月巡查一次并登记在册" * 20
NO_DEMANDS = ("主要", "需要", "重要", "只要", "必要")


def obvious(text: str) -> list[str]:
    digits = sum(character in "0123456789" for character in text)
    demands = text.count("要") - sum(text.count(word) for word in NO_DEMANDS)
    found = {
        "数字多": digits > 0.04 * len(text),
        "要字多": len(text) >= 40 and demands >= 0.009 * len(text),
        "要字少": len(text) >= 40 and demands < 0.003 * len(text),
        "短文": 40 <= len(text) <= 150,
    }
    return [name for name, holds in found.items() if holds]


@given(
    st.lists(st.sampled_from(["要", "2", "的", "年", *NO_DEMANDS]), max_size=12).map("".join),
    st.integers(0, len(FILLER)),
)
def test_the_traits_are_those_that_counting_finds(text: str, filled: int):
    whole = text + FILLER[:filled]
    assert names_of(traits_of(normalised_points(whole))) == obvious(whole)


def test_a_few_words_have_no_traits_but_figures():
    assert names_of(traits_of(normalised_points(""))) == []
    assert names_of(traits_of(normalised_points("要抓紧，要落实。"))) == []
    assert names_of(traits_of(normalised_points("全年共12次"))) == ["数字多"]
