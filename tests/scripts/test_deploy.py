"""The documented ways to deploy hold: the unit is one that systemd takes, the image gets what the product needs."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

DEPLOY = Path("docs") / "deploy"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed here")
def test_systemd_takes_the_unit(repository: Path, tmp_path: Path) -> None:
    # The program that it starts is put in place first: a unit whose program is missing is refused.
    program = tmp_path / "zongjie"
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    text = (repository / DEPLOY / "zongjie.service").read_text("utf-8")
    unit = tmp_path / "zongjie.service"
    unit.write_text(text.replace("/opt/zongjie/.venv/bin/zongjie", str(program)), "utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )
    about_it = [line for line in verified.stderr.splitlines() if "zongjie" in line]
    assert verified.returncode == 0, verified.stderr
    assert not about_it


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed here")
def test_a_mistake_in_the_unit_would_be_seen(tmp_path: Path) -> None:
    unit = tmp_path / "zongjie.service"
    unit.write_text("[Service]\nExecStart=/bin/true\nProtectSystemm=strict\n", "utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )
    assert "ProtectSystemm" in verified.stderr


def test_the_unit_and_the_command_agree(repository: Path) -> None:
    text = (repository / DEPLOY / "zongjie.service").read_text("utf-8")
    start = re.search(r"^ExecStart=\S+/zongjie (\w+) (--\w+)", text, re.MULTILINE)
    assert start
    command = [sys.executable, "-m", "indexer.cli", start[1], "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert start[2] in shown


def test_the_image_gets_what_set_up_and_the_packages_need(repository: Path) -> None:
    lines = (repository / DEPLOY / "Containerfile").read_text("utf-8").splitlines()
    copied = {word for line in lines if line.startswith("COPY") for word in line.split()[2:-1]}
    assert all((repository / name).exists() for name in copied)
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    packages = {name.rstrip("*") for name in project["tool"]["setuptools"]["packages"]["find"]["include"]}
    needed = packages | {"pyproject.toml", "requirements", "scripts", project["project"]["readme"]}
    assert needed | set(project["project"]["license-files"]) <= copied
    assert "USER zongjie" in lines, "it does not run as root"
