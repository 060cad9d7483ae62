"""What no file of the repository may hold, and what every script and requirement must."""

import os
import re
import tomllib
from pathlib import Path

import pytest

# Written in pieces, so that this file does not hold what it forbids.
REGISTRIES = (
    *("pypi" + ".org", "python" + "hosted", "npm" + "js.", "registry." + "npm", "crates" + ".io"),
    *("maven" + ".org", "maven.apache" + ".org/maven2", "debian" + ".org", "proxy." + "golang"),
)
MACHINE_PATH = re.compile(r"(?<![\w.-])/(?:work|farm|root|home|Users|tmp)/")


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def test_no_file_names_a_package_registry(repository: Path, repository_files: list[Path]) -> None:
    assert Path("pyproject.toml") in repository_files
    found = [
        f"{path}: {host}"
        for path in repository_files
        for host in REGISTRIES
        if host in text_of(repository / path).lower()
    ]
    assert not found


def test_no_file_names_a_path_of_someones_machine(repository: Path, repository_files: list[Path]) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path in repository_files
        for number, line in enumerate(text_of(repository / path).splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert not found


def test_scripts_can_be_run_and_stop_at_the_first_error(repository: Path) -> None:
    scripts = [path for path in (repository / "scripts").iterdir() if path.is_file() and not path.suffix]
    assert len(scripts) >= 5
    for script in [*scripts, repository / ".ci" / "run"]:
        assert os.access(script, os.X_OK), f"{script.name} cannot be executed"
        text = script.read_text("utf-8")
        assert text.startswith("#!/usr/bin/env bash\n#"), (
            f"{script.name} does not begin by saying what it does"
        )
        assert "\nset -euo pipefail\n" in text, script.name


@pytest.mark.parametrize("name", ["build", "base", "dev", "bench", "cluster"])
def test_every_requirement_is_pinned_and_hashed(repository: Path, name: str) -> None:
    lines = (repository / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
    entries = " ".join(line.rstrip("\\") for line in lines if not line.startswith("#")).split()
    assert any(entry.startswith("--hash") for entry in entries)
    package = ""
    for entry, following in zip(entries, [*entries[1:], ""], strict=True):
        if entry.startswith("--hash=sha256:"):
            assert package, f"a hash without a package in {name}.txt"
        else:
            assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", entry), f"{entry} in {name}.txt is not pinned"
            assert following.startswith("--hash="), f"{entry} in {name}.txt has no hash"
            package = entry


def test_the_requirements_are_those_of_the_project(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    for name, asked in [
        ("base", project["project"]["dependencies"]),
        ("build", project["build-system"]["requires"]),
    ]:
        listed = (repository / "requirements" / f"{name}.in").read_text("utf-8").splitlines()
        wanted = [line for line in listed if line and not line.startswith(("#", "-c"))]
        assert sorted(wanted) == sorted(asked)
        pinned = (repository / "requirements" / f"{name}.txt").read_text("utf-8")
        for requirement in wanted:
            package = re.split(r"[<>=]", requirement)[0]
            assert f"\n{package}==" in pinned, f"{name}.txt lacks {package}: compile it anew"
