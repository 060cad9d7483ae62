"""Zip archives: members become sources, whatever they are called; what is hostile is a line of the report."""

import io
import json
import struct
import time
import zipfile
from pathlib import Path

import pytest

from indexer import build_index, open_index
from indexer.cli import main
from indexer.documents import Ignored, Limits, SourceFile, open_archives
from indexer.model import Skipped
from tests.documents.pdf_files import set_lines, write_pdf
from tests.documents.word_files import paragraph, write

MIB = 1 << 20
TEXT = "学校安全工作总结\n\n一、存在问题\n消防器材待处理的数量较多。\n"
Members = dict[str, str | bytes]


def packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def opened(folder: Path, data: bytes, limits: Limits | None = None) -> list[SourceFile | Skipped | Ignored]:
    """What comes of an archive; its members are unpacked into another folder."""
    (folder / "a.zip").write_bytes(data)
    (folder / "unpacked").mkdir()
    return list(
        open_archives([SourceFile(folder / "a.zip", "b/a.zip")], folder / "unpacked", limits or Limits())
    )


def sources(found: list[SourceFile | Skipped | Ignored]) -> list[str]:
    return [item.source for item in found if isinstance(item, SourceFile)]


def reasons(found: list[SourceFile | Skipped | Ignored]) -> dict[str, str]:
    return {item.path: item.reason for item in found if isinstance(item, Skipped)}


# ---- members ----


def test_members_become_sources_in_the_order_of_their_names(tmp_path: Path):
    found = opened(tmp_path, packed({"二/乙.txt": "乙", "a.md": "甲", "./c.TXT": "丙", "空/": ""}))
    assert sources(found) == ["b/a.zip/c.TXT", "b/a.zip/a.md", "b/a.zip/二/乙.txt"]
    assert [item.path.read_text("utf-8") for item in found if isinstance(item, SourceFile)] == [
        "丙",
        "甲",
        "乙",
    ]


def test_what_is_no_source_by_its_name_is_listed(tmp_path: Path):
    found = opened(
        tmp_path,
        packed({"__MACOSX/._a.txt": "", ".git/a.txt": "", "README.txt": "", "a.exe": "", "b.txt": "乙"}),
    )
    assert sources(found) == ["b/a.zip/b.txt"]
    assert sorted(item.path for item in found if isinstance(item, Ignored)) == [
        "b/a.zip/.git/a.txt", "b/a.zip/README.txt", "b/a.zip/__MACOSX/._a.txt", "b/a.zip/a.exe",
    ]  # fmt: skip


@pytest.mark.parametrize("codec", ["gbk", "utf-8", "big5"])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_names_that_are_not_said_to_be_utf_8_are_told_by_evidence(tmp_path: Path, codec: str, method: int):
    name = "年度總結/學校的工作.txt" if codec == "big5" else "年度总结/学校的工作.txt"
    coded = name.encode(codec)
    data = packed({"x" * len(coded): TEXT}, method).replace(b"x" * len(coded), coded)
    assert sources(opened(tmp_path, data)) == [f"b/a.zip/{name}"]


def test_names_with_the_slashes_of_windows(tmp_path: Path):
    assert sources(opened(tmp_path, packed({"总结\\一.txt": TEXT}))) == ["b/a.zip/总结/一.txt"]


@pytest.mark.parametrize(
    "name",
    ["/etc/a.txt", "../a.txt", "b/../../a.txt", "C:/a.txt", "C:\\a.txt", "\\\\host\\a.txt", "..\\a.txt"],
)
def test_a_path_that_leads_out_is_reported_and_never_followed(tmp_path: Path, name: str):
    found = opened(tmp_path, packed({name: "甲", "b.txt": "乙"}))
    assert list(reasons(found).values()) == ["its path leads out of the archive"]
    assert sources(found) == ["b/a.zip/b.txt"]
    assert {path.parent for path in tmp_path.rglob("*.txt")} == {tmp_path / "unpacked"}


