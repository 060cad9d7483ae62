"""Normalises the passages and cuts them into words, once, for all engines that want them so."""

from __future__ import annotations

import json

from indexer.analysis import Analyser, normalise
from scripts.benches.data import QUERIES, literal_runs
from scripts.benches.place import Place
from scripts.benches.typed import typed_texts

__all__ = ["prepare"]


def prepare(place: Place) -> int:
    """Writes what is searched and asked into the place. Returns the characters of all passages' texts."""
    analyser, passages = Analyser(), list(place.passages())
    texts = [normalise("\n".join((one["title"], one["heading"], one["text"]))) for one in passages]
    with place.path("texts.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(text, ensure_ascii=False) + "\n" for text in texts)
    with place.path("words.txt").open("w", encoding="utf-8") as file:
        file.writelines(" ".join(analyser.words(text)) + "\n" for text in texts)
    place.save("literals", literal_runs(texts, QUERIES))
    names = [line.split()[-1] for text in texts for line in text.split("\n")[:2] if line.strip()]
    place.save("typed", typed_texts(names, QUERIES))
    return place.copies * sum(len(one["text"]) for one in passages)
