"""The command behind ``scripts/bench``."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.benches import indexing, literals, opening, reading, searching, words
from scripts.benches.bench import Bench, say
from scripts.benches.data import Corpus, find_corpus, lay_out
from scripts.benches.finding import Finding
from scripts.benches.machine import machine
from scripts.benches.place import Place
from scripts.benches.plots import draw
from scripts.benches.report import markdown

__all__ = ["main"]

_ROOT = Path(__file__).parents[2]

_SECTIONS: Mapping[str, Callable[[Bench], Finding]] = {
    "index": indexing.run,
    "words": words.run,
    "literals": literals.run,
    "search": searching.run,
    "open": opening.run,
    "reading": reading.run,
}


def main() -> None:
    """Measures, prints the report, and writes it with plots into a folder."""
    options = _options()
    started = time.monotonic()
    corpus = find_corpus(Path(os.environ.get("ZONGJIE_SHARED") or _ROOT.parent / "shared"))
    options.output.mkdir(parents=True, exist_ok=True)
    findings: list[tuple[int, Finding]] = []
    for copies in options.copies:
        passages = copies * len(corpus.passages)
        sections = options.sections or list(_SECTIONS)
        if findings:  # what a size says nothing about is measured once
            sections = [name for name in sections if name != "reading"]
        found = _measure(corpus, copies, sections, options.output)
        findings += [(passages, finding) for finding in found]
    about = f"Corpus: {corpus.origin}, {len(corpus.passages):,} passages; {len(corpus.queries)} queries"
    if not corpus.real:
        about += ". The goals are meant for the real corpus, which was not found"
    text = markdown(f"Machine: {machine()}.", f"{about}.", findings, draw(findings, options.output))
    (options.output / "report.md").write_text(text, "utf-8")
    numbers = [{"passages": passages, **dataclasses.asdict(finding)} for passages, finding in findings]
    (options.output / "results.json").write_text(json.dumps(numbers, indent=1), "utf-8")
    print(text)
    say(f"Took {time.monotonic() - started:.0f} s; written to {options.output}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"some of: {', '.join(_SECTIONS)}")
    parser.add_argument("--copies", type=_copies, default=[1], metavar="N[,N…]", help="sizes of the corpus")
    parser.add_argument("--output", type=Path, default=_ROOT / "var" / "bench", metavar="FOLDER")
    options = parser.parse_args()
    if unknown := [name for name in options.sections if name not in _SECTIONS]:
        parser.error(f"no section {unknown[0]!r}; there are {', '.join(_SECTIONS)}")
    return options


def _copies(text: str) -> list[int]:
    sizes = [int(size) for size in text.split(",")]
    if min(sizes) < 1:
        raise ValueError(text)
    return sizes


def _measure(corpus: Corpus, copies: int, sections: Sequence[str], output: Path) -> list[Finding]:
    """All sections at one size. The indexes, which take several times the corpus, go away afterwards."""
    with TemporaryDirectory(prefix="work-", dir=output) as folder:
        place = Place(folder, copies)
        say(f"{copies * len(corpus.passages):,} passages:")
        lay_out(corpus, place)
        bench = Bench(place, 0)
        bench.characters = bench.run("prepare:prepare").value
        return [_SECTIONS[name](bench) for name in sections]


if __name__ == "__main__":
    main()
