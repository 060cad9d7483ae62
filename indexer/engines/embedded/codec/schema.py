"""The Whoosh schema, in code: what Whoosh's own searcher sees of an index.

Text fields have words with frequencies. For each there is a field ``<name>_grams`` with its character
grams and their positions, so that a literal run is a phrase to Whoosh. Label fields have one term a value.
"""

from __future__ import annotations

from whoosh import fields

from indexer.engines.embedded.segments.batch import LABELS
from indexer.model import TEXT_FIELDS

__all__ = ["GRAMS", "make_schema"]

GRAMS = "_grams"
"""Ends the name of a field of character grams."""


def make_schema() -> fields.Schema:
    """A fresh schema; Whoosh's writers want to own theirs."""
    return fields.Schema(
        **{name: fields.TEXT(phrase=False) for name in TEXT_FIELDS},
        **{name + GRAMS: fields.TEXT(phrase=True) for name in TEXT_FIELDS},
        **{name: fields.KEYWORD() for name in LABELS if name not in TEXT_FIELDS},
    )