def test_a_link_is_not_followed(tmp_path: Path):
    entry = zipfile.ZipInfo("a.txt")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert reasons(opened(tmp_path, data.getvalue())) == {"b/a.zip/a.txt": "a symbolic link"}


def test_locked_members_are_reported_and_others_read(tmp_path: Path):
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}))
    for place, mark in ((6, b"PK\x03\x04"), (8, b"PK\x01\x02")):
        data[data.index(mark) + place] |= 1
    found = opened(tmp_path, bytes(data))
    assert reasons(found) == {"b/a.zip/a.txt": "protected by a password; unpack it with that"}
    assert sources(found) == ["b/a.zip/b.txt"]


def test_a_method_that_is_not_read_is_reported(tmp_path: Path):
    found = opened(tmp_path, packed({"a.txt": TEXT}, zipfile.ZIP_LZMA))
    assert reasons(found) == {
        "b/a.zip/a.txt": "packed by a method that is not read (14); pack it as an ordinary zip"
    }


def test_archives_within_archives_to_a_depth(tmp_path: Path):
    data = packed({"d.txt": "丁"})
    for name in "cb":
        data = packed({f"{name}.zip": data, f"{name}.txt": name})
    found = opened(tmp_path, data, Limits(max_archive_depth=2))
    assert sources(found) == ["b/a.zip/b.txt", "b/a.zip/b.zip/c.txt"]
    assert reasons(found) == {"b/a.zip/b.zip/c.zip": "archives within archives are opened 2 deep"}


# ---- limits and damage ----


@pytest.mark.parametrize(
    ("members", "limits", "reason"),
    [
        ({f"{number}.txt": "" for number in range(9)}, Limits(max_archive_members=8), "more than 8 files"),
        ({"a.txt": "甲" * 1000, "b.exe": "x" * 1000}, Limits(max_stream_bytes=3999), "over the limit of 3999 bytes"),
        ({"a.txt": "0" * 8 * MIB}, Limits(), "times its size, as no archive of texts is"),
        ({"a.zip": packed({f"{number}.txt": "" for number in range(8)})}, Limits(max_archive_members=8), "more than 8 files"),
    ],
)  # fmt: skip
def test_an_archive_over_a_limit_is_one_line(tmp_path: Path, members: Members, limits: Limits, reason: str):
    (found,) = opened(tmp_path, packed(members), limits)
    assert isinstance(found, Skipped)
    assert reason in found.reason
    assert not [path for path in (tmp_path / "unpacked").iterdir() if path.suffix == ".txt"]


def test_a_bomb_that_holds_itself_many_times_over_is_over_in_no_time(tmp_path: Path):
    data = packed({"0.txt": "0" * MIB})
    for _ in range(4):
        data = packed({f"{number}.zip": data for number in range(10)})
    started = time.monotonic()
    found = opened(tmp_path, data)
    assert time.monotonic() - started < 10
    assert not sources(found)
    assert found


def test_members_that_share_their_bytes_count_each(tmp_path: Path):
    """The list of members may name one piece of data many times: a bomb without archives in archives."""
    data = packed({"a.txt": "0" * 4 * MIB})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    many = 2000
    tail = bytearray(data[end:])
    struct.pack_into("<HHL", tail, 8, many, many, (end - start) * many)
    (found,) = opened(tmp_path, data[:start] + data[start:end] * many + bytes(tail))
    assert isinstance(found, Skipped)
    assert "over the limit" in found.reason


def test_a_list_of_members_without_end_is_not_read(tmp_path: Path):
    data = packed({"a.txt": ""})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    many = 200_000
    tail = bytearray(data[end:])
    struct.pack_into("<HHL", tail, 8, 65535, 65535, (end - start) * many)
    (found,) = opened(tmp_path, data[:start] + data[start:end] * many + bytes(tail))
    assert found == Skipped("b/a.zip", "not a sound zip archive: its list of members is too long")


