"""Parsers in processes of their own: whatever one does is a reason, within limits, and the rest is indexed."""

import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import build_index, open_index
from indexer.documents import Limits, SourceFile, read_source
from indexer.documents.binary.sandbox import parse
from indexer.errors import DocumentError
from tests.documents.word_files import paragraph, part, write, write_package

MIB = 1 << 20
Misbehave = Callable[..., str]


@pytest.fixture
def misbehave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Misbehave:
    """The reason that is given where a parser does this."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "a.bin").write_bytes(b"a")

    def run(body: str, limits: Limits | None = None) -> str:
        source = f"import os, subprocess, sys, time\ndef read(path, limits):\n    {body}\n"
        (tmp_path / "misbehaving.py").write_text(source, "utf-8")
        with pytest.raises(DocumentError) as caught:
            parse("misbehaving", tmp_path / "a.bin", limits or Limits())
        return str(caught.value)

    return run


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("os.abort()", r"its parser crashed \(Aborted\)"),
        ("os.kill(os.getpid(), 11)", r"its parser crashed \(Segmentation fault\)"),
        ("os.kill(os.getpid(), 9)", "more than 1024 MiB of memory"),
        ("bytearray(2 << 30)", "more than 1024 MiB of memory"),
        ("os._exit(7)", "its parser gave up.*it said nothing"),
        ("raise KeyError('word/document.xml')", "its parser gave up.*KeyError: 'word/document.xml'"),
        ("return read(path, limits)", "its parser gave up.*RecursionError"),
        ("from indexer.errors import DocumentError; raise DocumentError('so it is')", "^so it is$"),
        ("sys.exit('\\n'.join('ab' * 9000))", "its parser gave up.*: b$"),
        ("from indexer.documents.source import Draft; return Draft((), 'x' * 2000, '', '', ())", "over the limit of 1000 "),
    ],
)  # fmt: skip
def test_whatever_a_parser_does_is_a_reason(misbehave: Misbehave, body: str, reason: str):
    assert re.search(reason, misbehave(body, Limits(max_bytes=1000)))


def test_a_parser_that_goes_on_and_on_is_ended(misbehave: Misbehave):
    assert "1 seconds of the processor" in misbehave("while True: pass", Limits(max_parse_seconds=1))


def test_a_parser_that_waits_is_ended_with_what_it_started(misbehave: Misbehave, tmp_path: Path):
    pid = tmp_path / "pid"
    body = (
        f"p = subprocess.Popen(['sleep', '600']); open({str(pid)!r}, 'w').write(str(p.pid)); time.sleep(600)"
    )
    started = time.monotonic()
    assert "took more than 3 seconds" in misbehave(body, Limits(max_parse_seconds=1))
    assert time.monotonic() - started < 20
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", pid.read_text()], capture_output=True, text=True, check=False
    )
    assert state.stdout.strip()[:1] in ("", "Z")


@pytest.mark.parametrize("parser", ["docx", "pdf", "office"])
def test_the_process_imports_little_of_the_product(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parser: str
):
    """What is compiled, or opens an index, would take longer to load than most files to read."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "telling.py").write_text(
        f"import sys\nimport indexer.documents.binary.{parser}\nfrom indexer.documents.source import Draft\n"
        "def read(path, limits):\n    return Draft((), '', 'x', 'certain', tuple(sys.modules))\n",
        "utf-8",
    )
    (tmp_path / "a.bin").write_bytes(b"a")
    loaded = set(parse("telling", tmp_path / "a.bin", Limits()).warnings)
    assert "indexer.documents.source" in loaded
    costly = {"numba", "llvmlite", "numpy", "whoosh", "flask", "indexer.analysis", "indexer.build"}
    assert not loaded & {*costly, "indexer.documents.outline", "indexer.documents.reading"}


# ---- hostile Word files ----


