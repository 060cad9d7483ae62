"""This engine's evaluation alone: trees of bare words or literals, no stored text, no facets.

What the parser would make of the words, less its literal alternative: a leaf that wants words in any of the
text fields, all of them in one leaf or one a leaf joined by Or. A literal is what it makes of a quoted text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whoosh import query

from indexer.analysis import Analyser
from indexer.engines.embedded import Store
from indexer.engines.embedded.codec.index import ArrayIndex
from indexer.engines.embedded.evaluation.snapshot import Snapshot
from indexer.model import TEXT_FIELDS
from indexer.query import Literal, Run
from scripts.benches import ours
from scripts.benches.place import Place
from scripts.benches.rival import Ask

__all__ = ["build", "check", "open"]

build = ours.build


def open(place: Place) -> Mapping[str, Ask]:  # noqa: A001  what the engine does
    """Cutting the query, making its tree, evaluating it; the best ten and the exact total."""
    snapshot, analyser = _snapshot(place), Analyser()

    def all_words(typed: str) -> int:
        return snapshot.search(Run(TEXT_FIELDS, "", analyser.words(typed)), facets=()).total

    def any_word(typed: str) -> int:
        words = dict.fromkeys(analyser.words(typed))
        return snapshot.search(query.Or([Run(TEXT_FIELDS, "", [word]) for word in words]), facets=()).total

    def literal(run: str) -> int:
        return snapshot.search(_literal(run), facets=()).total

    return {"all": all_words, "any": any_word, "literal": literal}


def check(place: Place) -> dict[str, int]:
    """Compares every literal run's matches with those of a search through all texts, passage by passage.

    Of several copies only the totals are compared, which the runs' matches in one copy tell. Returns how
    many passages should have been found, were found, and were found rightly.
    """
    snapshot, texts = _snapshot(place), list(place.texts())
    whole = place.copies == 1
    ids = [snapshot.passage(number).id for number in snapshot.numbers()] if whole else []
    counts = {"expected": 0, "found": 0, "right": 0}
    for run in place.asked("literals"):
        expected = {str(number) for number, text in enumerate(texts) if run in text}
        if whole:
            matches = {ids[number] for number in snapshot.matches(_literal(run))}
            found, right = len(matches), len(matches & expected)
        else:
            found = snapshot.search(_literal(run), facets=()).total
            right = min(found, place.copies * len(expected))
        counts["expected"] += place.copies * len(expected)
        counts["found"] += found
        counts["right"] += right
    return counts


def _snapshot(place: Place) -> Snapshot:
    return ArrayIndex.open_in(Store(place.path("ours")).current()).snapshot()


def _literal(run: str) -> Any:
    return query.Or([Literal(field, run) for field in TEXT_FIELDS])
