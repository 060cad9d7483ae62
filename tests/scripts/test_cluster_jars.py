"""The cache of OpenSearch's jars, with a stand-in for Maven: complete and right, or not there."""

import hashlib
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from scripts.cluster.artifacts import MODULES, VERSION, Artifact, read_artifacts, wrong_artifact
from scripts.cluster.errors import CannotRun, ClusterError
from scripts.cluster.jars import are_there, find_jars

MAVEN = """#!/bin/sh
echo "$*" >>"{calls}"
for word; do case $word in -DoutputDirectory=*) folder=${{word#*=}} ;; esac; done
mkdir "$folder" && cp "{served}"/one-*.jar "$folder" || exit 1
{then}
cp "{served}"/two-*.jar "$folder"
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Two artifacts, where the stand-in serves them, and an empty cache."""

    artifacts: tuple[Artifact, ...]
    served: Path
    cache: Path
    calls: Path

    @property
    def jars(self) -> Path:
        return self.cache / f"opensearch-{VERSION}"

    def maven(self, then: str = "") -> None:
        """Has Maven do something between the first jar and the second."""
        program = self.served.parent / "bin" / "mvn"
        program.write_text(MAVEN.format(calls=self.calls, served=self.served, then=then), "utf-8")
        program.chmod(0o755)

    def called(self) -> int:
        return len(self.calls.read_text("utf-8").splitlines()) if self.calls.exists() else 0

    def left(self) -> list[str]:
        """What is in the cache beside the lock."""
        return sorted(path.name for path in self.cache.iterdir() if path.name != "opensearch.lock")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    served = tmp_path / "served"
    served.mkdir()
    artifacts = []
    for name in ("one", "two"):
        (served / f"{name}-1.0.jar").write_text(f"jar {name}", "utf-8")
        artifacts.append(
            Artifact("lib", "org.example", name, "1.0", hashlib.sha256(f"jar {name}".encode()).hexdigest())
        )
    (tmp_path / "bin").mkdir()
    place = Place(tuple(artifacts), served, tmp_path / "cache", tmp_path / "calls")
    place.maven()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return place


def test_jars_are_fetched_once_and_nothing_else_is_left(place: Place) -> None:
    assert not are_there(place.artifacts, place.cache)
    for _ in range(2):
        assert find_jars(place.artifacts, place.cache) == place.jars
        assert are_there(place.artifacts, place.cache)
    assert place.called() == 1
    assert place.left() == [place.jars.name]


def test_what_is_there_needs_neither_maven_nor_a_network(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_jars(place.artifacts, place.cache)
    monkeypatch.setenv("PATH", "")
    assert find_jars(place.artifacts, place.cache) == place.jars


@pytest.mark.parametrize("damage", ["cut", "missing", "other"])
def test_a_broken_cache_is_fetched_anew(
    place: Place, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    jar = find_jars(place.artifacts, place.cache) / "two-1.0.jar"
    if damage == "missing":
        jar.unlink()
    else:
        jar.write_text({"cut": "jar", "other": "jar twO"}[damage], "utf-8")
    find_jars(place.artifacts, place.cache)
    assert jar.read_text("utf-8") == "jar two"
    assert place.called() == 2
    assert place.left() == [place.jars.name]
    assert "two-1.0.jar is not what it should be" in capsys.readouterr().err


def test_a_fetch_that_is_killed_leaves_no_half_cache_and_the_next_one_succeeds(place: Place) -> None:
    place.maven("kill -9 $PPID; exit 1")
    killed = multiprocessing.get_context("fork").Process(
        target=find_jars, args=(place.artifacts, place.cache)
    )
    killed.start()
    killed.join(60)
    assert killed.exitcode == -signal.SIGKILL
    assert not place.jars.exists()
    assert len(place.left()) == 1, "a folder half filled"
    place.maven()
    find_jars(place.artifacts, place.cache)
    assert place.left() == [place.jars.name]


def test_of_two_at_once_one_fetches_and_one_waits(place: Place, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    place.maven(f'read line <"{gate}"')
    fork = multiprocessing.get_context("fork")
    both = [fork.Process(target=find_jars, args=(place.artifacts, place.cache)) for _ in range(2)]
    for process in both:
        process.start()
    gate.write_text("go\n", "utf-8")  # returns when a Maven reads
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    assert place.called() == 1


@pytest.mark.parametrize("served", [True, False])
def test_a_maven_that_fails_is_told_and_what_was_there_stays(place: Place, served: bool) -> None:
    if served:
        (find_jars(place.artifacts, place.cache) / "two-1.0.jar").unlink()
    place.maven('printf "[\\033[1;31mERROR\\033[m] Unknown host\\n"; exit 1')
    with pytest.raises(CannotRun, match=r"network connection\?.* It says: \[ERROR\] Unknown host"):
        find_jars(place.artifacts, place.cache)
    assert place.left() == ([place.jars.name] if served else [])


def test_a_jar_with_another_checksum_is_refused(place: Place) -> None:
    wrong = replace(place.artifacts[1], sha256="0" * 64)
    with pytest.raises(ClusterError, match=r"two-1\.0\.jar, but not with the checksum"):
        find_jars((place.artifacts[0], wrong), place.cache)
    assert place.left() == []


def test_without_maven_it_says_how_to_get_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CannotRun, match="apt-get install maven"):
        find_jars(place.artifacts, place.cache)


def test_the_pinned_list_is_whole() -> None:
    artifacts = read_artifacts()
    assert len({artifact.file for artifact in artifacts}) == len(artifacts) > 50
    assert {len(artifact.sha256) for artifact in artifacts} == {64}
    assert {artifact.folder for artifact in artifacts} == {"lib", *(f"modules/{name}" for name in MODULES)}
    assert f"opensearch-{VERSION}.jar" in {artifact.file for artifact in artifacts}


@pytest.mark.long
def test_maven_fetches_them_for_real(tmp_path: Path) -> None:
    artifacts = read_artifacts()
    assert wrong_artifact(artifacts, find_jars(artifacts, tmp_path / "cache")) is None


@pytest.mark.long
def test_without_a_network_it_says_so(tmp_path: Path, repository: Path) -> None:
    """Maven is told of a mirror that nobody answers for."""
    settings = tmp_path / "settings.xml"
    settings.write_text(
        "<settings><mirrors><mirror><id>none</id><mirrorOf>*</mirrorOf><url>http://127.0.0.1:9/</url></mirror>"
        "</mirrors></settings>",
        "utf-8",
    )
    real = shutil.which("mvn")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "mvn"
    program.write_text(f'#!/bin/sh\nexec "{real}" --settings "{settings}" "$@"\n', "utf-8")
    program.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "ZONGJIE_CACHE": str(tmp_path / "cache"),
        "ZONGJIE_STATE": str(tmp_path / "state"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "scripts.cluster", "start"],
        cwd=repository,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Is there a network connection?" in done.stderr
    assert "Traceback" not in done.stderr
