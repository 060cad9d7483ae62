"""What every engine that is compared gives, and the text of a passage that the engines of others search."""

from __future__ import annotations

from collections.abc import Callable

from indexer.analysis import field_text
from indexer.model import Passage

__all__ = ["FIELDS", "Ranking", "whole_text"]

Ranking = Callable[[str, int], list[str]]
"""From a question as typed and a number to so many ids of passages at most, the best first."""

FIELDS = ("title", "heading", "text")
"""What the engines of others search of a passage."""


def whole_text(passage: Passage) -> str:
    """Title, headings and text as one text, a line each."""
    return "\n".join(field_text(passage, name) for name in FIELDS)
