"""What the tests of the scripts and the guards over the whole repository share."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.scripts.checkout import STAND_IN, Checkout, Run

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout under test."""
    return ROOT


@pytest.fixture(scope="session")
def repository_files() -> list[Path]:
    """Every file that is part of the repository or would be with the next commit, relative to its root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in sorted(listed.stdout.split("\0")) if (ROOT / (path := Path(name))).is_file()]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command from a folder outside the repository, without the caller's ZONGJIE_ variables."""

    def call(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ZONGJIE_")}
        return subprocess.run(
            [str(word) for word in command],
            cwd=tmp_path,
            env=inherited | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return call


@pytest.fixture
def checkout(repository: Path, tmp_path: Path, run: Run) -> Checkout:
    root = tmp_path / "a checkout"  # with a blank, as folders of people have
    root.mkdir()
    for folder in ("scripts", "requirements"):
        shutil.copytree(repository / folder, root / folder)
    engine = Path("indexer") / "engines" / "embedded"
    shutil.copytree(repository / engine, root / engine, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(repository / "pyproject.toml", root)
    python = tmp_path / "python"
    python.write_text(STAND_IN, "utf-8")
    python.chmod(0o755)
    return Checkout(root, python, tmp_path / "calls", run)
