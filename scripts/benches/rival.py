"""What every engine that is measured can do: a module with these two functions."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from scripts.benches.place import Place

__all__ = ["Ask", "Built", "Rival", "rival", "size_of"]

Ask = Callable[[str], int]
"""Asks an open engine for the best ten of what was typed; returns the total, or -1 where it counts none."""


@dataclass(frozen=True, slots=True)
class Built:
    """An index that was built: of how many passages, in what time, and the bytes of its parts on disk."""

    passages: int
    seconds: float
    parts: Mapping[str, int]


class Rival(Protocol):
    """An engine, as a module of this package."""

    def build(self, place: Place) -> Built:
        """Builds the engine's index of the place's corpus from nothing."""

    def open(self, place: Place) -> Mapping[str, Ask]:
        """Opens that index: for each kind of question that the engine answers (``all`` words, ``any`` word,
        ``literal``, ``search``, ``suggest``) how to ask it."""


def rival(name: str) -> Rival:
    """The engine of that name. It is imported only now, into the process that measures it."""
    return cast(Rival, importlib.import_module(f"scripts.benches.{name}"))


def size_of(path: Path) -> int:
    """The bytes of a file, or of all files of a folder."""
    return path.stat().st_size if path.is_file() else sum(map(size_of, path.iterdir()))
