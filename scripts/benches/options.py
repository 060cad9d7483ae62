"""What is asked of the command: which sections, at which sizes, and where the results go."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["SECTIONS", "Options", "parse_options"]

SECTIONS = ("index", "words", "literals", "search", "pages", "suggest", "open", "reading", "units")


@dataclass(frozen=True, slots=True)
class Options:
    """Names of sections, numbers of copies of the corpus, the folder of the results."""

    sections: tuple[str, ...]
    copies: tuple[int, ...]
    output: Path


def parse_options(arguments: Sequence[str], output: Path) -> Options:
    """Reads the command line; ``output`` is the folder where none is named. Wrong use ends the process."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measures the engine beside others.")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"some of: {', '.join(SECTIONS)}")
    parser.add_argument(
        "--copies", type=_copies, default=(1,), metavar="N[,N…]", help="sizes, as copies of the corpus (1)"
    )
    parser.add_argument("--output", type=Path, default=output, metavar="FOLDER", help="(var/bench)")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.sections if name not in SECTIONS]:
        parser.error(f"there is no section {unknown[0]}; name some of: {', '.join(SECTIONS)}")
    return Options(tuple(given.sections) or SECTIONS, given.copies, given.output)


def _copies(text: str) -> tuple[int, ...]:
    sizes = tuple(int(size) for size in text.split(","))
    if min(sizes) < 1:
        raise argparse.ArgumentTypeError("a size is at least one copy")
    return sizes
