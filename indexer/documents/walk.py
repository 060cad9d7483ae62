"""From the folders and files a user names to the files to read, in a fixed order.

Nothing is passed over in silence: whatever is not read comes out as Skipped (a fault, with its reason)
or as Ignored (no source by its name).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.documents.source import Ignored, SourceFile
from indexer.model import Skipped

__all__ = ["ARCHIVE", "SUFFIXES", "find_sources", "is_private", "suffix_of"]

ARCHIVE = ".zip"
"""Files of this kind hold others; ``archives`` opens them."""

SUFFIXES = (
    *(".txt", ".md", ".html", ".htm", ".xml", ".jsonl", ".jsonl.xz"),
    *(".docx", ".pdf", ".doc", ".wps", ".rtf", ".odt"),
    ARCHIVE,
)
"""The file names that are read, by their endings; case does not matter."""


def suffix_of(name: str) -> str | None:
    """The one of SUFFIXES that a file name ends in, or None."""
    lowered = name.lower()
    return next((suffix for suffix in SUFFIXES if lowered.endswith(suffix)), None)


def find_sources(roots: Sequence[Path]) -> Iterator[SourceFile | Skipped | Ignored]:
    """Every file below the folders, and every file named itself.

    Sorted by name within a folder, its files before its subfolders; the roots in the order given.
    """
    for root in roots:
        try:
            mode = root.stat().st_mode
        except OSError as error:
            yield Skipped(_printable(root), _reason(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(root)
        else:
            yield _named_file(root, mode)


def _named_file(path: Path, mode: int) -> SourceFile | Skipped:
    if not stat.S_ISREG(mode):
        return Skipped(_printable(path), "not a regular file")
    if suffix_of(path.name) is None:
        return Skipped(_printable(path), f"unknown kind of file; name one of {', '.join(SUFFIXES)}")
    return SourceFile(path, _printable(Path(path.name)))


def _walk(root: Path) -> Iterator[SourceFile | Skipped | Ignored]:
    """Walk with an own stack: a path may be nested deeper than Python's calls may."""
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                names = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(_printable(folder), _reason(error))
            continue
        subfolders = []
        for entry in names:
            if entry.is_dir(follow_symlinks=False) and not is_private(entry.name):
                subfolders.append(Path(entry.path))
            else:
                yield _entry(root, Path(entry.path))
        waiting.extend(reversed(subfolders))


def _entry(root: Path, path: Path) -> SourceFile | Skipped | Ignored:
    """Judge one entry of a folder that is not a folder to descend into."""
    if is_private(path.name):
        return Ignored(_printable(path))
    try:
        if path.is_symlink():
            return _link(root, path)
        if not stat.S_ISREG(path.lstat().st_mode):
            return Skipped(_printable(path), "not a regular file")
    except OSError as error:
        return Skipped(_printable(path), _reason(error))
    if suffix_of(path.name) is None:
        return Ignored(_printable(path))
    return SourceFile(path, _printable(path.relative_to(root)))


def _link(root: Path, path: Path) -> Skipped | Ignored:
    """A link is never followed: inside the tree its target is read in its own place."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return Skipped(_printable(path), "a symbolic link to nothing")
    if target.is_relative_to(root.resolve()):
        return Ignored(_printable(path))
    return Skipped(_printable(path), "a symbolic link out of the source folder; name its target instead")


def is_private(name: str) -> bool:
    """Whether a file or folder of this name is none of the texts: hidden, or about them."""
    return name.startswith((".", "_", "README"))


def _printable(path: Path) -> str:
    """The path as text: a file name may be bytes that are no UTF-8, which nothing could print or store."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "does not exist"
        case PermissionError():
            return "no permission to read it"
        case _:
            return f"cannot be read: {error.strerror or error}"
