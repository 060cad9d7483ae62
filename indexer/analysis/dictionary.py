"""jieba's dictionary, with the words of a user added, in the form in which text is cut by it.

It is read from the text file that the package jieba ships, in a tenth of a second, so no file of our own
can grow stale. Frequencies are jieba's: they and their sum decide where a text is cut.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from indexer.analysis.cutting import Doubles, best_ends, node_of
from indexer.compiled import Longs, Numbers, Points, kernel
from indexer.errors import ZongjieError
from indexer.trie import Trie, grow, new_trie, points_of

__all__ = ["Dictionary", "DictionaryBuilder", "jieba_dictionary", "jieba_file", "word_ends"]

_NODES = 1 << 19
"""Room for all prefixes of jieba's own words, about 498,000."""

_BLANK, _LINE_END, _ZERO, _NINE = 32, 10, 48, 57


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary to cut by.

    ``logs`` has for each node of the trie the logarithm of the frequency of the word that ends there, and
    -1 where none does; ``log_total`` is that of the sum of all frequencies.
    """

    trie: Trie
    logs: Doubles
    log_total: float


class DictionaryBuilder:
    """Begins with jieba's dictionary and takes further words. Raises ZongjieError where there is no jieba."""

    def __init__(self, characters: int = 0) -> None:
        """``characters`` is how many the words to be added have in all."""
        self._trie = new_trie(_NODES + characters)
        self._logs = np.full(_NODES + characters, -1.0)
        lines = np.frombuffer(jieba_file().decode("utf-8").encode("utf-32-le"), np.uint32)
        self._nodes, self._total = _add_lines(lines, *self._trie, self._logs)

    def add(self, word: str, frequency: int | None = None) -> None:
        """Adds a word, or gives it another frequency; by default one that keeps it whole, as jieba does."""
        found = self._suggested(word) if frequency is None else frequency
        node, self._nodes = grow(*self._trie, self._nodes, points_of(word))
        self._logs[node] = math.log(found) if found > 0 else -1.0
        self._total += found

    def _suggested(self, word: str) -> int:
        """jieba's ``suggest_freq``: a little more than its pieces side by side would have."""
        share, start = 1.0, 0
        ends = best_ends(points_of(word), *self._trie, self._logs, math.log(self._total)).tolist()
        while start < len(word):
            share *= self._frequency(word[start : ends[start]]) / self._total
            start = ends[start]
        return max(int(share * self._total) + 1, self._frequency(word))

    def _frequency(self, word: str) -> int:
        """jieba's ``FREQ.get(word, 1)``."""
        node = node_of(points_of(word), *self._trie)
        return 1 if node == 0 else round(math.exp(self._logs[node])) if self._logs[node] >= 0 else 0

    def finish(self) -> Dictionary:
        """The dictionary of all words so far."""
        return Dictionary(self._trie, self._logs, math.log(self._total))


@functools.cache
def jieba_dictionary() -> Dictionary:
    """The dictionary without any words of a user. Raises ZongjieError where there is no jieba."""
    return DictionaryBuilder().finish()


def word_ends(text: str) -> list[int]:
    """Where the words of a text end if it is cut into whole words, by jieba's own dictionary."""
    known, start, found = jieba_dictionary(), 0, list[int]()
    ends = best_ends(points_of(text), *known.trie, known.logs, known.log_total).tolist()
    while start < len(text):
        start = ends[start]
        found.append(start)
    return found


def jieba_file() -> bytes:
    """jieba's dictionary: a word, a frequency and a tag a line. Raises ZongjieError where there is none."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ZongjieError("the package jieba is missing; install what the project needs: scripts/setup")
    return (Path(spec.submodule_search_locations[0]) / "dict.txt").read_bytes()


@kernel
def _add_lines(lines: Points, first: Numbers, table: Longs, logs: Doubles) -> tuple[int, int]:
    """Adds the words of the lines of a dictionary file to an empty trie.

    Returns how many nodes it has then, and the sum of the frequencies.
    """
    nodes, total, place = 1, 0, 0
    while place < len(lines):
        start = place
        while place < len(lines) and lines[place] != _BLANK and lines[place] != _LINE_END:
            place += 1
        word = lines[start:place] + np.uint32(1)
        place += 1
        frequency = 0
        while place < len(lines) and _ZERO <= lines[place] <= _NINE:
            frequency = 10 * frequency + int(lines[place]) - _ZERO
            place += 1
        while place < len(lines) and lines[place] != _LINE_END:
            place += 1
        place += 1
        if len(word) > 0:
            node, nodes = grow(first, table, nodes, word)
            logs[node] = math.log(frequency) if frequency > 0 else -1.0
            total += frequency
    return nodes, total
