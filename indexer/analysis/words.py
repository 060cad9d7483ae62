"""Words: what ranks. One function makes the words of documents and of queries.

Runs of Han characters are cut by jieba's dictionary and search mode (a long word also gives the shorter words
inside it), without the guessing of words that the dictionary does not have (HMM): measured, that ranks
worse. Everything else follows a simple rule of our own: a run of letters and digits of other scripts is one
word ("20xx", "5s", "pd1728"), a Han character outside jieba's range is a word, and punctuation and blanks
only separate. No word is dropped: a stop word may be all that a query has.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np

from indexer.analysis.cutting import HAN, LETTER, LONE, count_holders, count_words, cut, number_words
from indexer.analysis.dictionary import Dictionary, DictionaryBuilder, jieba_dictionary, jieba_file
from indexer.analysis.normalise import normalise
from indexer.compiled import Bytes, Numbers, Points
from indexer.errors import ZongjieError
from indexer.trie import POINTS, points_of

__all__ = ["NumberedWords", "WordCutter", "character_kinds"]

_KINDS = {
    HAN: r"[\u4e00-\u9fd5]+",  # what jieba takes for Han
    LONE: r"[\u3400-\u4dbf\u9fd6-\u9fff\u3007\U00020000-\U000323af]+",
    LETTER: r"[^\W_\u3400-\u9fff\u3007\U00020000-\U000323af]+",
}

_FREQUENCY = re.compile(r"[0-9]{1,9}")


class NumberedWords(NamedTuple):
    """The words of several texts: each distinct one, and for each word of each text its place among them.

    ``counts`` says how many words each text has.
    """

    distinct: list[str]
    numbers: Numbers
    counts: Numbers


class WordCutter:
    """Cuts normalised text into words. Safe to share between threads; costly to make.

    ``dictionary`` is a user dictionary in jieba's format: a line holds a word, optionally a frequency and
    a tag, separated by blanks; only words of Han characters have an effect. Raises ZongjieError where the
    file cannot be read.
    """

    def __init__(self, dictionary: Path | None = None) -> None:
        content = b"" if dictionary is None else _content(dictionary)
        self._dictionary = _with_words(content, dictionary) if dictionary else jieba_dictionary()
        known = self._dictionary
        self._how = (character_kinds(), *known.trie, known.logs, known.log_total)
        self.digest = blake2b(jieba_file() + content, digest_size=8).hexdigest()
        """Changes with jieba's dictionary and the user's: an index can tell that its words are of others."""

    def words(self, normalised: str) -> list[str]:
        """The words of a text that ``normalise`` has been through, in order, repetitions included."""
        starts, sizes, _ = cut(points_of(normalised), *self._how)
        spans = zip(starts.tolist(), sizes.tolist(), strict=True)
        return [normalised[start : start + size] for start, size in spans]

    def words_of_each(self, normalised: Sequence[str]) -> list[list[str]]:
        """The words of several such texts, in one step: for short ones the call costs most."""
        joined = "\0".join(normalised)  # which separates words like a blank
        starts, sizes, _ = cut(points_of(joined), *self._how)
        found: list[list[str]] = [[] for _ in normalised]
        ends = accumulate(len(text) + 1 for text in normalised)
        number, end = -1, 0
        for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
            while start >= end:
                number, end = number + 1, next(ends)
            found[number].append(joined[start : start + size])
        return found

    def inside(self, normalised: str) -> frozenset[int]:
        """The places of such a text that are within a word; a phrase begins and ends at the others only."""
        starts, sizes, _ = cut(points_of(normalised), *self._how)
        spans = zip(starts.tolist(), sizes.tolist(), strict=True)
        return frozenset([place for start, size in spans for place in range(start + 1, start + size)])

    def numbered(self, points: Points, ends: Numbers) -> NumberedWords:
        """The words of several texts, given as one, normalised, with a 0 at the ``ends`` of each."""
        starts, sizes, nodes = cut(points, *self._how)
        numbers, firsts = number_words(points, starts, sizes, nodes, len(self._dictionary.logs))
        distinct = _pieces(points, starts[firsts], sizes[firsts])
        return NumberedWords(distinct, numbers, count_words(starts, ends))

    def holders(self, points: Points, ends: Numbers, least: int) -> dict[str, int]:
        """The words that ``least`` or more of such texts have, and how many have each."""
        starts, sizes, nodes = cut(points, *self._how)
        numbers, firsts = number_words(points, starts, sizes, nodes, len(self._dictionary.logs))
        having = count_holders(starts, numbers, ends, len(firsts))
        some = np.flatnonzero(having >= least)
        words = _pieces(points, starts[firsts[some]], sizes[firsts[some]])
        return dict(zip(words, having[some].tolist(), strict=True))


def _pieces(points: Points, starts: Numbers, sizes: Numbers) -> list[str]:
    text = (np.maximum(points, 1) - np.uint32(1)).tobytes().decode("utf-32-le", "surrogatepass")
    spans = zip(starts.tolist(), sizes.tolist(), strict=True)
    return [text[start : start + size] for start, size in spans]


@functools.cache
def character_kinds() -> Bytes:
    """The kind of each character number, 0 for what only separates."""
    kinds = np.zeros(POINTS, np.uint8)
    everything = "".join(map(chr, range(POINTS - 1)))
    for kind, pattern in _KINDS.items():
        for run in re.finditer(pattern, everything):
            kinds[run.start() + 1 : run.end() + 1] = kind
    return kinds


def _content(dictionary: Path) -> bytes:
    try:
        return dictionary.read_bytes()
    except OSError as error:
        raise ZongjieError(f"user dictionary {dictionary} cannot be read: {error.strerror}") from error


def _with_words(content: bytes, dictionary: Path) -> Dictionary:
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ZongjieError(f"user dictionary {dictionary} cannot be read as UTF-8 text: {error}") from error
    builder = DictionaryBuilder(characters=len(content))
    for number, line in enumerate(lines, 1):
        word, *rest = line.split()[:3] or [""]
        if not word:
            continue
        if rest and not _FREQUENCY.fullmatch(rest[0]) and len(rest) == 2:
            raise ZongjieError(
                f"user dictionary {dictionary}, line {number}: the frequency {rest[0]!r} is no whole "
                "number of at most nine digits; write: word [frequency] [tag]"
            )
        frequency = int(rest[0]) if rest and _FREQUENCY.fullmatch(rest[0]) else None
        builder.add(normalise(word), frequency)
    return builder.finish()
