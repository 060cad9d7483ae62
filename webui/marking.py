"""Passages -> their paragraphs in pieces; the places that a search marks are numbered, for links to them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from indexer import Index, Passage, SearchRequest
from webui.text import paragraphs

__all__ = ["Run", "marked_paragraphs"]


class Run(NamedTuple):
    """A piece of text. ``number`` counts the places of a page from 1; 0 where none begins with this piece.

    Marked pieces that follow one another with nothing between them are one place.
    """

    text: str
    marked: bool
    number: int


def marked_paragraphs(
    index: Index, passages: Sequence[Passage], request: SearchRequest
) -> tuple[tuple[tuple[tuple[Run, ...], ...], ...], int]:
    """The paragraphs of each passage, marked by the query of ``request``, and how many places are marked."""
    marks = index.marks(request.query, passages, matching=request.matching, synonyms=request.synonyms)
    count = 0

    def numbered(pieces: Iterable[tuple[str, bool]]) -> Iterator[Run]:
        nonlocal count
        within = False
        for text, marked in pieces:
            begins = marked and not within
            count += begins
            yield Run(text, marked, count if begins else 0)
            within = marked

    texts = tuple(
        tuple(tuple(numbered(pieces)) for pieces in paragraphs(passage.text, spans))
        for passage, spans in zip(passages, marks, strict=True)
    )
    return texts, count
