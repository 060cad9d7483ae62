"""What a segment's suggestions are found by: its titles and headings, and an order by initials.

    suggest.blob .offsets     u1 i8   dictionary of titles and headings (see phrases)
    suggest.counts            i4      passages that have each as title and as heading, 2 a text
    suggest.keys .starts      i4 i4   the keys that occur, ascending, and the slices of their entries
    suggest.order             i4      the entries of each key

An entry is a number: that of a text, or, from the number of texts on, that of a word in the dictionary of
all words. Words are entries where they are Chinese, of two characters at least, and not rare.

The key of an entry is made of its first three characters that count (see ``analysis.sounds``): for each six
bits with its class, which is the initial letter of its reading, a Latin letter, or a digit. An entry with
several readings stands under several keys. So whatever is typed, characters, syllables or initials, is
found among the entries of a few keys.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from indexer.analysis.sounds import LETTERS, OTHER, sounds
from indexer.compiled import Array, Bytes, Longs, Numbers, Points, kernel
from indexer.engines.embedded.segments.container import Container
from indexer.engines.embedded.segments.labels import read_lexicon
from indexer.engines.embedded.segments.lexicon import Lexicon, decode, encode, pack_terms, point_at
from indexer.engines.embedded.segments.phrases import Phrases

__all__ = ["CLASS_BITS", "KEY_CLASSES", "completion_arrays", "read_phrases", "stored_phrases"]

KEY_CLASSES = 3
CLASS_BITS = 6

_RARE = 10_000
"""A word is rare if fewer than one passage in so many has it, or only one at all."""


def completion_arrays(phrases: Phrases, words: Lexicon, holders: Longs, documents: int) -> dict[str, Array]:
    """The arrays of suggestions, given titles and headings, all words, and how many passages have each."""
    texts = sorted((encode(text), counts) for text, counts in phrases.items())
    blob, offsets = pack_terms([text for text, _ in texts])
    own = sounds()
    every = np.ones(len(texts), np.bool_)
    least = max(2, documents // _RARE)
    chosen = _chinese_words(words.blob, words.offsets, holders, least)
    of_texts = _keys_of(blob, offsets, every, own.fold, own.classes)
    of_words = _keys_of(words.blob, words.offsets, chosen, own.fold, own.classes)
    keys = np.concatenate([of_texts[0], of_words[0]])
    entries = np.concatenate([of_texts[1], of_words[1] + np.int32(len(texts))])
    order = np.lexsort((entries, keys))
    known, starts = np.unique(keys[order], return_index=True)
    return {
        "suggest.blob": blob,
        "suggest.offsets": offsets,
        "suggest.counts": np.array([counts for _, counts in texts], np.int32).ravel(),
        "suggest.keys": known.astype(np.int32),
        "suggest.starts": np.append(starts, len(order)).astype(np.int32),
        "suggest.order": entries[order],
    }


def read_phrases(file: Container) -> tuple[Lexicon, Numbers]:
    """All titles and headings, and a row for each: passages that have it as either. Raises IndexDamaged."""
    texts, counts = read_lexicon(file, "suggest"), file.array("suggest.counts", "<i4")
    if len(counts) != 2 * len(texts):
        raise file.damaged("its suggestions and their counts do not fit")
    return texts, counts.reshape(-1, 2)


def stored_phrases(file: Container) -> Phrases:
    """The titles and headings of a segment, with their counts. Raises IndexDamaged."""
    texts, counts = read_phrases(file)
    pairs = zip(counts[:, 0].tolist(), counts[:, 1].tolist(), strict=True)
    try:
        return dict(zip(map(decode, texts), pairs, strict=True))
    except UnicodeDecodeError as error:
        raise file.damaged("its suggestions are no texts") from error


@kernel
def _chinese_words(blob: Bytes, offsets: Longs, holders: Longs, least: int) -> npt.NDArray[np.bool_]:
    """Which words are made of two ideographs or more and are in ``least`` passages."""
    chosen = np.zeros(len(offsets) - 1, np.bool_)
    for word in range(len(chosen)):
        p, stop, size = offsets[word], offsets[word + 1] - 1, 0
        while p < stop and holders[word] >= least:
            point, p = point_at(blob, p, stop)
            if not (0x3400 <= point <= 0x9FFF or 0x20000 <= point <= 0x3FFFF):
                size = 0
                break
            size += 1
        chosen[word] = size >= 2
    return chosen


@kernel
def _keys_of(
    blob: Bytes,
    offsets: Longs,
    chosen: npt.NDArray[np.bool_],
    fold: Points,
    classes: Longs,
) -> tuple[Numbers, Numbers]:
    """Keys and numbers of the chosen terms; a term has a key for each way to read its first characters."""
    keys, terms = np.empty(1024, np.int32), np.empty(1024, np.int32)
    count = 0
    for term in range(len(chosen)):
        if not chosen[term]:
            continue
        partial = np.zeros(1, np.int64)
        p, stop, size = offsets[term], offsets[term + 1] - 1, 0
        while p < stop and size < KEY_CLASSES:
            point, p = point_at(blob, p, stop)
            if point < len(fold):
                point = fold[point]
            if point == 0:
                continue
            own = classes[point] if point < len(classes) else 1 << OTHER
            size += 1
            partial = _extended(partial, own, CLASS_BITS * (KEY_CLASSES - size))
        if count + len(partial) > len(keys):
            keys, terms = _grown(keys), _grown(terms)
        for key in partial:
            keys[count], terms[count] = key, term
            count += 1
    return keys[:count].copy(), terms[:count].copy()


@kernel
def _extended(partial: Longs, classes: int, shift: int) -> Longs:
    """Each key with each of the classes of the next character."""
    several = np.empty(len(partial) * LETTERS, np.int64)
    count = 0
    for key in partial:
        for one in range(OTHER + 1):
            if classes >> np.int64(one) & 1:
                several[count] = key | np.int64(one) << np.int64(shift)
                count += 1
    return several[:count].copy()


@kernel
def _grown(numbers: Numbers) -> Numbers:
    grown = np.empty(2 * len(numbers), np.int32)
    grown[: len(numbers)] = numbers
    return grown
