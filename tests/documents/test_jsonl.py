"""JSON lines: ready passages, whole texts, and what is wrong with a line."""

import json
import lzma
from pathlib import Path

import pytest

from indexer.documents import Limits, Reading, SourceFile, read_source
from indexer.errors import DocumentError
from indexer.model import Collection, Metadata, ReadyPassage, Skipped

LINE = {"title": "总结", "text": "正文。"}


def reading(path: Path, content: bytes, limits: Limits | None = None) -> Reading:
    path.write_bytes(content)
    return read_source(SourceFile(path, path.name), limits or Limits())


def items(path: Path, *lines: object) -> list[Collection | ReadyPassage | Skipped]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return list(reading(path / "a.jsonl", text.encode()).items)


def test_a_ready_passage_with_all_fields(tmp_path: Path):
    line = {"id": 7, "collection": "大全", "part": 2, "title": "总结篇二", "heading": ["一", "二"]}
    line |= {"section": "引言", "genre": "工作总结", "domain": ["教育", ""], "year": 2020}
    line |= {"period": "2020年上半年", "organisation": "县农技站", "author": "林木生"}
    line |= {"text": " 正文。\n", "source": "别处"}
    given = ("2020年上半年", "县农技站", "林木生")
    metadata = Metadata("7", "总结篇二", ("工作总结",), ("教育",), "引言", 2020, *given)
    assert items(tmp_path, line) == [
        ReadyPassage("7", "a.jsonl", "总结篇二", "大全", 2, ("一", "二"), " 正文。\n", metadata)
    ]


def test_what_is_not_given_has_a_default(tmp_path: Path):
    (passage,) = items(tmp_path, LINE | {"id": None, "heading": "", "genre": None})
    assert passage == ReadyPassage(
        "a.jsonl#L1", "a.jsonl", "总结", "总结", None, (), "正文。", Metadata(title="总结")
    )


def test_zero_is_an_id(tmp_path: Path):
    (passage,) = items(tmp_path, LINE | {"id": 0})
    assert isinstance(passage, ReadyPassage)
    assert (passage.key, passage.metadata.id) == ("0", "0")


def test_a_document_is_outlined(tmp_path: Path):
    fields = {
        "id": "d1",
        "title": "总结",
        "document": "总结\n一、做法\n正文写在这里。",
        "genre": ["工作总结"],
    }
    (collection,) = items(tmp_path, fields)
    assert isinstance(collection, Collection)
    assert (collection.key, collection.title_line) == ("d1", "总结")
    assert collection.metadata.genre == ("工作总结",)
    assert collection.parts[0].sections[0].path[0].text == "做法"


@pytest.mark.parametrize("text", [None, "", " "])
def test_a_document_beside_an_empty_text_is_outlined(tmp_path: Path, text: str | None):
    (collection,) = items(tmp_path, {"title": "总结", "text": text, "document": "正文写在这里。"})
    assert isinstance(collection, Collection)
    assert collection.parts[0].sections[0].text == "正文写在这里。"


def test_the_first_and_the_last_year(tmp_path: Path):
    first, last = items(tmp_path, LINE | {"year": 1}, LINE | {"year": 9999})
    assert isinstance(first, ReadyPassage)
    assert isinstance(last, ReadyPassage)
    assert (first.metadata.year, last.metadata.year) == (1, 9999)


