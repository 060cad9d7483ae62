"""Cutting a long text into pieces of a readable size, all about equally long.

A hit should be short enough to read and to copy from. So a section above `LIMIT` characters is cut:
between paragraphs where it can be, failing that between sentences, failing that anywhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from indexer.offers import Span

__all__ = ["LIMIT", "cut"]

LIMIT = 1200
"""The most characters of a piece."""

_PARAGRAPH_END = re.compile(r"\n")
_SENTENCE_END = re.compile(r"[。！？；!?;…]+[”’」』）)】》]*(?=[^。！？；!?;…”’」』）)】》])")


def cut(text: str, limit: int = LIMIT) -> tuple[Span, ...]:
    """Return the pieces of ``text``, in order, none longer than ``limit`` nor shorter than a quarter of it.

    A text of at most ``limit`` characters is one piece. The pieces cover the whole text but for the one
    line break between two pieces that were cut between paragraphs.
    """
    if len(text) <= limit:
        return (Span(0, len(text)),)
    return tuple(_pieces(text, limit))


def _pieces(text: str, limit: int) -> Iterator[Span]:
    start = 0
    while len(text) - start > limit:
        end, following = _next_cut(text, start, limit)
        yield Span(start, end)
        start = following
    yield Span(start, len(text))


def _next_cut(text: str, start: int, limit: int) -> tuple[int, int]:
    """Where the piece that begins at ``start`` ends, and where the next one begins.

    The cut nearest to an even share of the rest is taken; half a share off is the most, so that neither
    this piece nor the last one can become tiny.
    """
    rest = len(text) - start
    share = rest / math.ceil(rest / limit)
    ideal = start + round(share)
    low, high = start + math.ceil(share / 2), start + min(limit, math.floor(share * 1.5))
    paragraphs = [match.start() for match in _PARAGRAPH_END.finditer(text, low, high + 1)]
    if paragraphs:
        end = min(paragraphs, key=lambda position: abs(position - ideal))
        return end, end + 1
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, low, high + 1) if match.end() <= high]
    end = min(sentences, key=lambda position: abs(position - ideal), default=ideal)
    return end, end
