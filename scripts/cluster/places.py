"""Where things are kept: outside the repository, so that every checkout shares one cache and one cluster."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

__all__ = ["cache_folder", "state_folder"]


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where what was fetched is kept: ZONGJIE_CACHE, else the user's cache folder for this project."""
    if named := environment.get("ZONGJIE_CACHE"):
        return Path(named).absolute()
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zongjie"


def state_folder(environment: Mapping[str, str]) -> Path:
    """Where the cluster keeps its data: in ZONGJIE_STATE, else where this user's programs keep theirs.

    For root that is a folder of the system: the user that the nodes run as cannot reach into root's own.
    """
    if named := environment.get("ZONGJIE_STATE"):
        base = Path(named).absolute()
    elif os.geteuid() == 0:
        base = Path("/var/lib/zongjie")
    else:
        base = Path(environment.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "zongjie"
    return base / "opensearch"
