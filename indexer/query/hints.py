"""What the wording of a query tells beside its words: which of them are fillers, which roles it hints at.

Both are tables that can be edited; see ``tables``.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from importlib.resources import files

__all__ = ["hinted_roles", "without_fillers"]


def hinted_roles(texts: Iterable[str]) -> frozenset[str]:
    """The section roles that normalised texts of a query hint at."""
    asked = "\n".join(texts)
    return frozenset(role for hint, role in _hints() if hint in asked)


def without_fillers(words: Iterable[str]) -> list[str]:
    """The distinct words that are no fillers; all of them where each is one."""
    distinct = list(dict.fromkeys(words))
    return [word for word in distinct if word not in _fillers()] or distinct


@functools.cache
def _hints() -> tuple[tuple[str, str], ...]:
    table = tomllib.loads(_table("roles.toml"))
    return tuple((hint, role) for role, hints in table.items() for hint in hints)


@functools.cache
def _fillers() -> frozenset[str]:
    lines = _table("fillers.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _table(name: str) -> str:
    return files("indexer.query").joinpath("tables", name).read_text("utf-8")
