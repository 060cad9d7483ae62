"""Has Maven fetch the pinned jars into a cache. What is there is complete and right, or is fetched anew."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.cluster.artifacts import VERSION, Artifact, wrong_artifact
from scripts.cluster.errors import CannotRun, ClusterError
from scripts.cluster.locks import alone

__all__ = ["are_there", "find_jars"]

_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"

_STAGING = ".fetching-"
"""Begins the names of folders that are being filled. A killed fetch leaves one, which the next removes."""


def are_there(artifacts: tuple[Artifact, ...], cache: Path) -> bool:
    """Are all the jars in the cache, as pinned?"""
    return wrong_artifact(artifacts, _folder(cache)) is None


def find_jars(artifacts: tuple[Artifact, ...], cache: Path) -> Path:
    """The folder in the cache that holds the jars, side by side, each with the pinned checksum.

    Where one is missing or wrong, all are fetched, into a folder beside, which then replaces the old one:
    nobody ever sees half of them, and who comes meanwhile waits. Needs no network where they are there.
    Raises CannotRun where they cannot be fetched, ClusterError where what was fetched is not what is pinned.
    """
    folder = _folder(cache)
    if wrong_artifact(artifacts, folder) is None:
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with alone(cache / "opensearch.lock"):
        wrong = wrong_artifact(artifacts, folder)
        if wrong is None:
            return folder
        if folder.exists():
            _say(f"The cache {folder} is broken ({wrong} is not what it should be).")
        for left in cache.glob(f"{_STAGING}*"):
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix=_STAGING, dir=cache) as staging:
            fetched = _fetch(artifacts, Path(staging))
            if folder.exists():
                folder.rename(Path(staging) / "old")
            fetched.rename(folder)
    return folder


def _folder(cache: Path) -> Path:
    return cache / f"opensearch-{VERSION}"


def _fetch(artifacts: tuple[Artifact, ...], staging: Path) -> Path:
    """Fills a folder in the staging one. Maven's own repository is there too, so nothing of it is left."""
    maven = shutil.which("mvn")
    if maven is None:
        raise CannotRun(
            "OpenSearch's jars are fetched by Maven, and there is no mvn on the path. "
            "On Debian or Ubuntu: apt-get install maven; on macOS: brew install maven."
        )
    _say(f"Fetching OpenSearch {VERSION} by Maven; this is done once and takes a minute at most.")
    (staging / "pom.xml").write_text(_project(artifacts), "utf-8")
    fetched = staging / "jars"
    done = subprocess.run(
        [
            *(maven, "--batch-mode", "--quiet", "--file", staging / "pom.xml"),
            *(f"-Dmaven.repo.local={staging / 'repository'}", _COPY, f"-DoutputDirectory={fetched}"),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotRun(
            "Maven could not fetch OpenSearch's jars. Is there a network connection? Maven's own settings "
            f"(proxy, mirror) are honoured. It says: {_complaint(done.stdout + done.stderr)}"
        )
    if wrong := wrong_artifact(artifacts, fetched):
        raise ClusterError(
            f"Maven fetched {wrong}, but not with the checksum in scripts/cluster/artifacts.txt; "
            "nothing was kept. A mirror may serve something else."
        )
    for path in fetched.iterdir():
        path.chmod(0o644)  # nodes run as another user where root starts them
    return fetched


def _complaint(output: str) -> str:
    """Maven's first line on what is wrong, without colours."""
    lines = re.sub(r"\x1b\[[0-9;]*m", "", output).splitlines()
    return next((line.strip() for line in lines if "ERROR" in line), "nothing")[:300]


def _project(artifacts: tuple[Artifact, ...]) -> str:
    """A project that depends on just these artifacts, without what they depend on in turn."""
    dependencies = "".join(
        f"<dependency><groupId>{artifact.group}</groupId><artifactId>{artifact.name}</artifactId>"
        f"<version>{artifact.version}</version><exclusions><exclusion><groupId>*</groupId>"
        "<artifactId>*</artifactId></exclusion></exclusions></dependency>\n"
        for artifact in artifacts
    )
    return (
        "<project><modelVersion>4.0.0</modelVersion><groupId>zongjie</groupId><artifactId>cluster</artifactId>"
        f"<version>1</version><dependencies>\n{dependencies}</dependencies></project>\n"
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
