"""Sheets of labels: ids, the held-out third, and what is said of a line that is not as it must be."""

from pathlib import Path

import pytest

from indexer.classify import Tables
from indexer.errors import ZongjieError
from indexer.judging import is_held_out, part_id, read_sheet
from indexer.judging.sheet import COLUMNS

TABLES = Tables.load()
SHEET = Path(__file__).parents[2] / "corpus" / "labels.tsv"
SECOND = SHEET.with_name("labels-second.tsv")


def sheet(folder: Path, *lines: str) -> Path:
    path = folder / "labels.tsv"
    path.write_text("\n".join(("\t".join(COLUMNS), *lines)) + "\n", "utf-8")
    return path


def test_a_line_is_read_with_what_is_judged_of_its_kind(tmp_path: Path):
    part, section = read_sheet(
        sheet(
            tmp_path,
            "part\ta.txt#1\tcorpus\t工作总结\t教育,党建\t\t第1篇 “一句”",
            "section\t0f\tsamples\t\t\t存在问题\t文档3",
        ),
        TABLES,
    )
    assert part.labels == {"genre": ("工作总结",), "domain": ("教育", "党建")}
    assert (part.id, part.locator) == ("a.txt#1", "第1篇 “一句”")
    assert section.labels == {"role": ("存在问题",)}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("part\ta\tcorpus\t工作总结\t教育\t", "6 fields"),
        ("piece\ta\tcorpus\t工作总结\t教育\t\t", "kind"),
        ("part\ta\tcorpus\t工作总结\t\t\t", "domain of a part: give it"),
        ("section\ta\tcorpus\t工作总结\t\t引言\t", "genre of a section: leave it empty"),
        ("part\ta\tcorpus\t散文\t教育\t\t", "'散文' is no genre"),
        ("part\ta\tcorpus\t工作总结\t教育,\t\t", "'' is no domain"),
        ("part\tb\tcorpus\t工作总结\t教育\t\t", "judged twice"),
        ("", "0 fields"),
    ],
)
def test_a_line_that_is_wrong_is_named_with_its_number(tmp_path: Path, line: str, said: str):
    path = sheet(tmp_path, "part\tb\tcorpus\t工作总结\t教育\t\t", line)
    with pytest.raises(ZongjieError, match=f"line 3: .*{said}"):
        read_sheet(path, TABLES)


def test_a_file_that_is_no_sheet_is_said(tmp_path: Path):
    (tmp_path / "labels.tsv").write_text("title\n", "utf-8")
    for path in (tmp_path / "labels.tsv", tmp_path / "none.tsv"):
        with pytest.raises(ZongjieError, match=path.name):
            read_sheet(path, TABLES)


def test_parts_are_named_by_ordinal_and_occurrence():
    assert part_id("r0001", None) == "r0001"
    assert part_id("a.txt", 2) == "a.txt#2"
    assert part_id("a.txt", 2, 2) == "a.txt#2.2"


def test_a_third_is_held_out_and_it_is_always_the_same():
    held_out = [number for number in range(3000) if is_held_out(str(number))]
    assert 900 < len(held_out) < 1100
    assert held_out[:5] == [0, 2, 3, 4, 11]


def test_the_shipped_sheet_is_sound_and_holds_nothing_of_texts_by_others():
    rows = read_sheet(SHEET, TABLES)
    assert sum(row.kind == "part" for row in rows) >= 250
    assert {row.source for row in rows} == {"corpus", "seed", "samples"}
    for row in rows:
        if row.source != "corpus":
            assert not row.locator.strip("文档第全篇段 0123456789"), f"{row.id}: {row.locator}"


def test_the_second_judge_s_sheet_is_sound_and_names_texts_of_the_first():
    first = {row.id: row for row in read_sheet(SHEET, TABLES) if row.kind == "section"}
    second = read_sheet(SECOND, TABLES)
    assert len(second) == 100
    for row in second:
        assert (row.source, row.locator) == (first[row.id].source, first[row.id].locator)
