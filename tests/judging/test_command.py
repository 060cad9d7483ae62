"""The command behind scripts/labels, on texts written for the test: what it measures, skips and compares."""

from pathlib import Path

import pytest

from indexer.classify import Classifier, Tables
from indexer.judging import answers, is_held_out
from indexer.judging.__main__ import main
from indexer.judging.sheet import COLUMNS

TEXT = """小学教学工作总结
学校有学生三百人，教师二十人，现将教学工作总结如下。
一、存在的问题
课堂教学不够扎实。
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Texts that are judged, one after the other, until both shares have some; and the folder of them."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(TEXT, "utf-8")
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02")
    return folder


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(("\t".join(COLUMNS), *lines)) + "\n", "utf-8")
    return path


def judged(texts: Path, genre: str = "工作总结") -> list[str]:
    names = [path.name for path in sorted(texts.iterdir())]
    return [f"part\t{name}\tcorpus\t{genre}\t教育\t\t{name}" for name in names]


def test_sections_and_parts_are_found_under_the_ids_of_passages(texts: Path):
    classifier = Classifier(Tables.load())
    found = answers(classifier, [texts])
    assert found["part", "0.txt"] == {"genre": ("工作总结",), "domain": ("教育",)}
    assert ("part", "broken.txt") not in found
    roles = [labels["role"] for (kind, _), labels in found.items() if kind == "section"]
    assert roles == [("引言",), ("存在问题",)] * 12


def test_what_a_source_says_of_itself_is_no_answer(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text(
        '{"id": "1", "title": "小学教学工作总结", "genre": "讲话", "document": "学生在课堂听教师上课。"}\n'
        '{"id": "2", "title": "小学教学工作总结", "text": "学生在课堂听教师上课。"}\n',
        "utf-8",
    )
    found = answers(Classifier(Tables.load()), [tmp_path])
    assert {name for kind, name in found if kind == "part"} == {"1"}
    assert found["part", "1"]["genre"] == ("工作总结",)


@pytest.mark.parametrize("share", [[], ["--held-out"]])
def test_one_share_is_measured_and_absent_texts_are_counted(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], share: list[str]
):
    sheet = write(tmp_path / "labels.tsv", judged(texts))
    measured = [path.name for path in texts.iterdir() if is_held_out(path.name) == bool(share)]
    present = [name for name in measured if name != "broken.txt"]
    assert present, "help: no text falls in this share; write more of them in the fixture"
    assert main(["--sheet", str(sheet), "--texts", str(texts), *share]) == 0
    printed = capsys.readouterr().out
    assert f"{len(present)} texts" in printed.splitlines()[0]
    assert ("skipped: 1 judged texts" in printed) == (len(present) < len(measured))
    assert f"genre: {len(present)} judged\n  macro-F1 1.000 over the 1 values" in printed
    assert "role: 0 judged" in printed


def test_wrong_labels_are_counted_and_named(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = write(tmp_path / "labels.tsv", judged(texts, "讲话"))
    main(["--sheet", str(sheet), "--texts", str(texts), "--wrong"])
    printed = capsys.readouterr().out
    name = next(path.name for path in sorted(texts.iterdir()) if not is_held_out(path.name))
    assert "macro-F1 0.000 over the 1 values" in printed
    assert f"  {name}  {name}: 讲话 was judged, 工作总结 given" in printed
    assert "domain: " in printed
    assert f"{name}: 教育 was judged" not in printed


def test_two_sheets_are_compared(texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    first = write(tmp_path / "first.tsv", judged(texts))
    second = write(tmp_path / "second.tsv", [*judged(texts)[:3], *judged(texts, "讲话")[3:6]])
    assert main(["--sheet", str(first), "--compare", str(second)]) == 0
    printed = capsys.readouterr().out
    assert "genre: 6 judged by both\n  the same 50.0%; kappa 0.000" in printed
    assert "     3  工作总结 / 讲话" in printed
    assert "domain: 6 judged by both\n  the same 100.0%; kappa 1.000" in printed


def test_a_sheet_that_is_wrong_is_one_line_and_a_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--sheet", str(tmp_path / "none.tsv")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