def test_sizes_that_lie_are_damage(tmp_path: Path):
    data = bytearray(packed({"a.txt": TEXT * 100, "b.txt": "乙"}))
    for place, mark in ((22, b"PK\x03\x04"), (24, b"PK\x01\x02")):
        struct.pack_into("<L", data, data.index(mark) + place, 10)
    found = opened(tmp_path, bytes(data))
    assert sources(found) == ["b/a.zip/b.txt"]
    assert reasons(found)["b/a.zip/a.txt"].startswith("cannot be unpacked: Bad CRC-32")


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_one_line(tmp_path: Path, data: bytes):
    (found,) = opened(tmp_path, data)
    assert isinstance(found, Skipped)
    assert found.path == "b/a.zip"
    assert found.reason.startswith("not a sound zip archive")


def test_every_cut_and_flip_gives_sources_or_reasons(tmp_path: Path):
    data = packed({"总结/一.txt": TEXT, "b.txt": TEXT * 3, "c.zip": packed({"d.txt": TEXT})})
    for place in range(len(data)):
        folder = tmp_path / str(place)
        folder.mkdir()
        assert opened(folder, data[:place] + bytes([data[place] ^ 0x41]) + data[place + 1 :])
        (folder / "unpacked").rename(folder / "first")
        assert reasons(opened(folder, data[:place]))


# ---- as part of a build ----


def test_an_archive_is_indexed_like_a_folder(tmp_path: Path):
    word, printed = (
        write(tmp_path / "w.docx", paragraph("水站总结") + paragraph("管道待处理。")),
        tmp_path / "p.pdf",
    )
    write_pdf(printed, [set_lines("塔里的水待处理，明年再修。", 80, 700, 20)])
    (tmp_path / "a.zip").write_bytes(packed({
        "学校/总结.txt": TEXT, "w.docx": word.read_bytes(), "p.pdf": printed.read_bytes(), "坏.docx": b"PK", "../x.txt": "外",
        "行.jsonl": json.dumps({"title": "行", "text": "一行待处理的事。"}),
    }))  # fmt: skip
    report = build_index([tmp_path / "a.zip"], tmp_path / "index")
    assert {(file.source, file.encoding) for file in report.files} == {
        ("a.zip/学校/总结.txt", "utf-8"), ("a.zip/w.docx", "docx"), ("a.zip/p.pdf", "pdf"), ("a.zip/行.jsonl", "utf-8"),
    }  # fmt: skip
    assert {skipped.path for skipped in report.skipped} == {"a.zip/坏.docx", "a.zip/../x.txt"}
    with open_index(tmp_path / "index") as index:
        found = {hit.source for hit in index.search("待处理").hits}
    assert found == {file.source for file in report.files}


def test_an_update_reads_only_members_that_changed(tmp_path: Path):
    members: Members = {
        "a.txt": TEXT,
        "b.txt": "乙队总结\n\n乙队的事都做完了。",
        "c.txt": "丙队总结\n\n丙队的事都做完了。",
    }
    (tmp_path / "a.zip").write_bytes(packed(members))
    build_index([tmp_path / "a.zip"], tmp_path / "index")
    del members["c.txt"]
    (tmp_path / "a.zip").write_bytes(packed({**members, "b.txt": "乙队总结\n\n乙队还有一件事。"}))
    report = build_index([tmp_path / "a.zip"], tmp_path / "index")
    assert [file.source for file in report.files] == ["a.zip/b.txt"]
    assert (report.unchanged, report.removed) == (1, ("a.zip/c.txt",))


def test_the_outline_of_an_archive_shows_each_member(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.zip").write_bytes(packed({"一.txt": TEXT, "二.docx": b"", "../三.txt": "外"}))
    assert main(["outline", str(tmp_path / "a.zip")]) == 3
    shown = capsys.readouterr()
    assert "a.zip/一.txt: utf-8 (certain)\n《学校安全工作总结》" in shown.out
    assert shown.err.splitlines() == [
        "a.zip/../三.txt: its path leads out of the archive", "a.zip/二.docx: empty: it holds no text",
    ]  # fmt: skip
