"""What to mark in a passage, and which windows of its text to show: plain spans and text, never markup.

The query tree is asked what it looked for; the user's text is not parsed a second time, and nothing is
tokenised: every mark is an exact occurrence in the normalised text, so it stands at the same place in
the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, singledispatch
from itertools import accumulate, groupby, pairwise
from operator import methodcaller

from whoosh import query

from indexer.analysis import field_text, normalise
from indexer.model import TEXT_FIELDS, Passage, Snippet
from indexer.offers import Span
from indexer.query import AtLeast, Literal, ParsedQuery, Run, leaves, without_fillers

__all__ = ["Highlighter", "Marked"]

SNIPPETS = 3
"""Windows shown of one passage at most."""

WINDOW = 110
"""Characters of a window, roughly: it ends where a clause ends."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What matched in a passage: in order, without overlaps; in its headings one by one.

    ``snippets`` are up to three windows of the text, in order; its beginning where nothing matched in it.
    """

    title: tuple[Span, ...]
    heading: tuple[tuple[Span, ...], ...]
    text: tuple[Span, ...]
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Something the query looked for in ``fields``: the run as typed, else these words."""

    fields: tuple[str, ...]
    run: str
    words: tuple[str, ...] = ()


class Highlighter:
    """Marks passages for one query. ``expanded`` are the words its patterns matched (see ``Page``)."""

    def __init__(self, parsed: ParsedQuery, expanded: Iterable[str] = ()) -> None:
        self._wanted: list[_Wanted] = []
        for leaf in leaves(parsed.tree):
            self._wanted += _wanted(leaf)
        words = tuple(expanded)
        if words:
            self._wanted.append(_Wanted(TEXT_FIELDS, "", words))
        self._patterns: dict[tuple[str, tuple[bool, ...]], tuple[re.Pattern[str] | None]] = {}

    def mark(self, passage: Passage) -> Marked:
        """What matched in the passage, and up to three windows of its text.

        A run that occurs in the passage is marked as a whole; its words are marked where it does not.
        """
        return self.mark_each([passage])[0]

    def mark_each(self, passages: Sequence[Passage]) -> list[Marked]:
        """The same for some passages: of short texts, to normalise all at once costs least."""
        fields = [field_text(passage, name) for passage in passages for name in TEXT_FIELDS]
        joined = normalise("".join(fields))
        pieces = pairwise(accumulate(map(len, fields), initial=0))
        texts = [{name: joined[slice(*next(pieces))] for name in TEXT_FIELDS} for _ in passages]
        return list(map(self._mark, passages, texts))

    def _mark(self, passage: Passage, texts: Mapping[str, str]) -> Marked:
        literally = tuple(
            [
                bool(wanted.run) and any(wanted.run in texts[name] for name in wanted.fields)
                for wanted in self._wanted
            ]
        )

        def spans(field: str) -> tuple[Span, ...]:
            pattern = self._pattern(field, literally)
            return tuple(map(Span._make, map(_span, pattern.finditer(texts[field])))) if pattern else ()

        text = spans("text")
        return Marked(
            title=spans("title"),
            heading=_heading_spans(passage.heading, spans("heading")),
            text=text,
            snippets=_windows(passage.text, text),
        )

    def _pattern(self, field: str, literally: tuple[bool, ...]) -> re.Pattern[str] | None:
        """What is marked in a field, if it is known of each wanted run whether it occurs in the passage."""
        known = self._patterns.get((field, literally))
        if known is None:
            runs, words = set[str](), set[str]()
            for wanted, occurs in zip(self._wanted, literally, strict=True):
                if field in wanted.fields:
                    runs.update((wanted.run,) if occurs else ())
                    words.update(() if occurs else wanted.words)
            known = self._patterns[field, literally] = (_pattern(frozenset(runs), frozenset(words)),)
        return known[0]


_span = methodcaller("span")


def _heading_spans(headings: Sequence[str], spans: Sequence[Span]) -> tuple[tuple[Span, ...], ...]:
    """Spans in headings that stand one a line, heading by heading."""
    result: list[tuple[Span, ...]] = []
    start = 0
    for heading in headings:
        end = start + len(heading)
        inside = (span for span in spans if start <= span.start < end)
        result.append(tuple(Span(span.start - start, span.end - start) for span in inside))
        start = end + 1
    return tuple(result)


@singledispatch
def _wanted(leaf: object) -> Iterable[_Wanted]:  # noqa: ARG001
    """What a leaf of the query tree looked for in texts; labels and patterns give nothing."""
    return ()


