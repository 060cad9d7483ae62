"""What the wording of a query tells beside its words: which of them are fillers, and what it hints at.

Fillers and hints at roles are tables that can be edited (``tables``). Hints at domains come from the cues
by which passages get theirs.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from indexer.classify import Classifier

__all__ = ["NO_HINTS", "Hints", "hints_of", "without_fillers"]


@dataclass(frozen=True, slots=True)
class Hints:
    """The section roles and domains that a query hints at. They never decide what is found."""

    roles: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()


NO_HINTS = Hints()


def hints_of(texts: Iterable[str], classifier: Classifier) -> Hints:
    """What normalised texts of a query hint at."""
    asked = "\n".join(texts)
    roles = frozenset(role for hint, role in _role_hints() if hint in asked)
    domains = frozenset(label.value for label in classifier.domain(asked, asked) if label.evidence)
    return Hints(roles, domains)


def without_fillers(words: Iterable[str]) -> list[str]:
    """The distinct words that are no fillers; all of them where each is one."""
    distinct = list(dict.fromkeys(words))
    return [word for word in distinct if word not in _fillers()] or distinct


@functools.cache
def _role_hints() -> tuple[tuple[str, str], ...]:
    table = tomllib.loads(_table("roles.toml"))
    return tuple((hint, role) for role, hints in table.items() for hint in hints)


@functools.cache
def _fillers() -> frozenset[str]:
    lines = _table("fillers.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _table(name: str) -> str:
    return files("indexer.query").joinpath("tables", name).read_text("utf-8")
