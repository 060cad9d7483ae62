"""Cutting long texts: nothing lost, no piece too long or tiny, cut where a reader would."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indexer.classify.pieces import LIMIT, cut

TEXTS = st.lists(
    st.text(alphabet="学校工作，。！？；”安全A1 ", min_size=0, max_size=90), min_size=0, max_size=12
).map("\n".join)


@given(TEXTS, st.integers(40, 200))
def test_the_pieces_and_the_breaks_between_them_are_the_text(text: str, limit: int):
    spans = cut(text, limit)
    again = text[spans[0].start : spans[0].end]
    for before, after in pairwise(spans):
        between = text[before.end : after.start]
        assert between in {"", "\n"}
        again += between + text[after.start : after.end]
    assert (spans[0].start, spans[-1].end) == (0, len(text))
    assert again == text


@given(TEXTS, st.integers(40, 200))
def test_no_piece_is_too_long_or_tiny(text: str, limit: int):
    lengths = [end - start for start, end in cut(text, limit)]
    assert max(lengths) <= limit
    if len(lengths) > 1:
        assert min(lengths) >= limit // 4 - 1  # a line break may fall between two pieces


def test_a_text_up_to_the_limit_is_one_piece():
    assert cut("字" * LIMIT) == ((0, LIMIT),)
    assert len(cut("字" * (LIMIT + 1))) == 2


def test_paragraphs_come_before_sentences():
    text = "句子。" * 210 + "\n" + "句子。" * 190
    assert [text[start:end] for start, end in cut(text)] == text.split("\n")


def test_sentences_are_kept_whole_with_their_closing_quotes():
    text = "他说：“安全第一。”" * 200
    pieces = [text[start:end] for start, end in cut(text)]
    assert len(pieces) == 2
    assert all(piece.startswith("他说") and piece.endswith("。”") for piece in pieces)


def test_a_text_without_any_stop_is_cut_evenly():
    assert [end - start for start, end in cut("字" * 2500)] == [833, 834, 833]


def test_a_paragraph_end_that_would_leave_a_tiny_rest_is_passed_over():
    text = "字" * 1195 + "\n" + "字" * 14
    assert [end - start for start, end in cut(text)] == [605, 605]
