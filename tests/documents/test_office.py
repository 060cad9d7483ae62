"""Old office files: read by way of LibreOffice where it is installed, by what they are where their name lies."""

import shutil
import struct
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from indexer.documents import Limits, SourceFile, read_source
from indexer.documents.binary.office import find_libreoffice
from indexer.errors import DocumentError
from indexer.model import Collection
from tests.documents.word_files import paragraph, write

GOLDEN = Path(__file__).parent / "golden" / "formats"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
converts = pytest.mark.skipif(
    find_libreoffice() is None, reason="LibreOffice is not installed; scripts/test installs it as root"
)


def read(path: Path, limits: Limits | None = None) -> tuple[str, str]:
    """How a file was read, and its text."""
    reading = read_source(SourceFile(path, path.name), limits or Limits())
    (collection,) = reading.items
    assert isinstance(collection, Collection)
    return reading.encoding, collection.source_text()


def reason_of(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        read(path, limits)
    return str(caught.value)


def libreoffice(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a program in LibreOffice's place."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}:/usr/bin:/bin")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which everything temporary is."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


# ---- without LibreOffice ----


@pytest.mark.parametrize("name", ["summary.doc", "summary.odt", "word.rtf"])
def test_without_libreoffice_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setenv("PATH", "")
    assert (
        reason_of(GOLDEN / name)
        == "read by way of LibreOffice, which is not installed; install it, or save as .docx"
    )


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".rtf", ".odt"])
def test_what_only_bears_the_name_is_read_as_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
):
    monkeypatch.setenv("PATH", "")
    page, text, word = (tmp_path / f"{name}{suffix}" for name in ("page", "text", "word"))
    page.write_bytes(
        "\r\n<HTML><meta charset=gb2312><nav>菜单</nav><p>网页里的工作总结。</p></HTML>".encode("gb18030")
    )
    text.write_bytes("纯文本的工作总结，我们做了三件事。".encode("gb18030"))
    write(tmp_path / "a.docx", paragraph("新格式的工作总结。")).rename(word)
    assert [read(path) for path in (page, text, word)] == [
        ("gb18030", "网页里的工作总结。"), ("gb18030", "纯文本的工作总结，我们做了三件事。"), ("docx", "新格式的工作总结。"),
    ]  # fmt: skip


def test_locked_files_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    header = b"\xec\xa5\xc1\0" + bytes(6) + struct.pack("<H", 0x1300)
    (tmp_path / "a.doc").write_bytes(OLE + bytes(504) + header + bytes(2000))
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    (tmp_path / "a.wps").write_bytes((tmp_path / "a.doc").read_bytes())
    for name in ("a.doc", "a.odt", "a.wps"):
        assert reason_of(tmp_path / name) == "it is protected by a password; save it without one"


@pytest.mark.parametrize("data", [b"", b"\0" * 100, b"\x89PNG\r\n", b"PK\x03\x04" + bytes(600)])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes):
    (tmp_path / "a.doc").write_bytes(data)
    assert reason_of(tmp_path / "a.doc")


# ---- with programs in its place ----


def test_a_conversion_that_hangs_is_ended_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, temporary: Path
):
    libreoffice(tmp_path, monkeypatch, "sleep 600 & sleep 600")
    started = time.monotonic()
    assert (
        reason_of(GOLDEN / "summary.doc", Limits(max_parse_seconds=1))
        == "reading it took more than 3 seconds"
    )
    assert time.monotonic() - started < 20
    assert list(temporary.iterdir()) == []


def test_what_libreoffice_says_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    libreoffice(tmp_path, monkeypatch, "echo Error: source file could not be loaded >&2")
    assert (
        reason_of(GOLDEN / "summary.doc")
        == "LibreOffice cannot read it: Error: source file could not be loaded"
    )


def test_a_conversion_that_makes_nonsense_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    libreoffice(
        tmp_path,
        monkeypatch,
        'for last; do :; done; mkdir "${last%/*}/made"; echo nonsense >"${last%/*}/made/text.docx"',
    )
    assert "not a sound .docx file" in reason_of(GOLDEN / "summary.doc")


# ---- for real ----


@converts
@pytest.mark.parametrize("name", ["summary.doc", "summary.odt", "word.rtf", "summary.wps"])
def test_a_file_is_converted_and_read(tmp_path: Path, name: str, temporary: Path):
    path = GOLDEN / name
    if name == "summary.wps":
        path = Path(shutil.copy(GOLDEN / "summary.doc", tmp_path / name))
    encoding, text = read(path)
    expected = (GOLDEN / ("word.rtf.lines" if name == "word.rtf" else "summary.docx.lines")).read_text(
        "utf-8"
    )
    lines = [line[2:] for line in expected.splitlines() if not line.startswith("#")]
    assert encoding == f"{path.suffix[1:]}, converted by LibreOffice"
    assert "".join(text.split()) == "".join("".join(lines).split())
    assert list(temporary.iterdir()) == []


@converts
@pytest.mark.parametrize(
    "data",
    [OLE + bytes(5000), OLE + "WordDocument".encode("utf-16-le") * 400, b"{\\rtf1 \\abc" + b"\xff" * 300],
)
def test_a_broken_file_is_refused(tmp_path: Path, data: bytes):
    (tmp_path / "a.doc").write_bytes(data)
    assert "LibreOffice cannot read it" in reason_of(tmp_path / "a.doc")


@converts
def test_every_cut_of_a_file_is_read_or_refused(tmp_path: Path):
    data = (GOLDEN / "summary.doc").read_bytes()
    for place in range(1000, len(data), len(data) // 4):
        (tmp_path / "a.doc").write_bytes(data[:place])
        try:
            read(tmp_path / "a.doc")
        except DocumentError as error:
            assert str(error)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server's address, and what it has been asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_PROPFIND = do_OPTIONS = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()
        thread.join()


@converts
def test_nothing_that_a_file_links_to_is_fetched(tmp_path: Path, asked: tuple[str, list[str]]):
    address, paths = asked
    with (
        zipfile.ZipFile(GOLDEN / "summary.odt") as archive,
        zipfile.ZipFile(tmp_path / "a.odt", "w") as altered,
    ):
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename == "content.xml":
                picture = (
                    f'<text:p><draw:frame svg:width="1cm" svg:height="1cm" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">'
                    f'<draw:image xlink:href="{address}/picture.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" '
                    f'xmlns:xlink="http://www.w3.org/1999/xlink"/></draw:frame></text:p><text:section text:name="s">'
                    f'<text:section-source xlink:href="{address}/section.odt" xlink:type="simple" xmlns:xlink="http://www.w3.org/1999/xlink"/>'
                    f"<text:p>留下的话。</text:p></text:section></office:text>"
                )
                content = content.replace(b"</office:text>", picture.encode())
            altered.writestr(entry, content)
    assert "留下的话。" in read(tmp_path / "a.odt")[1]
    assert paths == []
