"""Where a word of two characters stands in a text without being one of its words.

处理 stands in 待处理. Most words that people type have two characters, and for those the places of their gram
are many. So a segment keeps for each such word the documents that have it *hidden*: literally, but in no
field as a word. With the word's postings they are all documents that have it literally.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from indexer.compiled import Array, Longs, Numbers, Shorts, kernel
from indexer.engines.embedded.gallop import gallop
from indexer.engines.embedded.segments.lexicon import decode
from indexer.engines.embedded.segments.literals import first_from, gram_key, slot_of
from indexer.engines.embedded.segments.packing import FIELDS

__all__ = ["WHOLE", "counts_of", "hidden_arrays", "with_hidden"]

WHOLE = 2
"""Characters of the words for which hidden documents are kept."""


def hidden_arrays(words: Iterable[bytes], arrays: dict[str, Array]) -> dict[str, Array]:
    """The hidden documents of all words of a dictionary, given the arrays of its postings and grams."""
    keys = np.array([_key(decode(word)) for word in words], np.int64)
    offsets, docs = _find_hidden(
        keys,
        *(arrays[f"word.{name}"] for name in ("postings", "docs")),
        *(arrays[f"gram.{name}"] for name in ("keys", "offsets", "positions", "slots", "blocks")),
    )
    return {"hidden.offsets": offsets, "hidden.docs": docs}


def _key(word: str) -> int:
    return int(gram_key(ord(word[0]) + 1, ord(word[1]) + 1)) if len(word) == WHOLE else -1


@kernel
def _find_hidden(
    words: Longs,
    postings: Longs,
    docs: Numbers,
    keys: Longs,
    offsets: Numbers,
    positions: Numbers,
    slots: Numbers,
    blocks: Numbers,
) -> tuple[Longs, Numbers]:
    """Offsets and documents of each word, given its key; one without a key has none."""
    ends = np.zeros(len(words) + 1, np.int64)
    found = np.empty(1024, np.int32)
    count = 0
    for word in range(len(words)):
        gram = first_from(keys, words[word]) if words[word] >= 0 else len(keys)
        if gram < len(keys) and keys[gram] == words[word]:
            at, end, beyond = postings[word], postings[word + 1], -1
            for p in range(offsets[gram], offsets[gram + 1]):
                if positions[p] < beyond:  # still in the document of the place before
                    continue
                document = slot_of(positions[p], slots, blocks) // FIELDS
                beyond = slots[FIELDS * (document + 1)]
                while at < end and docs[at] < document:
                    at += 1
                if at < end and docs[at] == document:
                    continue
                if count == len(found):
                    grown = np.empty(2 * count, np.int32)
                    grown[:count] = found
                    found = grown
                found[count] = document
                count += 1
        ends[word + 1] = count
    return ends, found[:count].copy()


@kernel
def with_hidden(
    docs: Numbers,
    counts: Shorts,
    start: int,
    end: int,
    hidden: Numbers,
    other: int,
    stop: int,
    documents: int,
) -> tuple[Numbers, Shorts]:
    """All documents with a word, given the slices of its postings and of the hidden ones; frequencies.

    What is hidden counts as once in the text. Raises ValueError for a document that does not exist.
    """
    found = np.empty(end - start + stop - other, np.int32)
    packed = np.empty(len(found), np.uint16)
    for k in range(len(found)):
        if other == stop or (start < end and docs[start] < hidden[other]):
            found[k], packed[k] = docs[start], counts[start]
            start += 1
        else:
            found[k], packed[k] = hidden[other], 1
            other += 1
        if found[k] < 0 or found[k] >= documents:
            raise ValueError("document out of range")
    return found, packed


@kernel
def counts_of(found: Numbers, docs: Numbers, counts: Shorts, start: int, end: int, bits: int) -> Shorts:
    """The frequencies of a word in documents that have it literally, given the slice of its postings.

    Where it is no word of a field of ``bits`` it counts as once in the text.
    """
    packed = np.ones(len(found), np.uint16)
    for k in range(len(found)):
        start = gallop(docs, start, end, found[k])
        if start == end:
            break
        if docs[start] == found[k] and counts[start] & bits != 0:
            packed[k] = counts[start] & bits
    return packed
