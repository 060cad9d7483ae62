"""What the classifier says of the texts of some folders, under the ids of a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from indexer.classify import Classifier
from indexer.documents import Limits, SourceFile, find_sources, read_source
from indexer.errors import DocumentError
from indexer.judging.sheet import Axis, Values, part_id
from indexer.model import Collection, Metadata

__all__ = ["answers"]


def answers(classifier: Classifier, folders: Sequence[Path]) -> dict[tuple[str, str], Mapping[Axis, Values]]:
    """The labels of every part and of every section's passages, by kind and id as in a `Row`.

    Only cues answer: what a source says of itself is left out. Ready passages are no texts to judge, and
    what cannot be read is left out too.
    """
    found: dict[tuple[str, str], Mapping[Axis, Values]] = {}
    for item in _collections(folders):
        bare = replace(item, metadata=Metadata())
        times: Counter[int | None] = Counter()
        for part in bare.parts:
            times[part.ordinal] += 1
            labels = classifier.part_labels(bare, part)
            found["part", part_id(bare.key, part.ordinal, times[part.ordinal])] = {
                "genre": labels.genre.values(),
                "domain": labels.domain.values(),
            }
        for passage in classifier.passages(bare):
            found["section", passage.id] = {"role": (passage.section,)}
    return found


def _collections(folders: Sequence[Path]) -> Iterator[Collection]:
    for file in find_sources(folders):
        if not isinstance(file, SourceFile):
            continue
        try:
            yield from (item for item in read_source(file, Limits()).items if isinstance(item, Collection))
        except DocumentError:
            continue  # rows on it are counted as absent
