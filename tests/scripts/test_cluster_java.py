"""Which Java is taken to run OpenSearch, with stand-ins that say what version they are."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.cluster.errors import CannotRun
from scripts.cluster.java import Java, candidates, find_java
from tests.scripts.checkout import Run, stand_in

Make = Callable[[str, str], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a folder with a stand-in for Java of some version."""

    def make(name: str, version: str) -> Path:
        folder = tmp_path / name
        (folder / "bin").mkdir(parents=True)
        stand_in(folder / "bin" / "java", f"echo 'openjdk version \"{version}\" 2025-04-15' >&2")
        return folder

    return make


@pytest.mark.parametrize(("version", "number"), [("21", 21), ("25.0.1", 25), ("26-ea", 26)])
def test_the_first_that_is_new_enough_is_taken(make: Make, version: str, number: int) -> None:
    folders = [make("a", "1.8.0_402"), make("b", "17.0.15"), make("c", version), make("d", "99")]
    assert find_java({}, folders) == Java(folders[2], number)


def test_where_none_is_new_enough_all_are_named(make: Make, tmp_path: Path) -> None:
    folders = [make("a", "1.8.0_402"), tmp_path / "nothing", make("b", "17.0.15")]
    with pytest.raises(CannotRun) as caught:
        find_java({}, folders)
    assert f"found: {folders[0]} is Java 8, {folders[2]} is Java 17)" in str(caught.value)
    assert "ZONGJIE_JAVA=/path/to/jdk" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_one_that_is_named_is_the_only_one_looked_at(make: Make, tmp_path: Path) -> None:
    good, old = make("good", "25"), make("old", "17.0.15")
    assert find_java({"ZONGJIE_JAVA": str(good)}, [old]) == Java(good, 25)
    assert find_java({"ZONGJIE_JAVA": str(good / "bin" / "java")}, [old]) == Java(good, 25)
    with pytest.raises(CannotRun, match="old is Java 17; OpenSearch needs 21 or later"):
        find_java({"ZONGJIE_JAVA": str(old)}, [good])
    with pytest.raises(CannotRun, match="nowhere is no Java"):
        find_java({"ZONGJIE_JAVA": str(tmp_path / "nowhere")}, [good])


def test_the_places_looked_at_begin_with_those_that_the_environment_names(make: Make, tmp_path: Path) -> None:
    home, program, link = make("home", "25"), make("other", "25"), tmp_path / "link"
    link.mkdir()
    (link / "java").symlink_to(program / "bin" / "java")
    places = list(candidates({"JAVA_HOME": str(home), "PATH": str(link)}))
    assert places[:2] == [home, program / "bin" / "java"]
    assert len(places) == len(set(places))
    assert find_java({}, places[1:2]) == Java(program, 25)


@pytest.mark.parametrize(
    ("lacks", "user", "asked"),
    [
        ("", "0", []),
        ("maven", "0", ["apt-get update", "apt-get install -y --no-install-recommends maven"]),
        ("maven", "1000", []),
        ("java", "1000", ["setup --cluster"]),
        ("maven java", "0", ["apt-get update", "apt-get install -y --no-install-recommends maven", "setup --cluster"]),
    ],
)  # fmt: skip
def test_what_is_missing_is_installed_where_that_is_possible(
    repository: Path, tmp_path: Path, run: Run, lacks: str, user: str, asked: list[str]
) -> None:
    """A copy of lib.sh among stand-ins for Python, which says what is missing, and for what installs."""
    log = tmp_path / "log"
    for folder in ("scripts", ".venv/bin", "bin"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(repository / "scripts" / "lib.sh", tmp_path / "scripts")
    stand_in(tmp_path / ".venv" / "bin" / "python", f'[ "$*" = "-m scripts.cluster.needs" ] && echo {lacks}')
    stand_in(tmp_path / "scripts" / "setup", f'echo "setup $*" >>"{log}"')
    stand_in(tmp_path / "bin" / "id", f"echo {user}")
    stand_in(tmp_path / "bin" / "apt-get", f'echo "apt-get $*" >>"{log}"')
    script = f'. "{tmp_path}/scripts/lib.sh"; for_opensearch'
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = run("bash", "-euo", "pipefail", "-c", script, PATH=path)
    assert done.returncode == 0, done.stderr
    assert (log.read_text("utf-8").splitlines() if log.exists() else []) == asked
