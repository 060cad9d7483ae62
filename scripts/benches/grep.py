"""No index at all: every normalised text, in memory, is searched through for the run."""

from __future__ import annotations

import time
from collections.abc import Mapping

from scripts.benches.place import Place
from scripts.benches.rival import Ask, Built

__all__ = ["build", "open"]


def build(place: Place) -> Built:
    """Nothing is built; reading the texts is all."""
    started = time.perf_counter()
    texts = list(place.texts())
    return Built(len(texts), time.perf_counter() - started, {})


def open(place: Place) -> Mapping[str, Ask]:  # noqa: A001  what the engine does
    """The exact total, unranked."""
    texts = list(place.texts())
    return {"literal": lambda run: sum([run in text for text in texts])}
