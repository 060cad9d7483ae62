"""Where nothing was found: which of what was typed no passage has, so that people know what to change."""

from __future__ import annotations

from dataclasses import replace

from indexer.engines.engine import Engine
from indexer.model import SearchRequest
from indexer.query import ParsedQuery, is_long, wanted_runs

__all__ = ["find_unfound"]

MAX_ASKED = 8
"""Typed runs that are looked for one by one."""


def find_unfound(engine: Engine, parsed: ParsedQuery) -> tuple[str, ...]:
    """The typed and quoted runs of a query without synonyms that no passage has by itself, as normalised.

    What stands below a NOT, patterns and labels are not named, nor is anything of a pasted text.
    """
    if is_long(parsed):
        return ()
    runs = list(dict.fromkeys(wanted_runs(parsed.tree)))[:MAX_ASKED]
    missing = [run for run in runs if not engine.count(SearchRequest(), replace(parsed, tree=run, words=()))]
    return tuple(dict.fromkeys(run.text for run in missing))
