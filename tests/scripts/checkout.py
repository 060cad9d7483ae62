"""A copy of the scripts to try them on, with a stand-in for Python: no network, no minutes."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["STAND_IN", "Checkout", "Run", "stand_in"]

Run = Callable[..., subprocess.CompletedProcess[str]]

STAND_IN = r"""#!/usr/bin/env bash
case "$1 $2" in
    "-m venv")
        echo venv >>"$CALLS"
        if [ -n "${VENV_KILLED:-}" ]; then kill -9 $PPID; exit 1; fi
        rm -rf "$4" && mkdir -p "$4/bin" && cp "$0" "$4/bin/python"
        for tool in zongjie ruff mypy; do
            printf '#!/bin/sh\necho "%s $*"\n[ "$FAILING" != "%s $1" ]\n' "$tool" "$tool" >"$4/bin/$tool"
            chmod +x "$4/bin/$tool"
        done ;;
    "-m pip")
        echo "pip ${*: -2}" >>"$CALLS"
        case "$*" in *"${PIP_KILLED_AT:-never}"*) kill -9 $PPID ;; esac
        if [ -n "${PIP_SAYS:-}" ]; then echo "$PIP_SAYS"; exit 1; fi ;;
    "-c import indexer; "*)
        echo compile >>"$CALLS.compiled" ;;
    "-m pytest")
        echo "in $PWD:" "${@:2}" ;;
    *) exec "$REAL_PYTHON" "$@" ;;
esac
"""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A copy of what set-up reads, and the stand-in for Python that notes its calls."""

    root: Path
    python: Path
    calls: Path
    run: Run

    @property
    def environment(self) -> dict[str, str]:
        return {"ZONGJIE_PYTHON": str(self.python), "CALLS": str(self.calls), "REAL_PYTHON": sys.executable}

    def script(self, name: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs a script from a folder outside; the tools it calls only say that they were called."""
        return self.run(self.root / "scripts" / name, *arguments, **self.environment | environment)

    def setup(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.script("setup", *arguments, **environment)

    def new_calls(self) -> list[str]:
        """What was asked of Python since the last look."""
        lines = self.calls.read_text("utf-8").splitlines() if self.calls.exists() else []
        self.calls.write_text("", "utf-8")
        return [line.replace(f"{self.root}/", "").replace(str(self.root), ".") for line in lines]


def stand_in(path: Path, script: str) -> str:
    """Writes a program that stands in for a Python; returns its path."""
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)
