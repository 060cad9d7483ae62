"""The committed table of readings is what its script makes of its sources; what it says of characters."""

import runpy
from pathlib import Path

import pytest

from indexer.analysis.normalise import normalise
from indexer.analysis.pinyin import pinyin

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_pinyin_table.py"


def test_the_table_is_up_to_date() -> None:
    script = runpy.run_path(str(SCRIPT))
    assert script["TABLE"].read_text("utf-8") == script["rows"](), f"help: run {SCRIPT.name}"


@pytest.mark.parametrize(
    ("char", "readings"),
    [
        ("创", {"chuang"}),
        ("重", {"zhong", "chong"}),
        ("行", {"xing", "hang", "heng"}),
        ("绿", {"lv", "lu"}),
        ("女", {"nv"}),
        ("嗯", {"en"}),
        ("和", {"he", "hu", "huo"}),
    ],
)
def test_common_readings_are_there_and_rare_ones_are_not(char: str, readings: set[str]) -> None:
    assert set(pinyin().readings(char)) == readings


def test_the_usual_reading_comes_first() -> None:
    assert [pinyin().readings(char)[0] for char in "重行长得会和"] == [
        "zhong",
        "xing",
        "zhang",
        "de",
        "hui",
        "he",
    ]


def test_traditional_characters_are_read_as_simplified_ones_and_others_not_at_all() -> None:
    assert pinyin().readings("創") == ("chuang",)
    assert [pinyin().readings(char) for char in ("a", "１", "。", "\U0010ffff", "\ud800")] == [()] * 5


def test_every_everyday_character_has_a_reading() -> None:
    """The 3,755 characters of level 1 of GB 2312."""
    lead, trail = range(0xB0, 0xD8), range(0xA1, 0xFF)
    chars = [bytes((i, j)).decode("gb2312", "ignore") for i in lead for j in trail]
    assert [char for char in chars if char and not pinyin().readings(normalise(char))] == []
