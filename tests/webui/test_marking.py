"""Marks are numbered in reading order; pieces that touch are one place."""

from hypothesis import given
from hypothesis import strategies as st

from indexer import Index, SearchRequest
from webui.marking import marked_paragraphs


def test_places_count_through_passages(index: Index) -> None:
    passages = [index.get("story-2"), index.get("story-3")]
    texts, count = marked_paragraphs(index, passages, SearchRequest("点检 每班"))
    runs = [run for text in texts for paragraph in text for run in paragraph]
    assert [(run.text, run.number) for run in runs if run.marked] == [("点检", 1), ("每班", 2), ("点检", 3)]
    assert count == 3


def test_without_a_query_nothing_is_marked(index: Index) -> None:
    texts, count = marked_paragraphs(index, [index.get("story-2")], SearchRequest())
    assert count == 0
    assert ["".join(run.text for run in paragraph) for paragraph in texts[0]] == [
        "推行设备点检。",
        "每班两次，",
        "有记录。",
    ]


@given(st.lists(st.text("修剪冬青和玫瑰由园丁", min_size=1, max_size=4), max_size=4))
def test_every_marked_character_belongs_to_one_place(index: Index, words: list[str]) -> None:
    passage = index.get("garden-0")
    ((paragraph,),), count = marked_paragraphs(index, [passage], SearchRequest(" ".join(words)))
    assert "".join(run.text for run in paragraph) == passage.text
    numbers = [run.number for run in paragraph if run.number]
    assert numbers == list(range(1, count + 1))
    before = False
    for run in paragraph:
        assert bool(run.number) == (run.marked and not before)
        before = run.marked