@_wanted.register
def _(leaf: Run) -> Iterable[_Wanted]:
    """Fillers between other words would be marked in every line, and tell nothing."""
    return (_Wanted(leaf.fields, leaf.text, tuple(without_fillers(leaf.words))),)


@_wanted.register
def _(leaf: Literal) -> Iterable[_Wanted]:
    return (_Wanted((leaf.fieldname,), leaf.text),)


@_wanted.register
def _(leaf: AtLeast) -> Iterable[_Wanted]:
    """The runs as typed, their synonyms, and the words that count: not the fillers between them."""
    for part in leaves(leaf.strict):
        yield from (_Wanted(part.fields, part.text),) if isinstance(part, Run) else _wanted(part)
    yield _Wanted(leaf.fields, "", leaf.words)


@_wanted.register
def _(leaf: query.Term) -> Iterable[_Wanted]:
    return (_Wanted((leaf.fieldname,), "", (leaf.text,)),) if leaf.fieldname in TEXT_FIELDS else ()


@lru_cache(64)
def _pattern(runs: frozenset[str], words: frozenset[str]) -> re.Pattern[str] | None:
    """Matches any run, or any word; of several at one place the longest.

    Words of letters and digits are matched whole: 5 is no match in 2015.
    """
    whole = {word for word in words - runs if word[0] < "\u3000"}
    longest_first = sorted({*filter(None, runs), *words}, key=lambda text: (-len(text), text))
    alternatives = []
    for bounded, texts in groupby(longest_first, whole.__contains__):
        choice = "|".join(map(re.escape, texts))
        # Compiling the bounds costs more than all else, so neighbours share them.
        alternatives.append(
            rf"(?<![^\W_\u3400-\u9fff])(?:{choice})(?![^\W_\u3400-\u9fff])" if bounded else choice
        )
    return re.compile("|".join(alternatives)) if alternatives else None


# ---- windows ----

_CLAUSE_END = re.compile(r"[。！？!?；;\n，,]+[”’」』）)]*")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]+[”’」』）)]*")


def _windows(text: str, spans: Sequence[Span]) -> tuple[Snippet, ...]:
    if not spans:
        start = len(text) - len(text.lstrip())
        return (
            (_snippet(text, start, _end_of_window(text, start, start + WINDOW), ()),) if text.strip() else ()
        )
    windows: list[tuple[int, int]] = []
    for index in _best_anchors(text, spans):
        first = spans[index]
        start = _start_of_window(text, first.start)
        end = max(_end_of_window(text, first.end, start + WINDOW), first.end)
        windows.append((start, end))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(_snippet(text, start, end, spans) for start, end in merged)


def _best_anchors(text: str, spans: Sequence[Span]) -> list[int]:
    """Indexes of up to SNIPPETS spans whose windows show the most different matches, best first."""
    covered_until = 0
    candidates: list[tuple[int, int, frozenset[str]]] = []
    for index, span in enumerate(spans):
        if index and span.start < covered_until:
            continue
        covered_until = span.start + WINDOW
        inside = [
            text[other.start : other.end] for other in spans[index : index + 50] if other.end <= covered_until
        ]
        candidates.append((len(inside), index, frozenset(inside)))
    chosen: list[int] = []
    shown: frozenset[str] = frozenset()
    while candidates and len(chosen) < SNIPPETS:
        best = max(candidates, key=lambda item: (len(item[2] - shown), item[0], -item[1]))
        candidates.remove(best)
        chosen.append(best[1])
        shown |= best[2]
    return chosen


def _start_of_window(text: str, match: int) -> int:
    """The beginning of the sentence or clause that ``match`` stands in, at most half a window before it."""
    earliest = max(0, match - WINDOW // 2)
    for border in (_SENTENCE_END, _CLAUSE_END):
        ends = [found.end() for found in border.finditer(text, earliest, match)]
        if ends:
            return ends[0] if border is _CLAUSE_END else ends[-1]
    return earliest


def _end_of_window(text: str, match_end: int, wished: int) -> int:
    """The end of the last clause before ``wished``, and not before the match has ended."""
    if wished >= len(text):
        return len(text)
    for border in (_SENTENCE_END, _CLAUSE_END):
        ends = [found.end() for found in border.finditer(text, match_end, wished)]
        if ends and (border is _CLAUSE_END or ends[-1] > wished - WINDOW // 2):
            return ends[-1]
    return max(wished, match_end)


def _snippet(text: str, start: int, end: int, spans: Sequence[Span]) -> Snippet:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    inside = tuple(Span(s.start - start, s.end - start) for s in spans if start <= s.start and s.end <= end)
    return Snippet(text[start:end], inside)
