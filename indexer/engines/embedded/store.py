"""The folder of an index: versions beside each other, one of them current.

    <index>/CURRENT             the name of the version that answers
    <index>/LOCK                held by the process that is writing; names it
    <index>/versions/000007/    the files of a version, never changed once it is current

A build fills a new version beside the others and makes it current by renaming one small file, so a reader
sees the old index or the new one, whole. An update begins with links to the files of the version before,
which are shared then, not copied. A build that fails or is killed leaves the old version as it was; its
remains are removed by the next build.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from indexer.engines.embedded.manifest import Manifest, read_manifest, write_manifest
from indexer.errors import IndexDamaged, IndexLocked, IndexMissing, IndexOutdated, ZongjieError

__all__ = ["Store"]

_MANIFEST = "manifest"
_OWN = {"CURRENT", "CURRENT.new", "LOCK", "versions"}
_VERSION = re.compile(r"\d{6}")


class Store:
    """The versions of one index folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cure = f"rebuild the index with: zongjie index --full SOURCE… --index {folder}"
        self._versions = folder / "versions"

    def current(self) -> Path:
        """The folder of the version that answers. Raises IndexMissing or IndexDamaged."""
        try:
            name = (self.folder / "CURRENT").read_text("ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissing(
                f"there is no index at {self.folder}; make one with: "
                f"zongjie index SOURCE… --index {self.folder}"
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexDamaged(f"{self.folder / 'CURRENT'} cannot be read ({error}); {self.cure}") from error
        if not name.isdigit() or not (self._versions / name).is_dir():
            raise IndexDamaged(f"{self.folder / 'CURRENT'} names no version of the index; {self.cure}")
        return self._versions / name

    def manifest(self, version: Path, made_of: Mapping[str, str]) -> Manifest:
        """The manifest of a version.

        Raises IndexDamaged where it cannot be read, and IndexOutdated where the version was written in
        another format or ``made_of`` names other ingredients than the version was made of.
        """
        manifest = read_manifest(version / _MANIFEST, self.cure)
        for name, digest in made_of.items():
            if manifest.made_of.get(name) != digest:
                raise IndexOutdated(f"the {name} of the index at {self.folder} changed since; {self.cure}")
        return manifest

    @contextmanager
    def writing(self, base: Path | None = None) -> Iterator[Path]:
        """A new version folder to fill, under the index's lock; removed unless it is published.

        It is empty, or begins with links to the files of ``base``, the current version. Raises IndexLocked
        where another process is writing.
        """
        self._prepare_folder()
        with _lock(self.folder):
            self._remove_all_but_current()
            names = [int(path.name) for path in self._all_versions()]
            version = self._versions / f"{max(names, default=0) + 1:06}"
            version.mkdir()
            try:
                for path in base.iterdir() if base else ():
                    if path.name != _MANIFEST:
                        _link(path, version / path.name)
                yield version
            finally:
                self._remove_all_but_current()

    def publish(self, version: Path, manifest: Manifest) -> None:
        """Makes a filled version the current one, inside ``writing``. Every byte is on disk before its name.

        The version's other files are synced by those who wrote them.
        """
        write_manifest(version / _MANIFEST, manifest)
        for path in (version / _MANIFEST, version, self._versions):
            _sync(path)
        fresh = self.folder / "CURRENT.new"
        fresh.write_text(version.name + "\n", "ascii")
        _sync(fresh)
        fresh.replace(self.folder / "CURRENT")
        _sync(self.folder)

    def _prepare_folder(self) -> None:
        """Makes the folder; one that holds other things is refused, since files in it will be removed."""
        try:
            strangers = self.folder.exists() and {path.name for path in self.folder.iterdir()} - _OWN
            if strangers:
                raise ZongjieError(
                    f"{self.folder} holds files that are no index ({min(strangers)} …); name an empty or new "
                    "folder with --index"
                )
            self._versions.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ZongjieError(f"{self.folder} cannot be used for an index: {error.strerror}") from error

    def _all_versions(self) -> list[Path]:
        return [path for path in self._versions.iterdir() if _VERSION.fullmatch(path.name)]

    def _remove_all_but_current(self) -> None:
        """Open readers keep the files of a removed version until they let go of them."""
        try:
            current = self.current().name
        except (IndexMissing, IndexDamaged):
            current = ""
        for path in self._all_versions():
            if path.name != current:
                shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Holds the folder's lock; the system lets go of it when the process ends, however it ends."""
    with (folder / "LOCK").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            owner = file.read().strip() or "unknown"
            raise IndexLocked(
                f"process {owner} is writing the index at {folder}; wait until it has finished, or end it"
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _link(path: Path, target: Path) -> None:
    try:
        target.hardlink_to(path)
    except OSError:  # a file system without links
        shutil.copy2(path, target)
        _sync(target)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
