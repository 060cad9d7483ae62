"""Plain text and spans -> pieces, marked or not: the only way marks reach a template.

A template writes each piece through its own escaping and puts <mark> around the marked ones, so a text
can never become markup.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from indexer import Span

__all__ = ["Piece", "excerpt", "paragraphs", "pieces"]


class Piece(NamedTuple):
    """A run of text that is marked as a whole, or not at all."""

    text: str
    marked: bool


def pieces(text: str, spans: Iterable[Span] = ()) -> tuple[Piece, ...]:
    """``text`` cut at the borders of ``spans``; joined again, the pieces are ``text``."""
    return tuple(_cut(text, spans))


def paragraphs(text: str, spans: Iterable[Span] = ()) -> tuple[tuple[Piece, ...], ...]:
    """The paragraphs of ``text`` (its lines that are not blank), each in pieces."""
    found: list[list[Piece]] = [[]]
    for piece in _cut(text, spans):
        first, *later = piece.text.split("\n")
        found[-1].append(Piece(first, piece.marked))
        found.extend([Piece(line, piece.marked)] for line in later)
    kept = (tuple(piece for piece in paragraph if piece.text) for paragraph in found)
    return tuple(paragraph for paragraph in kept if any(piece.text.strip() for piece in paragraph))


def excerpt(text: str, length: int) -> str:
    """The beginning of ``text`` on one line, with "…" where something was left out."""
    # No text is split as a whole for a few words of it: a passage of a foreign file may be very long.
    line = " ".join(text[: 2 * length].split())
    return line if len(line) <= length and len(text) <= 2 * length else line[:length] + "…"


def _cut(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    done = 0
    for start, end in sorted(spans):
        if done < start:
            yield Piece(text[done:start], False)
        if max(done, start) < end:
            yield Piece(text[max(done, start) : end], True)
        done = max(done, end)
    if text[done:]:
        yield Piece(text[done:], False)
