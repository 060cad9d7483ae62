"""The folder of an index: versions beside each other, one of them current.

    <index>/CURRENT             the name of the version that answers
    <index>/LOCK                held by the process that is writing; names it
    <index>/versions/000007/    the files of a version, never changed once it is current
        manifest.json           what the version was made of and which files it has; written last

A build fills a new version beside the others and makes it current by renaming one small file, so a reader
sees the old index or the new one, whole. A build that fails or is killed leaves the old one as it was; its
remains are removed by the next build.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from indexer.errors import IndexDamaged, IndexLocked, IndexMissing, IndexOutdated

__all__ = ["FORMAT", "Manifest", "Store"]

FORMAT = 1
"""Raised whenever an index of the previous version of the code can no longer be read."""

_CURE = "rebuild it: zongjie index --full SOURCE… --index {index}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version was made of. ``files`` gives each file's size in bytes and its BLAKE2b digest."""

    format: int
    version: str
    built_at: str
    made_of: Mapping[str, str]
    passages: int
    files: Mapping[str, tuple[int, str]]


class Store:
    """The versions of one index folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._versions = folder / "versions"
        self._cure = _CURE.format(index=folder)

    def current(self) -> Path:
        """The folder of the version that answers. Raises IndexMissing."""
        try:
            name = (self.folder / "CURRENT").read_text("utf-8").strip()
        except FileNotFoundError:
            raise IndexMissing(
                f"there is no index at {self.folder}; make one: zongjie index SOURCE… --index {self.folder}"
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexDamaged(f"{self.folder / 'CURRENT'} cannot be read ({error}); {self._cure}") from error
        if not name.isdigit() or not (self._versions / name).is_dir():
            raise IndexDamaged(f"{self.folder / 'CURRENT'} names no version of the index; {self._cure}")
        return self._versions / name

    def manifest(self, version: Path, made_of: Mapping[str, str]) -> Manifest:
        """The manifest of a version, after its format, ingredients and file sizes were compared.

        Raises IndexDamaged where a file is missing or has another size, and IndexOutdated where the
        version was written by another format or ``made_of`` (name to digest) names other ingredients.
        """
        path = version / "manifest.json"
        try:
            raw = json.loads(path.read_text("utf-8"))
            if raw["format"] != FORMAT:
                raise IndexOutdated(
                    f"the index at {self.folder} has format {raw['format']}, this program reads {FORMAT}; "
                    + self._cure
                )
            files = {str(name): (int(size), str(digest)) for name, (size, digest) in raw["files"].items()}
            manifest = Manifest(
                FORMAT,
                str(raw["version"]),
                str(raw["built_at"]),
                dict(raw["made_of"]),
                int(raw["passages"]),
                files,
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexDamaged(f"{path} cannot be read ({error}); {self._cure}") from error
        for name, digest in made_of.items():
            if manifest.made_of.get(name) != digest:
                raise IndexOutdated(f"the {name} of the index at {self.folder} changed since; {self._cure}")
        for name, (size, _) in manifest.files.items():
            file = version / name
            if not file.is_file() or file.stat().st_size != size:
                raise IndexDamaged(f"{file} is missing or has another size than when written; {self._cure}")
        return manifest

    def verify(self, version: Path, manifest: Manifest) -> tuple[str, ...]:
        """Reads every byte of a version and compares digests; one sentence a damaged file."""
        return tuple(
            f"{version / name} is not as it was written; {self._cure}"
            for name, (_, digest) in manifest.files.items()
            if _digest(version / name) != digest
        )

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """A new, empty version folder to fill, under the index's lock; removed unless it is published.

        Raises IndexLocked where another process is writing.
        """
        self._versions.mkdir(parents=True, exist_ok=True)
        with _lock(self.folder):
            self._remove_all_but_current()
            names = [int(path.name) for path in self._versions.iterdir() if path.name.isdigit()]
            version = self._versions / f"{max(names, default=0) + 1:06}"
            version.mkdir()
            try:
                yield version
            finally:
                self._remove_all_but_current()

    def publish(self, version: Path, built_at: str, made_of: Mapping[str, str], passages: int) -> None:
        """Makes a filled version the current one. Every byte is on disk before its name is.

        To be called inside ``writing``.
        """
        files = sorted(path for path in version.iterdir() if path.is_file())
        manifest = Manifest(
            FORMAT,
            version.name,
            built_at,
            made_of,
            passages,
            {path.name: (path.stat().st_size, _digest(path)) for path in files},
        )
        (version / "manifest.json").write_text(
            json.dumps(asdict(manifest), ensure_ascii=False, indent=1), "utf-8"
        )
        for path in (*files, version / "manifest.json", version, self._versions):
            _sync(path)
        fresh = self.folder / "CURRENT.new"
        fresh.write_text(version.name + "\n", "utf-8")
        _sync(fresh)
        fresh.replace(self.folder / "CURRENT")
        _sync(self.folder)

    def _remove_all_but_current(self) -> None:
        """Open readers keep the files of a removed version until they close them."""
        try:
            current = self.current().name
        except (IndexMissing, IndexDamaged):
            current = ""
        for path in self._versions.iterdir():
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


def _digest(path: Path) -> str:
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
