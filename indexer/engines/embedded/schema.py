"""The Whoosh schema: every field of a passage that a query can name, fed with ready-made terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whoosh import fields

from indexer.analysis import normalise
from indexer.model import TEXT_FIELDS, AnalysedPassage

__all__ = ["schema", "terms"]


def schema() -> fields.Schema:
    """Words with frequencies for text fields, one term a label for the others; nothing is stored."""
    return fields.Schema(
        **{name: fields.TEXT(phrase=False) for name in TEXT_FIELDS},
        genre=fields.KEYWORD(),
        domain=fields.KEYWORD(),
        section=fields.ID(),
        year=fields.ID(),
    )


def terms(analysed: AnalysedPassage) -> Mapping[str, Any]:
    """The passage's terms by field. Given as tuples, Whoosh takes them as they are and analyses nothing."""
    passage = analysed.passage
    labels = {
        "genre": passage.genre,
        "domain": passage.domain,
        "section": (passage.section,),
        "year": () if passage.year is None else (f"{passage.year:04}",),
    }
    return {**analysed.words, **{name: tuple(map(normalise, values)) for name, values in labels.items()}}
