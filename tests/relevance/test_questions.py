"""Questions in the three forms they are kept in, their halves, and one clear line for whatever is malformed."""

import json
import lzma
from pathlib import Path

import pytest

from indexer.errors import ZongjieError
from indexer.relevance.questions import Question, Questions, half_of, read_questions

HEADER = "query\tid\tgrade\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_json_lines_name_what_is_relevant(tmp_path: Path):
    records = [
        {"query": "甲", "relevant": "1"},
        {"query": "乙", "relevant": ["2", "3"]},
        {"query": "甲", "relevant": "4"},
    ]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    plain = read_questions(write(tmp_path / "q.jsonl", "\ufeff" + lines + "\n"))
    assert plain == Questions(
        (Question("甲", {"1": 2, "4": 2}), Question("乙", {"2": 2, "3": 2})), complete=True
    )
    (tmp_path / "q.jsonl.xz").write_bytes(lzma.compress(lines.encode()))
    assert read_questions(tmp_path / "q.jsonl.xz") == plain


def test_a_table_gives_grades_and_its_comments_are_left_out(tmp_path: Path):
    text = f"# 说明\n\n{HEADER}甲 乙\tx\t3\r\n# 又一组\n丙\tx\t0\n甲 乙\ty\t1\n"
    found = read_questions(write(tmp_path / "q.tsv", text))
    assert found == Questions((Question("甲 乙", {"x": 3, "y": 1}), Question("丙", {"x": 0})), complete=False)


def test_a_text_gives_questions_alone(tmp_path: Path):
    found = read_questions(write(tmp_path / "q.txt", "# 一组\n 甲　乙 \n\n丙\n甲　乙\n"))
    assert found.all == (Question("甲　乙", {}), Question("丙", {}))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("q.jsonl", "{", "line 1: it is not JSON"),
        ("q.jsonl", '\n{"query": "甲"}', 'line 2: write {"query": text, "relevant": id or list of ids}'),
        ("q.jsonl", '{"query": " ", "relevant": "1"}', "line 1: write"),
        ("q.jsonl", '{"query": "甲", "relevant": []}', "line 1: write"),
        ("q.jsonl", '{"query": "甲", "relevant": [1]}', "line 1: write"),
        ("q.jsonl", '["甲"]', "line 1: write"),
        (
            "q.jsonl",
            '{"query": "甲", "relevant": "1"}\n' * 2,
            "line 2: '1' is judged twice for '甲'; remove one",
        ),
        ("q.tsv", "", "line 1: the first line must name the columns query id grade"),
        ("q.tsv", "# 说明\n甲\tx\t3\n", "line 2: the first line must name the columns query id grade"),
        ("q.tsv", HEADER + "甲\tx\n", "line 2: write query, id, grade, between tabs, none of them empty"),
        ("q.tsv", HEADER + "甲\t\t1\n", "line 2: write query, id, grade"),
        ("q.tsv", HEADER + "甲\tx\t4\n", "line 2: the grade is '4'; write one of 0, 1, 2, 3"),
        ("q.tsv", HEADER + "甲\tx\t²\n", "line 2: the grade is '²'"),
        ("q.tsv", HEADER + "甲\tx\t1\n甲\tx\t1\n", "line 3: 'x' is judged twice for '甲'; remove one line"),
        ("q.tsv", HEADER, "there is no question in it"),
        ("q.txt", "# nothing\n", "there is no question in it"),
        ("q.csv", "甲", "questions are in a file of one of the kinds .jsonl .jsonl.xz .tsv .txt"),
        ("missing/q.txt", None, "these questions cannot be read"),
        ("q.jsonl.xz", "no archive", "these questions cannot be read"),
        ("q.txt", b"\xff\xfe\xff", "these questions cannot be read as UTF-8 text"),
    ],
)
def test_what_is_malformed_is_one_line_with_its_place(
    tmp_path: Path, name: str, text: str | bytes | None, said: str
):
    path = tmp_path / name
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ZongjieError) as error:
        read_questions(path)
    assert str(error.value).startswith(f"{path}")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_halves_go_by_a_hash_that_others_can_compute():
    # printf %s a | sha256sum
    assert half_of("a") == "tuning"  # ca978112…
    assert half_of("b") == "tuning"  # 3e23e816…
    assert half_of("e") == "held-out"  # 3f79bb7b…


def test_the_two_halves_are_the_whole_in_order():
    whole = Questions(tuple(Question(str(number), {"x": 2}) for number in range(30)), complete=False)
    tuning, held_out = whole.of("tuning").all, whole.of("held-out").all
    assert whole.of("all") == whole
    assert sorted((*tuning, *held_out), key=lambda one: int(one.query)) == list(whole.all)
    assert all(half_of(one.query) == "tuning" for one in tuning)


def test_what_a_collection_lacks_is_left_out_and_counted():
    questions = Questions(
        (
            Question("both", {"a": 3, "b": 1, "gone": 3, "lost": 0}),
            Question("touched only", {"a": 1}),
            Question("its answer is gone", {"gone": 2, "b": 1}),
        ),
        complete=False,
    )
    kept, absent = questions.within({"a", "b"})
    assert kept == Questions((Question("both", {"a": 3, "b": 1}),), complete=False)
    assert absent == 3
