"""The command behind ``scripts/bench``."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.benches import indexing, literals, opening, pages, reading, searching, suggesting, units, words
from scripts.benches.apart import run_apart
from scripts.benches.bench import Bench, say
from scripts.benches.data import Corpus, find_corpus, lay_out, shared_folder
from scripts.benches.finding import Finding
from scripts.benches.machine import machine
from scripts.benches.options import SECTIONS, parse_options
from scripts.benches.place import Place
from scripts.benches.plots import draw
from scripts.benches.report import markdown

__all__ = ["main"]

_ROOT = Path(__file__).parents[2]

_ONCE = ("reading", "units")
"""Sections to which the size of the corpus does not matter."""

_MEASURE = dict(
    zip(
        SECTIONS,
        (indexing, words, literals, searching, pages, suggesting, opening, reading, units),
        strict=True,
    )
)


def main(arguments: Sequence[str]) -> None:
    """Measures, prints the report, and writes it with plots into a folder."""
    options = parse_options(arguments, _ROOT / "var" / "bench")
    started, about_machine = time.monotonic(), machine()
    corpus = find_corpus(shared_folder())
    options.output.mkdir(parents=True, exist_ok=True)
    findings: list[tuple[int, Finding]] = []
    for copies in options.copies:
        sections = options.sections
        if findings:
            sections = tuple(name for name in sections if name not in _ONCE)
        found = _measure(corpus, copies, sections, options.output)
        findings += [(copies * len(corpus.passages), finding) for finding in found]
    plots = draw(findings, options.output)
    text = markdown(about_machine, corpus.description, findings, plots)
    (options.output / "report.md").write_text(text, "utf-8")
    numbers = [{"passages": passages, **dataclasses.asdict(finding)} for passages, finding in findings]
    (options.output / "results.json").write_text(json.dumps(numbers, indent=1), "utf-8")
    print(text)
    say(f"Took {time.monotonic() - started:.0f} s; written to {options.output}")


def _measure(corpus: Corpus, copies: int, sections: Sequence[str], output: Path) -> list[Finding]:
    """All sections at one size. The indexes, which take several times the corpus, go away afterwards."""
    with TemporaryDirectory(prefix="work-", dir=output) as folder:
        place = Place(folder, copies)
        say(f"{copies * len(corpus.passages):,} passages:")
        lay_out(corpus, place)
        bench = Bench(place, run_apart("prepare:prepare", place).value)
        return [_MEASURE[name].run(bench) for name in sections]


if __name__ == "__main__":
    main(sys.argv[1:])
