"""Queries that nobody typed: made of words that the index is known to have."""

from __future__ import annotations

from collections.abc import Sequence

from whoosh import query

from indexer.query.parser import ParsedQuery

__all__ = ["any_of_words"]


def any_of_words(words: Sequence[str], fields: Sequence[str]) -> ParsedQuery:
    """Passages that have any of some words in any of some fields; none where there are no words."""
    each = [query.Or([query.Term(field, word) for field in fields]) for word in words]
    return ParsedQuery(query.Or(each) if each else query.NullQuery, ())
