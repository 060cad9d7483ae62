"""The passages and queries that are measured: real ones where they are at hand, generated ones otherwise."""

from __future__ import annotations

import json
import lzma
import os
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.benches.generate import generated_passages, generated_queries
from scripts.benches.place import Place

__all__ = ["QUERIES", "Corpus", "find_corpus", "lay_out", "literal_runs", "shared_folder"]

QUERIES = 500

_GENERATED = 5_200
"""Passages of a generated corpus."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages (id, title, heading, text) and queries; ``origin`` says where they come from."""

    origin: str
    passages: Sequence[dict[str, str]]
    queries: Sequence[str]
    real: bool

    @property
    def description(self) -> str:
        """One line on what is searched and asked."""
        text = f"Corpus: {self.origin}, {len(self.passages):,} passages; {len(self.queries)} queries."
        if self.real:
            return text
        return f"{text} The goals are meant for the real corpus, which was not found."


def shared_folder() -> Path:
    """The folder of texts by others: ZONGJIE_SHARED, or ``shared`` beside the repository."""
    return Path(os.environ.get("ZONGJIE_SHARED") or Path(__file__).parents[3] / "shared")


def find_corpus(shared: Path) -> Corpus:
    """The real corpus in the folder ``shared``, or a generated one where there is none."""
    passages, queries = shared / "bench" / "laws-passages.jsonl.xz", shared / "bench" / "queries.json"
    if not (passages.is_file() and queries.is_file()):
        made = generated_passages(_GENERATED)
        return Corpus("generated", made, generated_queries(QUERIES), real=False)
    with lzma.open(passages, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return Corpus(passages.name, found, json.loads(queries.read_text("utf-8")), real=True)


def literal_runs(texts: Sequence[str], number: int, *, seed: int = 7) -> list[str]:
    """Runs of 2 to 10 characters cut out of the texts, none twice, each within one line."""
    dice = random.Random(seed)
    runs: dict[str, None] = {}
    while len(runs) < number:
        line = dice.choice(dice.choice(texts).split("\n"))
        length = dice.randint(2, 10)
        if len(line) > length:
            start = dice.randrange(len(line) - length + 1)
            run = line[start : start + length]
            if run == run.strip() and "\0" not in run:
                runs[run] = None
    return list(runs)


def lay_out(corpus: Corpus, place: Place) -> None:
    """Writes the corpus as JSON lines, a file a copy, each copy with ids of its own, and the queries."""
    place.path("corpus").mkdir(parents=True)
    for copy in range(place.copies):
        mark = f"-{copy}" if copy else ""
        path = place.path("corpus") / f"{copy:02}.jsonl"
        path.write_text(_json_lines(corpus.passages, mark), "utf-8")
    place.save("queries", corpus.queries)


def _json_lines(passages: Iterable[dict[str, str]], mark: str) -> str:
    return "".join(
        json.dumps({**passage, "id": passage["id"] + mark}, ensure_ascii=False) + "\n" for passage in passages
    )
