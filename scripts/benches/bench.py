"""A run at one size, as the sections see it: the place, what is known of the corpus, and what is built."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

from scripts.benches.apart import Done, run_apart
from scripts.benches.contest import PASSES
from scripts.benches.measure import Asked
from scripts.benches.place import Place
from scripts.benches.rival import Built

__all__ = ["Bench", "Entry", "say"]

Entry = tuple[str, str, str, int]
"""Engine, kind of question, list of questions, least characters of a question."""


@dataclass(slots=True)
class Bench:
    """Starts the tasks of a run, each in a process of its own, and builds each index once."""

    place: Place
    characters: int
    """Of the texts of all passages, titles and headings aside."""
    _done: dict[str, Done] = field(default_factory=dict)

    def run(self, task: str, *arguments: Any) -> Done:
        """Runs a task of this package on the place."""
        say(f"  {task} {' '.join(map(str, arguments))}".rstrip())
        return run_apart(task, self.place, *arguments)

    def once(self, task: str) -> Done:
        """The same for a task that is done once for all sections."""
        if task not in self._done:
            self._done[task] = self.run(task)
        return self._done[task]

    def build(self, engine: str, function: str = "build") -> tuple[Built, int]:
        """The engine's index of the corpus, and the most memory that building it took."""
        done = self.once(f"{engine}:{function}")
        return Built(**done.value), done.peak_bytes

    def ask(self, *entries: Entry, passes: int = PASSES) -> list[Asked]:
        """Asks engines side by side, each of its own questions."""
        found = self.run("contest:contest", passes, *entries).value
        return [Asked(found[engine]["times"], found[engine]["totals"]) for engine, *_ in entries]


def say(text: str) -> None:
    """Tells the person at the terminal how far it is."""
    print(text, file=sys.stderr, flush=True)
