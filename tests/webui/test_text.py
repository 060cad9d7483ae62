"""Text and spans become pieces that lose nothing and mark exactly the spans."""

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Span
from webui.text import Piece, excerpt, paragraphs, pieces

TEXTS = st.text(alphabet="工作总结 \n<&", max_size=30)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXTS)
    borders = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(borders, borders), max_size=4))
    return text, [Span(min(pair), max(pair)) for pair in spans]


@settings(max_examples=150)
@given(marked_texts())
def test_pieces_are_the_text_and_mark_the_spans(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    cut = pieces(text, spans)
    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text for piece in cut)
    marked = [piece.marked for piece in cut for _ in piece.text]
    assert marked == [any(start <= i < end for start, end in spans) for i in range(len(text))]


@settings(max_examples=150)
@given(marked_texts())
def test_paragraphs_are_the_lines_that_are_not_blank(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    lines = ["".join(piece.text for piece in paragraph) for paragraph in paragraphs(text, spans)]
    assert lines == [line for line in text.split("\n") if line.strip()]


def test_a_mark_goes_on_in_the_next_paragraph() -> None:
    assert paragraphs("甲乙\n丙丁", [Span(1, 4)]) == (
        (Piece("甲", False), Piece("乙", True)),
        (Piece("丙", True), Piece("丁", False)),
    )


def test_an_excerpt_is_one_line_and_says_that_it_goes_on() -> None:
    assert excerpt("甲\n乙", 5) == "甲 乙"
    assert excerpt("甲乙丙丁", 3) == "甲乙丙…"
    assert excerpt("甲" * 1000, 3) == "甲甲甲…"
