"""The documents for people are there, their links lead somewhere, and they name every script."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

LINK = re.compile(r"\]\(<?([^)\s>#]+)")


@pytest.mark.parametrize(
    "name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"]
)
def test_the_documents_are_there(repository: Path, name: str) -> None:
    assert (repository / name).read_text("utf-8").strip()


def test_links_lead_somewhere(repository: Path, repository_files: list[Path]) -> None:
    broken = []
    for document in (path for path in repository_files if path.suffix == ".md"):
        for target in LINK.findall((repository / document).read_text("utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                place = repository / document.parent / unquote(target)
                if not place.exists():
                    broken.append(f"{document}: {target}")
    assert not broken


def test_every_script_is_described(repository: Path) -> None:
    described = "".join((repository / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    scripts = {path.name for path in (repository / "scripts").iterdir() if path.is_file()} - {"lib.sh"}
    assert not {name for name in scripts if f"scripts/{name}" not in described}


def test_every_test_named_for_a_promise_is_there(repository: Path) -> None:
    promises = (repository / "CONTRIBUTING.md").read_text("utf-8").partition("## Promises")[2]
    file, missing = "", []
    for name in re.findall(r"`([^`]*test_[^`]*)`", promises):
        path, _, function = name.partition("::")
        file = path or file  # "::test_…" stands in the file named before it
        source = repository / "tests" / file
        if not source.is_file() or (function and f"def {function}(" not in source.read_text("utf-8")):
            missing.append(f"{file}::{function}")
    assert file
    assert not missing