def reason_of(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        read_source(SourceFile(path, path.name), limits or Limits())
    return str(caught.value)


def test_a_word_file_that_unpacks_to_too_much_is_refused_at_once(tmp_path: Path):
    path = write(tmp_path / "a.docx", paragraph("总结" * 4 * MIB))
    assert reason_of(path, Limits(max_unpacked_bytes=MIB)) == f"unpacked it is over the limit of {MIB} bytes"


def test_a_word_file_that_takes_too_much_memory_is_refused(tmp_path: Path):
    path = write(tmp_path / "a.docx", "<w:p/>" * 2 * MIB)
    assert path.stat().st_size < MIB
    assert "memory" in reason_of(path, Limits(max_parse_memory=256 * MIB))
    assert "its text as XML is over the limit" in reason_of(path, Limits(max_bytes=MIB))


@pytest.mark.parametrize(
    "entity",
    [
        "<!ENTITY a SYSTEM 'file:///etc/hostname'>",
        "<!ENTITY a '总结'>",
        "<!ENTITY a '甲'><!ENTITY % b SYSTEM 'file:///x'>",
    ],
)
def test_entities_are_refused(tmp_path: Path, entity: str):
    document = part("document", f"<w:body>{paragraph('&a;正文')}</w:body>").replace(
        "<w:doc", f"<!DOCTYPE d [{entity}]><w:doc", 1
    )
    path = write_package(tmp_path / "a.docx", {"document": document})
    assert "its XML declares entities" in reason_of(path)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 and nothing else", "not a sound .docx file"),
        (b"plain text", "not a sound .docx file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 512, "one of an old format; name it .doc"),
        (
            b"\xd0\xcf\x11\xe0" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
    ],
)
def test_what_is_no_word_file_is_refused(tmp_path: Path, data: bytes, reason: str):
    (tmp_path / "a.docx").write_bytes(data)
    assert reason in reason_of(tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({}, "not a sound .docx file"),
        ({"document": "<w:document"}, "its XML is damaged"),
        ({"document": part("document", "").replace("schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml")}, "strict"),
        ({"document": part("document", "<w:body/>")}, "holds no text"),
        ({"document": part("document", ""), "styles": b"\0"}, "its XML is damaged"),
        ({"document": part("document", "")}, "gave up"),
        ({"document": part("document", "<w:body>" + "<w:sdt><w:sdtContent>" * 5000)}, "its XML is damaged"),
    ],
)  # fmt: skip
def test_a_word_file_that_is_broken_inside_is_refused(
    tmp_path: Path, parts: dict[str, str | bytes], reason: str
):
    assert reason in reason_of(write_package(tmp_path / "a.docx", parts))


def test_every_cut_and_flip_of_a_word_file_is_read_or_refused(tmp_path: Path):
    data = bytearray(write(tmp_path / "a.docx", paragraph("工作总结。" * 20)).read_bytes())
    for place in range(0, len(data), len(data) // 12):
        flipped = bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        for name, damaged in (("cut", data[:place]), ("flip", flipped)):
            path = tmp_path / f"{name}.docx"
            path.write_bytes(damaged)
            try:
                (collection,) = read_source(SourceFile(path, path.name), Limits()).items
            except DocumentError as error:
                assert str(error)
            else:
                assert "工作总结" in collection.source_text()


def test_one_bad_file_is_a_line_of_the_report_and_the_rest_is_found(tmp_path: Path):
    folder = tmp_path / "texts"
    folder.mkdir()
    write(folder / "a.docx", paragraph("学校安全工作总结") + paragraph("消防器材待处理的数量较多。"))
    write(folder / "b.docx", paragraph("总结" * 12 * MIB))
    with zipfile.ZipFile(folder / "c.docx", "w") as archive:
        archive.writestr("word/document.xml", "x")
    report = build_index([folder], tmp_path / "index", jobs=2)
    assert [file.encoding for file in report.files] == ["docx"]
    assert sorted(skipped.path for skipped in report.skipped) == ["b.docx", "c.docx"]
    assert report.seconds < 20
    with open_index(tmp_path / "index") as index:
        assert [hit.source for hit in index.search("处理").hits] == ["a.docx"]


def test_limits_reach_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "measuring.py").write_text(
        "import json, resource\nfrom indexer.documents.source import Draft\n"
        "def read(path, limits):\n"
        "    got = [resource.getrlimit(getattr(resource, 'RLIMIT_' + n))[0] for n in ('AS', 'CPU', 'FSIZE', 'CORE')]\n"
        "    return Draft((), json.dumps(got), 'x', 'certain', ())\n",
        "utf-8",
    )
    (tmp_path / "a.bin").write_bytes(b"a")
    limits = Limits(max_parse_memory=512 * MIB, max_parse_seconds=9, max_unpacked_bytes=7 * MIB)
    asked = [512 * MIB, 9, 7 * MIB, 0] if sys.platform == "linux" else None
    assert json.loads(parse("measuring", tmp_path / "a.bin", limits).title) == asked or asked is None
