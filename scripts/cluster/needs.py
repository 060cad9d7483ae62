"""Says what a cluster would lack on this machine, a word a line, for ``scripts/lib.sh`` to install."""

from __future__ import annotations

import os
import shutil

from scripts.cluster.artifacts import read_artifacts
from scripts.cluster.errors import CannotRun
from scripts.cluster.jars import are_there
from scripts.cluster.java import find_java
from scripts.cluster.places import cache_folder

__all__ = ["main"]


def main() -> None:
    """Prints ``maven`` where jars are to be fetched and it is missing, ``java`` where none is new enough."""
    if not are_there(read_artifacts(), cache_folder(os.environ)) and not shutil.which("mvn"):
        print("maven")
    try:
        find_java(os.environ)
    except CannotRun:
        print("java")


if __name__ == "__main__":
    main()
