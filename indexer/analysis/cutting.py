"""Kernels that cut text into words: runs of Han characters as jieba's search mode does, the rest by rule.

A run of Han characters is cut where the product of its words' frequencies is greatest (jieba's ``cut`` with
HMM off: no words are guessed that the dictionary does not have). Before each word of three or more
characters come the words of two, and of three, inside it. Of other scripts a run of letters and digits is
one word. See ``words`` for which character is what.

Formula: https://github.com/fxsjy/jieba, ``Tokenizer.calc``; compared with jieba in the tests.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from indexer.compiled import Bytes, Longs, Numbers, Points, kernel
from indexer.trie import child

__all__ = [
    "HAN",
    "LETTER",
    "LONE",
    "Doubles",
    "best_ends",
    "count_holders",
    "count_words",
    "cut",
    "node_of",
    "number_words",
]

Doubles = npt.NDArray[np.float64]

HAN, LONE, LETTER = 1, 2, 3
"""Kinds of characters: what jieba takes for Han, Han beyond it, letters and digits of other scripts."""


@kernel
def _mark_ends(  # noqa: PLR0913, PLR0917  plain arguments cost numba least
    points: Points,
    start: int,
    stop: int,
    first: Numbers,
    table: Longs,
    logs: Doubles,
    total: float,
    best: Doubles,
    ends: Numbers,
    words: Numbers,
) -> None:
    """For each place of a run of Han characters, where the word that begins there ends at best, and its node.

    ``best`` is scratch, ``ends`` and ``words`` are the answer; each is as long as the run and one more.
    """
    size = stop - start
    best[size] = 0.0
    for place in range(size - 1, -1, -1):
        node = int(first[points[start + place]])
        # A character that no word begins with stands alone, as if it had the frequency 1.
        score, end, word = -np.inf, place + 1, node
        k = place
        while node != 0:
            if logs[node] >= 0:
                value = logs[node] - total + best[k + 1]
                if value >= score:
                    score, end, word = value, k + 1, node
            k += 1
            if k == size:
                break
            node = child(first, table, node, points[start + k])
        best[place] = score if score > -np.inf else best[place + 1] - total
        ends[place], words[place] = end, word


@kernel
def best_ends(points: Points, first: Numbers, table: Longs, logs: Doubles, total: float) -> Numbers:
    """For each place of a run of Han characters, where the word that begins there ends at best."""
    ends = np.empty(len(points) + 1, np.int32)
    best = np.empty(len(points) + 1, np.float64)
    _mark_ends(points, 0, len(points), first, table, logs, total, best, ends, ends.copy())
    return ends[: len(points)]


@kernel
def node_of(points: Points, first: Numbers, table: Longs) -> int:
    """The node at which a word ends, or 0."""
    node = 0
    for k in range(len(points)):
        node = child(first, table, node, points[k])
        if node == 0:
            break
    return node


@kernel
def _longest_run(points: Points, kinds: Bytes) -> int:
    longest = size = 0
    for point in points:
        size = size + 1 if kinds[point] == HAN else 0
        longest = max(longest, size)
    return longest


@kernel
def cut(
    points: Points, kinds: Bytes, first: Numbers, table: Longs, logs: Doubles, total: float
) -> tuple[Numbers, Numbers, Numbers]:
    """The words of a text: where each starts, its length, and its node in the dictionary or 0.

    ``kinds`` tells the kind of each character number. Words stand in the order of the text, those inside
    another before it.
    """
    starts = np.empty(2 * len(points), np.int32)  # a word of n characters gives at most 2n - 2
    sizes = np.empty(2 * len(points), np.int32)
    nodes = np.empty(2 * len(points), np.int32)
    longest = _longest_run(points, kinds)
    best = np.empty(longest + 1, np.float64)
    ends, words = np.empty(longest + 1, np.int32), np.empty(longest + 1, np.int32)
    count = place = 0
    while place < len(points):
        kind = kinds[points[place]]
        if kind == 0:
            place += 1
            continue
        stop = place + 1
        if kind != LONE:
            while stop < len(points) and kinds[points[stop]] == kind:
                stop += 1
        if kind != HAN:
            starts[count], sizes[count], nodes[count] = place, stop - place, 0
            count += 1
            place = stop
            continue
        _mark_ends(points, place, stop, first, table, logs, total, best, ends, words)
        at = place
        while at < stop:
            size = ends[at - place] - (at - place)
            for inner in range(2, min(size, 4)):
                for k in range(at, at + size - inner + 1):
                    node = node_of(points[k : k + inner], first, table)
                    if node != 0 and logs[node] >= 0:
                        starts[count], sizes[count], nodes[count] = k, inner, node
                        count += 1
            starts[count], sizes[count], nodes[count] = at, size, words[at - place]
            count += 1
            at += size
        place = stop
    return starts[:count].copy(), sizes[:count].copy(), nodes[:count].copy()


@kernel
def _same(points: Points, one: int, other: int, size: int) -> bool:
    same = True
    for k in range(size):
        same = same and points[one + k] == points[other + k]
    return same


@kernel
def number_words(
    points: Points, starts: Numbers, sizes: Numbers, nodes: Numbers, known: int
) -> tuple[Numbers, Numbers]:
    """Numbers the words of a text in the order in which they come, equal ones alike.

    ``known`` is how many nodes the dictionary has; words beyond it are compared by their characters.
    Returns the number of each word, and for each number the first word that has it.
    """
    by_node = np.full(known, -1, np.int32)
    others = 0
    for node in nodes:
        others += node == 0
    room = 16
    while room < 2 * others:
        room *= 2
    table = np.full(room, -1, np.int32)
    numbers = np.empty(len(nodes), np.int32)
    firsts = np.empty(len(nodes), np.int32)
    count = 0
    for word in range(len(nodes)):
        node = nodes[word]
        if node != 0:
            number = by_node[node]
            if number < 0:
                number = count
                by_node[node] = count
        else:
            start, size = starts[word], sizes[word]
            slot = np.int64(size)
            for k in range(size):
                slot = slot * 1000003 ^ np.int64(points[start + k])
            slot &= room - 1
            while table[slot] >= 0:
                before = firsts[table[slot]]
                if sizes[before] == size and _same(points, starts[before], start, size):
                    break
                slot = (slot + 1) & (room - 1)
            number = table[slot]
            if number < 0:
                number = count
                table[slot] = count
        numbers[word] = number
        if number == count:
            firsts[count] = word
            count += 1
    return numbers, firsts[:count].copy()


@kernel
def count_words(starts: Numbers, borders: Numbers) -> Numbers:
    """How many words begin before each of the ascending ``borders`` and not before the one before it."""
    counts = np.zeros(len(borders), np.int32)
    slot = 0
    for start in starts:
        while start >= borders[slot]:
            slot += 1
        counts[slot] += 1
    return counts


@kernel
def count_holders(starts: Numbers, numbers: Numbers, borders: Numbers, distinct: int) -> Numbers:
    """How many texts have each of the ``distinct`` words; ``borders`` are where the texts end, ascending."""
    holders = np.zeros(distinct, np.int32)
    last = np.full(distinct, -1, np.int32)
    text = 0
    for word in range(len(numbers)):
        while starts[word] >= borders[text]:
            text += 1
        number = numbers[word]
        if last[number] != text:
            last[number] = text
            holders[number] += 1
    return holders
