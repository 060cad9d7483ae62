"""Records: what a passage is as a line of JSON."""

import json
from pathlib import Path

from indexer import build_index, open_index
from indexer.records import from_line, passage_record, to_line


def test_a_passage_is_the_same_after_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("县农技站2021年上半年总结\n一、做法\n正文写在这里。\n", encoding="utf-8")
    build_index([tmp_path / "a.txt"], tmp_path / "index")
    with open_index(tmp_path / "index") as index:
        (passage,) = index.passages()
    assert from_line(to_line(passage)) == passage
    assert (passage.period, passage.organisation, passage.author) == ("2021年上半年", "县农技站", "")


def test_a_line_of_an_earlier_index_lacks_what_came_later(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("总结\n正文写在这里。\n", encoding="utf-8")
    build_index([tmp_path / "a.txt"], tmp_path / "index")
    with open_index(tmp_path / "index") as index:
        (passage,) = index.passages()
    record = passage_record(passage)
    for name in ("period", "organisation", "author"):
        del record[name]
    assert from_line(json.dumps(record)) == passage
