"""The outline of a collection: parts, sections of one of them, and what is left out of a long one."""

import pytest

from indexer import Passage, SearchRequest
from webui.outline import find_passage, new_headings, parts_of, present_outline
from webui.urls import document_url

ASKED = SearchRequest("点检")


def passage(name: str, part: int | None = 1, heading: tuple[str, ...] = (), text: str = "内容。") -> Passage:
    return Passage(name, "合集", part, f"第{part}篇总结", heading, "", (), (), None, text, "甲.txt")


def collection(parts: int, sections: int) -> list[Passage]:
    return [
        passage(f"{part}-{section}", part, (f"第{section}节",))
        for part in range(1, parts + 1)
        for section in range(sections)
    ]


def test_parts_hold_their_passages_in_order() -> None:
    parts = parts_of(collection(3, 4))
    assert [[member.id for member in part] for part in parts] == [
        [f"{part}-{section}" for section in range(4)] for part in (1, 2, 3)
    ]
    assert find_passage(parts, "2-3") == (1, 3)


def test_headings_are_new_once() -> None:
    paths = [(), ("做法",), ("做法", "点检"), ("做法", "点检"), ("做法", "培训"), ("问题",), ("做法",)]
    found = list(new_headings([passage(str(i), heading=path) for i, path in enumerate(paths)]))
    assert found == [
        (),
        ((1, "做法"),),
        ((2, "点检"),),
        (),
        ((2, "培训"),),
        ((1, "问题"),),
        ((1, "做法"),),
    ]


def test_the_same_heading_below_another_one_is_new() -> None:
    part = [passage("a", heading=("一", "成效")), passage("b", heading=("二", "成效"))]
    assert list(new_headings(part)) == [((1, "一"), (2, "成效")), ((1, "二"), (2, "成效"))]


def test_a_section_without_a_heading_is_called_by_its_beginning_and_pieces_are_counted() -> None:
    part = [
        passage("a", text="一年来，车间稳步推进各项工作，成效明显。"),
        passage("b", heading=("做法",)),
        passage("c", heading=("做法",)),
        passage("d", heading=("做法", "一", "二", "三", "四", "五")),
    ]
    entries = present_outline([part], 0, 1, ASKED).sections.entries
    assert [entry.text for entry in entries] == [
        "一年来，车间稳步推进各项工作，成…",
        "做法",
        "做法（续 1）",
        "五",
    ]
    assert [entry.depth for entry in entries] == [1, 1, 1, 4]
    assert [entry.current for entry in entries] == [False, True, False, False]


@pytest.mark.parametrize("at", [0, 1, 29, 30, 31, 100, 168, 169, 170, 198, 199])
def test_of_a_long_collection_the_outline_names_what_is_near_and_counts_the_rest(at: int) -> None:
    parts = parts_of(collection(200, 1))
    shown = present_outline(parts, at, 0, ASKED).parts
    names = [entry.title for entry in shown.entries]
    assert len(names) == 60
    assert [entry.title for entry in shown.entries if entry.current] == [f"第{at + 1}篇总结"]
    first, last = (int(name[1:-3]) for name in (names[0], names[-1]))
    assert last - first == 59
    if shown.before:
        assert (shown.before.text, shown.before.url) == (
            f"还有 {first - 1} 篇",
            document_url(f"{first - 1}-0", ASKED),
        )
    else:
        assert first == 1
    if shown.after:
        assert (shown.after.text, shown.after.url) == (
            f"还有 {200 - last} 篇",
            document_url(f"{last + 1}-0", ASKED),
        )
    else:
        assert last == 200


def test_of_a_long_part_the_outline_names_the_sections_near_and_leads_to_the_rest() -> None:
    parts = parts_of(collection(1, 150))
    shown = present_outline(parts, 0, 75, ASKED).sections
    assert len(shown.entries) == 60
    assert shown.before
    assert shown.before.url == document_url("1-44", ASKED)
    assert shown.after
    assert shown.after.url == document_url("1-105", ASKED)
    assert (shown.before.text, shown.after.text) == ("还有 45 段", "还有 45 段")


def test_nothing_is_left_out_of_a_short_one() -> None:
    shown = present_outline(parts_of(collection(60, 60)), 59, 59, ASKED)
    assert len(shown.parts.entries) == len(shown.sections.entries) == 60
    assert (shown.parts.before, shown.parts.after, shown.sections.before, shown.sections.after) == (None,) * 4
