"""Zip archives to the files in them, which become sources as if the archive were a folder.

What is to be read is unpacked into a folder of the caller's, under numbers for names, so that nothing a
member is called leads anywhere. Everything else comes out as Skipped or Ignored, as in ``walk``.
"""

from __future__ import annotations

import io
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from indexer.documents.encoding import detect
from indexer.documents.source import Ignored, Limits, SourceFile
from indexer.documents.walk import ARCHIVE, is_private, suffix_of
from indexer.errors import DocumentError
from indexer.model import Skipped

__all__ = ["open_archives"]

Found = SourceFile | Skipped | Ignored

_DIRECTORY_BYTES = 8 << 20
"""A list of members that is larger stands for more of them than are read, and for gigabytes of memory."""

_SMALL = 1 << 20
"""So much an archive may always come to: a few lines repeated often pack very well."""

_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
_ENCRYPTED = 1
_UTF_8 = 0x800
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What zipfile raises for archives that are damaged or lie about themselves."""


@dataclass(slots=True)
class _Left:
    """What an archive and those within it may still come to."""

    members: int
    bytes: int


def open_archives(found: Iterable[Found], folder: Path, limits: Limits) -> Iterator[Found]:
    """The same files with the members of each archive in its place, unpacked into ``folder``.

    A member's ``source`` is the archive's, "/" and its path within. An archive over a limit as a whole is
    one Skipped.
    """
    for item in found:
        if isinstance(item, SourceFile) and suffix_of(item.path.name) == ARCHIVE:
            left = _Left(limits.max_archive_members, limits.max_stream_bytes)
            yield from _members(item, folder, limits, left, 1)
        else:
            yield item


def _members(file: SourceFile, folder: Path, limits: Limits, left: _Left, depth: int) -> Iterator[Found]:
    if depth > limits.max_archive_depth:
        yield Skipped(file.source, f"archives within archives are opened {limits.max_archive_depth} deep")
        return
    try:
        with _Bounded(file.path) as stream, zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _check(entries, file.path.stat().st_size, limits, left)
            named = sorted(zip(_names(entries), entries, strict=True), key=lambda pair: pair[0])
            for name, entry in named:
                if not entry.is_dir():
                    yield from _member(archive, entry, file.source, name, folder, limits, left, depth)
    except DocumentError as error:
        yield Skipped(file.source, str(error))
    except _DAMAGE as error:
        yield Skipped(file.source, f"not a sound zip archive: {error}")


class _Bounded(io.BufferedReader):
    """A file of which no piece larger than any sound list of members is read at once."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _DIRECTORY_BYTES:
            raise zipfile.BadZipFile("its list of members is too long")
        return super().read(size)


def _check(entries: Sequence[zipfile.ZipInfo], size: int, limits: Limits, left: _Left) -> None:
    """Raises DocumentError for an archive that would come to too much; takes it off what is left."""
    total = sum(entry.file_size for entry in entries)
    left.members -= len(entries)
    left.bytes -= total
    if left.members < 0:
        raise DocumentError(f"more than {limits.max_archive_members} files; split it or unpack it")
    if left.bytes < 0:
        raise DocumentError(f"unpacked it is over the limit of {limits.max_stream_bytes} bytes; unpack it")
    if total > max(_SMALL, size * limits.max_archive_ratio):
        raise DocumentError(f"unpacked it is {total // size} times its size, as no archive of texts is")


def _names(entries: Sequence[zipfile.ZipInfo]) -> Iterator[str]:
    """The members' names. Where an archive does not say that they are UTF-8, it is told by evidence.

    Programs of Chinese Windows write them in GBK and say nothing; zipfile takes that for code page 437.
    """
    raw = [b"" if entry.flag_bits & _UTF_8 else entry.orig_filename.encode("cp437") for entry in entries]
    try:
        encoding, _ = detect(b"\n".join(raw))
    except DocumentError:
        encoding = "cp437"
    codec = {"big5": "cp950"}.get(encoding, encoding)
    for entry, name in zip(entries, raw, strict=True):
        yield name.decode(codec, "replace") if name else entry.orig_filename


def _member(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    source: str,
    name: str,
    folder: Path,
    limits: Limits,
    left: _Left,
    depth: int,
) -> Iterator[Found]:
    path = PurePosixPath(name.replace("\\", "/").replace("\0", "\ufffd"))
    own = f"{source}/{path}"
    suffix = suffix_of(path.name)
    if reason := _reason(entry, path):
        yield Skipped(own, reason)
    elif suffix is None or any(map(is_private, path.parts)):
        yield Ignored(own)
    else:
        try:
            unpacked = _unpack(archive, entry, folder, suffix)
        except _DAMAGE as error:
            yield Skipped(own, f"cannot be unpacked: {error}")
            return
        file = SourceFile(unpacked, own)
        if suffix == ARCHIVE:
            yield from _members(file, folder, limits, left, depth + 1)
        else:
            yield file


def _reason(entry: zipfile.ZipInfo, path: PurePosixPath) -> str:
    """Why a member is not read, whatever its kind; empty where there is nothing against it."""
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0][1:2] == ":"):
        return "its path leads out of the archive"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "a symbolic link"
    if entry.flag_bits & _ENCRYPTED:
        return "protected by a password; unpack it with that"
    if entry.compress_type not in _METHODS:
        return f"packed by a method that is not read ({entry.compress_type}); pack it as an ordinary zip"
    return ""


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, suffix: str) -> Path:
    with (
        archive.open(entry) as packed,
        tempfile.NamedTemporaryFile(dir=folder, suffix=suffix, delete=False) as unpacked,
    ):
        shutil.copyfileobj(packed, unpacked, 1 << 20)
    return Path(unpacked.name)
