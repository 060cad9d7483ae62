"""The working folder of a run at one size: what is searched and asked, and where engines keep their files.

Every engine reads the same passages from here, already normalised and cut into words where it wants that,
so that no other engine pays for, or profits from, what ours does to a text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, and how many copies of the passages are in the corpus there."""

    folder: str
    copies: int

    def path(self, name: str) -> Path:
        """A file or folder of that name in this place."""
        return Path(self.folder) / name

    @property
    def sources(self) -> list[Path]:
        """The corpus as JSON lines, a file a copy, each id once."""
        return sorted(self.path("corpus").iterdir())

    def passages(self) -> Iterator[dict[str, str]]:
        """The passages of one copy: id, title, heading, text."""
        return map(json.loads, _lines(self.sources[0]))

    def texts(self) -> Iterator[str]:
        """The normalised text of each passage of one copy: title, heading and text, a line each."""
        return map(json.loads, _lines(self.path("texts.jsonl")))

    def words(self) -> Iterator[str]:
        """The words of each of those texts, as this engine cuts them, with blanks between."""
        return (line.rstrip("\n") for line in _lines(self.path("words.txt")))

    def asked(self, name: str) -> list[str]:
        """The texts to ask for: ``queries`` as people type them, or ``literals``, runs of characters."""
        found: list[str] = self.load(name)
        return found

    def load(self, name: str) -> Any:
        """What was saved under that name."""
        return json.loads(self.path(f"{name}.json").read_text("utf-8"))

    def save(self, name: str, value: Sequence[str]) -> None:
        """Keeps a list of texts for the processes that are started later."""
        self.path(f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from file
