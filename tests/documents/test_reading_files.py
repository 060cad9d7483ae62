"""One file to its text: each format by its suffix, limits, and what cannot be opened."""

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.documents import READERS, SUFFIXES, Limits, SourceFile, read_source
from indexer.errors import DocumentError
from indexer.model import Collection, ReadyPassage, Skipped

SCRAPS = [
    "<p>", "</p>", "<h1>", "<td>", "<a>", "</a>", "<pre>", "<!--", "]]>", "<![CDATA[", "<!DOCTYPE", "&nbsp;", "&#0;",
    "&#xD800;", "<?xml", "?>", "<br", ">", "工作", "总结篇一", "\n", "# ", "---", "|", "**", "[", "](", '{"', '"}',
]  # fmt: skip


def read(path: Path, content: str, limits: Limits | None = None) -> Collection:
    path.write_bytes(content.encode())
    reading = read_source(SourceFile(path, f"folder/{path.name}"), limits or Limits())
    assert (reading.source, reading.encoding, reading.warnings) == (f"folder/{path.name}", "utf-8", ())
    (collection,) = reading.items
    assert isinstance(collection, Collection)
    return collection


def test_every_suffix_that_is_found_has_a_reader():
    assert {*READERS, ".zip"} == set(SUFFIXES)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "年度总结\n一、做法\n正文写在这里。"),
        ("a.TXT", "年度总结\r\n\r\n一、做法\r\n正文写在这里。"),
        ("a.md", "# 年度总结\n## 一、做法\n正文写在这里。"),
        ("a.html", "<h1>年度总结</h1><h2>一、做法</h2><p>正文写在这里。</p>"),
        ("a.htm", "<title>年度总结</title><p>一、做法</p><p>正文写在这里。</p>"),
        ("a.xml", "<d><title>年度总结</title><s><title>一、做法</title><p>正文写在这里。</p></s></d>"),
    ],
)
def test_each_format_gives_the_same_outline(tmp_path: Path, name: str, content: str):
    collection = read(tmp_path / name, content)
    assert (collection.key, collection.title) == (f"folder/{name}", "年度总结")
    (section,) = collection.parts[0].sections
    assert (section.path[0].text, section.text) == ("做法", "正文写在这里。")


def test_the_file_name_is_the_last_resort_for_a_title(tmp_path: Path):
    assert read(tmp_path / "2020年总结.txt", "一、做法\n正文写在这里。").title == "2020年总结"


@pytest.mark.parametrize(
    ("name", "limits"),
    [("a.txt", Limits(max_bytes=10)), ("a.html", Limits(max_markup_bytes=10))],
)
def test_a_file_over_the_limit_is_refused(tmp_path: Path, name: str, limits: Limits):
    with pytest.raises(DocumentError, match="over the limit of 10 bytes"):
        read(tmp_path / name, "正文写在这里。", limits)


def test_a_file_that_vanished_or_is_a_folder(tmp_path: Path):
    with pytest.raises(DocumentError, match="does not exist"):
        read_source(SourceFile(tmp_path / "a.txt", "a.txt"), Limits())
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(DocumentError, match="cannot be read"):
        read_source(SourceFile(tmp_path / "b.txt", "b.txt"), Limits())


def test_an_unknown_suffix(tmp_path: Path):
    with pytest.raises(DocumentError, match="unknown kind of file"):
        read_source(SourceFile(tmp_path / "a.xlsx", "a.docx"), Limits())


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.jsonl.xz"])
def test_a_file_without_permission(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    """The system's answer is played: an administrator, as in a container, may read everything."""

    def refuse(path: Path, mode: str):
        raise PermissionError(13, f"Permission denied ({mode})", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DocumentError, match="no permission"):
        read_source(SourceFile(tmp_path / name, name), Limits())


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(SUFFIXES),
    st.binary(max_size=200) | st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join).map(str.encode),
)
def test_any_bytes_are_read_or_refused(suffix: str, data: bytes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(data)
        with contextlib.suppress(DocumentError):
            items = list(read_source(SourceFile(path, path.name), Limits()).items)
            assert all(isinstance(item, Collection | ReadyPassage | Skipped) for item in items)
