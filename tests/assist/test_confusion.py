"""Which characters are taken for each other, and what slips cost."""

from importlib.resources import files

import pytest

from indexer.analysis import normalise
from indexer.assist.confusion import (
    ADDED,
    CUT_OFF,
    EXCHANGED,
    LEFT_OUT,
    LETTER,
    NEAR_SOUND,
    REPLACED,
    SAME_SHAPE,
    SAME_SOUND,
    SOUND_AND_SHAPE,
    alike,
    cost_of,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *("里理", "做作", "侯候", "官管"),  # the same sound
        *("冰宾", "安昂", "正振", "知资", "吃词", "是四", "南蓝", "湖福"),  # near ones
        *("己巳", "末未", "即既", "拔拨", "人入", "戊戌", "析拆", "士土", "日曰", "免兔"),  # shapes
    ],
)  # fmt: skip
def test_characters_that_are_alike(one: str, other: str) -> None:
    assert other in alike(one)
    assert one in alike(other)


@pytest.mark.parametrize("char", ["理", "a", "7", "，", "😀", "\ud800", "é", "㐀"])
def test_no_character_is_alike_to_itself_and_few_are_to_signs(char: str) -> None:
    found = alike(char)
    assert char not in found
    assert list(found) == sorted(set(found))
    assert bool(found) == (char == "理") or char == "㐀"


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("管理", "管理", 0.0),
        ("管里", "管理", SAME_SOUND),
        ("官里", "管理", SOUND_AND_SHAPE + SAME_SOUND),
        ("增兴", "振兴", NEAR_SOUND),
        ("机器入", "机器人", SAME_SHAPE),
        ("等侯", "等候", SOUND_AND_SHAPE),
        ("管猫", "管理", REPLACED),
        ("理管", "管理", EXCHANGED),
        ("安产", "安全产", LEFT_OUT),
        ("管不理", "管理", ADDED),
        ("管理理", "管理", ADDED),
        ("管理了", "管理", CUT_OFF),
        ("bin", "bim", LETTER),
        ("icuu", "icu", LETTER),
    ],
)
def test_what_a_slip_costs(typed: str, meant: str, cost: float) -> None:
    assert cost_of(typed, meant) == cost


def test_the_table_of_shapes_is_in_order() -> None:
    text = (files("indexer.assist") / "tables" / "shapes.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    pairs = [frozenset((char, other)) for char, others in rows for other in others]
    assert len(pairs) == len(set(pairs)) >= 2_000
    assert all(len(pair) == 2 and normalise(char) == char for pair in pairs for char in pair)
