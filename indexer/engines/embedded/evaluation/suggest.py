"""What to offer somebody who is typing: titles, headings and frequent words of an index, best first.

An entry's score is ``WEIGHTS[kind] * log2(1 + passages) - bytes / BYTES_A_POINT``: common ones before rare
ones, titles before headings before words, short ones before long ones. A match of whole characters and
syllables ranks before one by initials. What is the same but for case, width, traditional forms and
punctuation is offered once, as it is most often written. Counts are those of all segments together; of each
segment the best CANDIDATES are looked at.

Passages that were deleted count until their segment is merged, but nothing is offered of which no passage
is left: who holds the passages is asked before (see ``left``).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.analysis.sounds import folded, sounds
from indexer.compiled import Floats, Numbers
from indexer.engines.embedded.evaluation.left import Left, Offer
from indexer.engines.embedded.evaluation.matching import best_entries, heads_of
from indexer.engines.embedded.evaluation.typed import Typed, read_typed
from indexer.engines.embedded.segments.completions import read_phrases
from indexer.engines.embedded.segments.lexicon import decode, encode
from indexer.engines.embedded.segments.worded import Worded
from indexer.offers import Span, Suggestion, SuggestionKind

__all__ = ["BYTES_A_POINT", "CANDIDATES", "WEIGHTS", "Suggester", "score_of"]

WEIGHTS: Mapping[SuggestionKind, float] = {"title": 2.0, "heading": 1.5, "term": 1.0}
BYTES_A_POINT = 24
CANDIDATES = 32


def score_of(kind: SuggestionKind, passages: int, text: str) -> float:
    """See the module."""
    return WEIGHTS[kind] * math.log2(1 + passages) - len(encode(text)) / BYTES_A_POINT


class _Entries:
    """The entries of one part, verified. Raises IndexDamaged."""

    def __init__(self, part: Worded) -> None:
        self._file = file = part.file
        self.texts, self.counts = read_phrases(file)
        self.words = part.words
        self.order: Numbers = file.array("suggest.order", "<i4")
        self._keys: Numbers = file.array("suggest.keys", "<i4")
        self._starts: Numbers = file.offsets("suggest.starts", len(self.order), "<i4")
        size = len(self.texts) + len(self.words)
        if len(self._starts) != len(self._keys) + 1:
            raise file.damaged("its suggestions and their keys do not fit")
        if bool((self.counts < 0).any()):
            raise file.damaged("its counts of suggestions are none")
        if len(self.order) and not 0 <= int(self.order.min()) <= int(self.order.max()) < size:
            raise file.damaged("its suggestions refer to nothing")
        self.holders = part.holding(np.arange(len(self.words)))
        """How many passages have each word."""
        self.scores = self._scores()
        self.heads = np.concatenate(
            [heads_of(lexicon.blob, lexicon.offsets, sounds().fold) for lexicon in (self.texts, self.words)]
        )
        """The first character of each entry that counts."""
        entries = np.unique(self.order)
        self._ranked = entries[np.argsort(-self.scores[entries], kind="stable")]
        """All entries, best first."""

    def _scores(self) -> Floats:
        weights = np.where(self.counts[:, 0] > 0, WEIGHTS["title"], WEIGHTS["heading"])
        own = weights * np.log2(1.0 + self.counts.sum(axis=1))
        words = WEIGHTS["term"] * np.log2(1.0 + self.holders)
        sizes = np.concatenate([np.diff(self.texts.offsets), np.diff(self.words.offsets)]) - 1
        return (np.concatenate([own, words]) - sizes / BYTES_A_POINT).astype(np.float32)

    def best(self, typed: Typed) -> Numbers:
        """See ``best_entries``."""
        slices = self._starts[np.searchsorted(self._keys, typed.ranges)].astype(np.int64)
        return best_entries(
            (self.order, slices, self._ranked),
            (self.heads, self.scores),
            (self.texts.blob, self.texts.offsets, self.words.blob, self.words.offsets),
            (typed.points, typed.letters),
            sounds()[:3],
            CANDIDATES,
        )

    def entry(self, number: int) -> tuple[str, bool]:
        """The text of an entry, and whether it is a word."""
        size = len(self.texts)
        text = self.texts[number] if number < size else self.words[number - size]
        try:
            return decode(text), number >= size
        except UnicodeDecodeError as error:
            raise self._file.damaged("its suggestions are no texts") from error


@dataclass(slots=True)
class _Group:
    """Entries that are the same to a reader; ``texts`` are the ways to write them, with their counts."""

    kind_of_match: int
    spans: dict[str, Span]
    texts: dict[str, tuple[int, int]]
    word: str = ""
    passages: int = 0

    def ranked(self) -> tuple[float, SuggestionKind, str]:
        """The score, the kind and the text that is shown."""
        ways = []
        if self.texts:
            shown = max(self.texts, key=lambda text: (sum(self.texts[text]), text))
            titles, headings = map(sum, zip(*self.texts.values(), strict=True))
            kind: SuggestionKind = "title" if titles else "heading"
            ways.append((score_of(kind, titles + headings, shown), kind, shown))
        if self.word:
            ways.append((score_of("term", self.passages, self.word), "term", self.word))
        return max(ways)


class Suggester:
    """Suggestions from parts of an index. Safe to share between threads; made at the first suggestion."""

    def __init__(self, parts: Sequence[Worded], left: Left) -> None:
        """``left`` tells of what is about to be offered whether a passage is left. Raises IndexDamaged."""
        self._parts = [_Entries(part) for part in parts]
        self._left = left

    def suggest(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """At most ``limit`` suggestions, best first; none for what cannot be the beginning of anything."""
        typed = read_typed(text)
        groups = self._groups(typed) if typed else []
        ranked = sorted(
            ((group.kind_of_match, *group.ranked(), group) for group in groups),
            key=lambda one: (-one[0], -one[1], one[3]),
        )
        found: list[Suggestion] = []
        while ranked and len(found) < limit:
            asked, ranked = ranked[: limit - len(found)], ranked[limit - len(found) :]
            left = self._left([Offer(tuple(group.texts), group.word) for *_, group in asked])
            for (_, _, kind, shown, group), is_left in zip(asked, left, strict=True):
                if is_left:
                    found.append(Suggestion(shown, kind, (group.spans[shown],)))
        return tuple(found)

    def _groups(self, typed: Typed) -> list[_Group]:
        groups: dict[str, _Group] = {}
        for part in self._parts:
            for number, kind, start, end in part.best(typed).tolist():
                text, is_word = part.entry(number)
                key = _same(text)
                group = groups.setdefault(key, _Group(kind, {}, {}))
                group.spans[text] = Span(start, end)
                if is_word:
                    group.word = text
                else:
                    group.texts[text] = (0, 0)
        for part in self._parts:
            _add_counts(part, list(groups.values()))
        return list(groups.values())


def _same(text: str) -> str:
    """What is the same for texts that are offered once."""
    return "".join(map(_folded_char, text))


@functools.cache
def _folded_char(char: str) -> str:
    (point,) = folded(char).tolist()
    return chr(point) if point else ""


def _add_counts(part: _Entries, groups: Sequence[_Group]) -> None:
    texts = [(group, text) for group in groups for text in group.texts]
    places = part.texts.find_all(encode(text) for _, text in texts).tolist()
    for (group, text), place in zip(texts, places, strict=True):
        if place >= 0:
            titles, headings = part.counts[place].tolist()
            before = group.texts[text]
            group.texts[text] = before[0] + titles, before[1] + headings
    words = [group for group in groups if group.word]
    places = part.words.find_all(encode(group.word) for group in words).tolist()
    for group, place in zip(words, places, strict=True):
        if place >= 0:
            group.passages += int(part.holders[place])