def test_a_line_with_text_is_ready_whatever_else_it_holds(tmp_path: Path):
    (passage,) = items(tmp_path, LINE | {"document": "总结\n一、做法\n别的正文。"})
    assert isinstance(passage, ReadyPassage)
    assert passage.text == LINE["text"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not valid JSON"),
        ("[1]", "must be a JSON object"),
        ("[" * 100_000, "nested too deeply"),
        ('{"id": 1' + "0" * 5000 + "}", "not valid JSON"),
        ({"title": "总结"}, '"text" is missing'),
        ({"text": "正文"}, '"title" is missing'),
        (LINE | {"text": " \n"}, '"text" is missing or empty'),
        (LINE | {"text": 5}, '"text" must be a string'),
        (LINE | {"title": ["总结"]}, '"title" must be a string'),
        (LINE | {"id": ["x"]}, '"id" must be a string'),
        (LINE | {"id": True}, '"id" must be a string'),
        (LINE | {"genre": [1]}, '"genre" must be'),
        (LINE | {"heading": {"a": 1}}, '"heading" must be'),
        (LINE | {"year": "2020"}, '"year" must be a whole number from 1 to 9999'),
        (LINE | {"year": 20235}, '"year" must be a whole number from 1 to 9999'),
        (LINE | {"year": 0}, '"year" must be'),
        (LINE | {"year": -5}, '"year" must be'),
        (LINE | {"part": -1}, '"part" must be'),
        (LINE | {"text": None}, '"text" is missing'),
        (LINE | {"part": 1.5}, '"part" must be a whole number'),
        (LINE | {"text": "半个\ud800字"}, "surrogate"),
        ({"title": "总结", "document": ""}, '"document" is missing or empty'),
    ],
)
def test_a_bad_line_is_skipped_and_the_rest_goes_on(tmp_path: Path, line: object, reason: str):
    before, skipped, after = items(tmp_path, LINE, line, LINE)
    assert isinstance(before, ReadyPassage)
    assert isinstance(after, ReadyPassage)
    assert isinstance(skipped, Skipped)
    assert skipped.path == "a.jsonl#L2"
    assert reason in skipped.reason


def test_blank_lines_count_but_hold_nothing(tmp_path: Path):
    _, second = items(tmp_path, LINE, "", LINE)
    assert isinstance(second, ReadyPassage)
    assert second.key == "a.jsonl#L3"


@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings(tmp_path: Path, codec: str):
    line = json.dumps(LINE | {"text": "我们的工作取得了很大的成绩。"}, ensure_ascii=False)
    read = reading(tmp_path / "a.jsonl", f"{line}\n{line}\n".encode(codec))
    assert [item.text for item in read.items if isinstance(item, ReadyPassage)] == [
        "我们的工作取得了很大的成绩。"
    ] * 2


def test_a_broken_byte_is_replaced_and_reported(tmp_path: Path):
    line = json.dumps(LINE | {"text": "正文。" * 100}, ensure_ascii=False).encode()
    read = reading(tmp_path / "a.jsonl", line + b"\n" + line[:-3] + b"\xff" + line[-3:])
    assert len([item for item in read.items if isinstance(item, ReadyPassage)]) == 2
    assert [warning[:7] for warning in read.warnings] == ["line 2:"]


def test_a_line_over_the_limit_is_skipped(tmp_path: Path):
    line = json.dumps(LINE)
    content = f"{line}\n{'x' * 2000}\n{line}".encode()
    first, second, third = reading(tmp_path / "a.jsonl", content, Limits(max_line_bytes=1000)).items
    assert second == Skipped("a.jsonl#L2", "a line of 2000 bytes is over the limit of 1000")
    assert isinstance(first, ReadyPassage)
    assert isinstance(third, ReadyPassage)


def test_xz_is_streamed(tmp_path: Path):
    content = (json.dumps(LINE) + "\n").encode()
    data = lzma.compress(content * 3) + b"\0" * 4 + lzma.compress(content)
    assert len(list(reading(tmp_path / "a.jsonl.xz", data).items)) == 4


def test_a_decompression_bomb_stops_at_the_limit(tmp_path: Path):
    data = lzma.compress((json.dumps(LINE) + "\n").encode() + b" \n" * 10_000_000)
    read = reading(tmp_path / "a.jsonl.xz", data, Limits(max_stream_bytes=1_000_000))
    first, last = read.items
    assert isinstance(first, ReadyPassage)
    assert isinstance(last, Skipped)
    assert last.reason == "over the limit of 1000000 bytes; split the file"


def test_a_truncated_xz_file_gives_what_is_there(tmp_path: Path):
    lines = b"".join(json.dumps(LINE | {"id": number}).encode() + b"\n" for number in range(50_000))
    *read, last = reading(tmp_path / "a.jsonl.xz", lzma.compress(lines)[:-3000]).items
    assert len(read) > 0
    assert isinstance(last, Skipped)
    assert "damaged xz data" in last.reason


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.jsonl", b""), ("a.jsonl", b"\0\1\2\3"), ("a.jsonl.xz", b"no xz"), ("a.jsonl.xz", b"")],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, name: str, data: bytes):
    with pytest.raises(DocumentError):
        reading(tmp_path / name, data)
