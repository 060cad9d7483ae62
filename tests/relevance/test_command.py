"""zongjie evaluate on a tiny collection: what it measures, leaves out, refuses and pools."""

import json
from pathlib import Path

import pytest

from indexer.cli import main
from tests.relevance.material import LOADS_WHOOSH
from tests.support import write_lines

pytestmark = LOADS_WHOOSH

PASSAGES = [
    {"id": "school", "title": "教学总结", "text": "学校安全教育活动扎实开展。"},
    {"id": "sport", "title": "体育总结", "text": "学校举行运动会，安全有序。"},
    {"id": "farm", "title": "农业总结", "text": "粮食丰收，合作社分红。"},
]
QUICK = ["--baseline", "bm25-words"]


@pytest.fixture
def passages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_lines(tmp_path / "passages.jsonl", PASSAGES)


def table(output: str) -> dict[str, list[str]]:
    """The printed lines of numbers by their first word; those of differences under the name and "-"."""
    found: dict[str, list[str]] = {}
    for line in output.splitlines():
        name, *values = line.split() or [""]
        found[name if name not in found else f"{name}-"] = values
    return found


def judged(path: Path, *rows: str) -> str:
    path.write_text("".join(line + "\n" for line in ("query\tid\tgrade", *rows)), "utf-8")
    return str(path)


def test_questions_are_measured_for_every_engine(
    passages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    questions = write_lines(
        tmp_path / "q.jsonl",
        [{"query": "安全教育", "relevant": "school"}, {"query": "粮食", "relevant": ["farm", "sport"]}],
    )
    assert main(["evaluate", str(passages), str(questions)]) == 0
    lines = table(capsys.readouterr().out)
    assert lines["2"] == ["questions,", "3", "passages"]
    assert lines["MRR@10"] == ["nDCG@10", "R@1", "R@10"]
    # nDCG of the second question: 1 / (1 + 1 / log2(3)) = 0.6131; its recall: one of two.
    assert lines["zongjie"] == ["1.0000", "0.8066", "0.7500", "0.7500"]
    assert lines["bm25-words"] == lines["whoosh-or"] == lines["zongjie"]
    assert lines["bm25-words-"] == ["+0.0000", "[+0.0000,", "+0.0000]"] * 2


def test_of_judged_queries_it_says_what_is_missing(
    passages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    questions = judged(
        tmp_path / "q.tsv",
        *("学校\tschool\t1", "学校\tsport\t3", "学校\tgone\t3", "粮食\tfarm\t1", "分红\tlost\t2"),
    )
    assert main(["evaluate", str(passages), questions, *QUICK]) == 0
    output = capsys.readouterr().out
    assert "1 questions, 3 passages\n" in output
    assert "left out: 2 judgments of passages that are not there\n" in output
    assert "left out: 2 questions without a relevant passage\n" in output
    assert table(output)["MRR@10"][-1] == "judged@10"
    assert table(output)["zongjie"][-1] == "1.0000"


def test_one_half_is_asked_alone(passages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    questions = judged(tmp_path / "q.tsv", "a\tschool\t2", "b\tschool\t2", "e\tschool\t2")
    for half, count in (("tuning", 2), ("held-out", 1), ("all", 3)):
        assert main(["evaluate", str(passages), questions, "--half", half, *QUICK]) == 0
        assert f"{count} questions, 3 passages" in capsys.readouterr().out


def test_the_index_that_is_there_can_be_asked(
    passages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    index, questions = str(tmp_path / "index"), judged(tmp_path / "q.tsv", "粮食\tfarm\t3")
    assert main(["index", "--index", index, str(passages)]) == 0
    assert main(["evaluate", "--index", index, questions, *QUICK]) == 0
    assert table(capsys.readouterr().out)["zongjie"][0] == "1.0000"
    assert main(["evaluate", "--index", index, str(passages), questions]) == 1
    assert capsys.readouterr().err == "zongjie: evaluate: give either PASSAGES or --index, not both\n"


def test_what_is_skipped_is_named_and_the_status_says_so(
    passages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    more = tmp_path / "more.jsonl"
    more.write_text("no JSON\n", "utf-8")
    questions = judged(tmp_path / "q.tsv", "粮食\tfarm\t3")
    assert main(["evaluate", str(passages), str(more), questions, *QUICK]) == 3
    assert capsys.readouterr().err.startswith("more.jsonl#L1: ")


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        (["粮食\tgone\t3"], [], "evaluate: none of the questions has a relevant passage here"),
        (["粮食\tfarm\t5"], [], "q.tsv, line 2: the grade is '5'; write one of 0, 1, 2, 3"),
        (["a\tfarm\t3"], ["--half", "held-out"], "q.tsv: there is no question of the half held-out"),
    ],
)
def test_errors_are_one_clear_line(
    passages: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    rows: list[str],
    options: list[str],
    said: str,
):
    judged(tmp_path / "q.tsv", *rows)
    assert main(["evaluate", str(passages), "q.tsv", *options]) == 1
    assert capsys.readouterr().err == f"zongjie: {said}\n"


def test_a_pool_of_all_engines_is_written_with_what_judges_read(
    passages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "q.txt").write_text("学校 农业\n粮食\n", "utf-8")
    assert main(["evaluate", str(passages), "q.txt", "--pool", "pool.tsv"]) == 0
    output = capsys.readouterr().out
    assert "2 questions, 3 passages\n4 pairs to judge, of zongjie, whoosh-or, " in output
    header, *rows = (tmp_path / "pool.tsv").read_text("utf-8").splitlines()
    assert header == "query\tid"
    # No passage has both 学校 and 农业: what finds any word gives the three.
    assert sorted(rows) == ["学校 农业\tfarm", "学校 农业\tschool", "学校 农业\tsport", "粮食\tfarm"]
    records = [json.loads(line) for line in (tmp_path / "pool.jsonl").read_text("utf-8").splitlines()]
    assert [f"{one['query']}\t{one['id']}" for one in records] == rows
    assert {one["title"] for one in records} == {one["title"] for one in PASSAGES}
