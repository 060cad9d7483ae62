"""The jars that a node runs from, pinned: coordinates for Maven, checksums, and where each belongs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["MODULES", "VERSION", "Artifact", "read_artifacts", "wrong_artifact"]

VERSION = "3.8.0"
"""Of OpenSearch."""

MODULES = {
    "analysis-common": "org.opensearch.analysis.common.CommonAnalysisModulePlugin",
    "transport-netty4": "org.opensearch.transport.Netty4ModulePlugin",
}
"""Folders below ``modules``, and the class that each is loaded by."""

_LIST = Path(__file__).with_name("artifacts.txt")


@dataclass(frozen=True, slots=True)
class Artifact:
    """A jar: its folder in the home of OpenSearch, its coordinates for Maven, and its SHA-256."""

    folder: str
    group: str
    name: str
    version: str
    sha256: str

    @property
    def file(self) -> str:
        """The name that Maven gives to its file; no two of the list share one."""
        return f"{self.name}-{self.version}.jar"


def read_artifacts(path: Path = _LIST) -> tuple[Artifact, ...]:
    """The pinned list: a line each, ``folder group:name:version sha256``; ``#`` begins a comment."""
    lines = path.read_text("utf-8").splitlines()
    return tuple(_artifact(line) for line in lines if line and not line.startswith("#"))


def _artifact(line: str) -> Artifact:
    folder, coordinates, sha256 = line.split()
    group, name, version = coordinates.split(":")
    return Artifact(folder, group, name, version, sha256)


def wrong_artifact(artifacts: tuple[Artifact, ...], folder: Path) -> str | None:
    """The first file that is missing from a folder or is not the pinned one; None where all are right.

    Reads everything, 51 MB, which takes a twentieth of a second where the processor knows SHA-256.
    """
    for artifact in artifacts:
        try:
            with (folder / artifact.file).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            found = ""
        if found != artifact.sha256:
            return artifact.file
    return None
