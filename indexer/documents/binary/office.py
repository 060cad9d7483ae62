"""Old and other office files (.doc, .wps, .rtf, .odt) to blocks: LibreOffice makes a .docx of them first.

Runs in the process of one file, whose limits hold for LibreOffice too. A file that only bears such a name
is read as what it is: web pages saved as .doc are common.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from indexer.documents.binary import docx
from indexer.documents.markup import read_html
from indexer.documents.source import Draft, Limits
from indexer.documents.text import read_text
from indexer.errors import DocumentError

__all__ = ["find_libreoffice", "read"]

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_RTF = b"{\\rtf"
_PAGE = (b"<html", b"<!doctype html", b"<?xml", b"<head", b"<meta")
_LOCKED = "it is protected by a password; save it without one"
_SECTOR = 512
_WORD = b"\xec\xa5"
_ENCRYPTED = 0x0100
_WORD_97 = 0xC0
_WORD_95 = 0x68
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>\n"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
)
"""No macro runs, and nothing that a document links to is fetched."""


def find_libreoffice() -> str | None:
    """The path of LibreOffice's program, where it is installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def read(path: Path, limits: Limits) -> Draft:
    """The text of an office file.

    Raises DocumentError where LibreOffice is missing or cannot read it, and as ``docx.read`` does.
    """
    data = path.read_bytes()
    if data.startswith(_ZIP) and b"word/document.xml" in data:
        return docx.read(path, limits)
    if not data.startswith((_ZIP, _OLE, _RTF)):
        head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return read_html(data) if head.startswith(_PAGE) else read_text(data)
    kind = _kind(data, path)
    program = find_libreoffice()
    if program is None:
        raise DocumentError(
            "read by way of LibreOffice, which is not installed; install it, or save as .docx"
        )
    with tempfile.TemporaryDirectory() as folder:
        draft = docx.read(_converted(program, path, kind, Path(folder)), limits)
    return replace(draft, encoding=f"{path.suffix.lower().removeprefix('.')}, converted by LibreOffice")


def _kind(data: bytes, path: Path) -> str:
    """LibreOffice's name of the format, told by the bytes: WPS Writer, for one, writes Word's own.

    It must be named, or LibreOffice reads whatever is damaged as plain text.
    """
    if data.startswith(_RTF):
        return "Rich Text Format"
    if data.startswith(_ZIP):
        return _open_document(path)
    starts = range(_SECTOR, len(data) - _SECTOR, _SECTOR)
    start = next((start for start in starts if data.startswith(_WORD, start)), None)
    if start is None:
        return "MS_Works"
    version, flags = struct.unpack_from("<2xH6xH", data, start)
    if flags & _ENCRYPTED:
        raise DocumentError(_LOCKED)
    return "MS Word 97" if version >= _WORD_97 else "MS Word 95" if version >= _WORD_95 else "MS WinWord 6.0"


def _open_document(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            if b"encryption-data" in archive.open("META-INF/manifest.xml").read(1 << 20):
                raise DocumentError(_LOCKED)
            if archive.open("mimetype").read(len(_OPEN_DOCUMENT)) == _OPEN_DOCUMENT:
                return "writer8"
    except (zipfile.BadZipFile, KeyError) as error:
        raise DocumentError(f"not a sound office file: {error}") from None
    raise DocumentError("an office file of another kind; save it as .docx")


def _converted(program: str, path: Path, kind: str, folder: Path) -> Path:
    """The file as .docx, made in ``folder`` by a LibreOffice that has its profile there."""
    source = folder / "text"
    shutil.copyfile(path, source)
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    items = "".join(_ITEM.format(path=place, name=name, value=value) for place, name, value in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = (f"--infilter={kind}", "--convert-to", "docx", "--outdir", str(folder / "made"))
    done = subprocess.run(
        [program, profile, "--headless", "--norestore", *options, str(source)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    made = folder / "made" / "text.docx"
    if not made.is_file():
        said = " ".join((done.stderr or done.stdout).split())[-200:]
        raise DocumentError(f"LibreOffice cannot read it{f': {said}' if said else ''}")
    return made
