"""What a report is read against: the machine, and the versions of all that was measured."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import version

__all__ = ["machine"]

_PACKAGES = ("numba", "numpy", "rjieba", "jieba", "whoosh3", "tantivy", "bm25s")


def machine() -> str:
    """One line: processors, system, versions, and whether something else runs now."""
    versions = [f"{package} {version(package)}" for package in _PACKAGES]
    system = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    busy = f"load average {os.getloadavg()[0]:.1f} at the start."
    return "Machine: " + ", ".join([system, python, *versions, f"SQLite {sqlite3.sqlite_version}", busy])
