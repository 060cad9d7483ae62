"""The words of an index that a cluster holds: what planning and suggesting need, without postings.

A vocabulary is the part of a segment that has to do with words and suggestions, in the same format (see
``container``), kept beside the documents as bytes. Every load leaves one; an index may have several, as it
may have several segments, and they are used together in the same way.

    word.blob .offsets        u1 i8   dictionary of all words
    word.holders              i4      passages that have the word in each field, 4 a word
    word.passages             i4      passages that have it in any field
    suggest.*                         titles, headings and an order by initials (see ``completions``)

Passages that are deleted later stay counted until the index is built anew.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from indexer.compiled import Array, Longs, Numbers
from indexer.engines.embedded.segments.batch import Batch
from indexer.engines.embedded.segments.completions import completion_arrays, stored_phrases
from indexer.engines.embedded.segments.container import Container, container_bytes
from indexer.engines.embedded.segments.invert import count_fields, invert_words
from indexer.engines.embedded.segments.labels import read_lexicon
from indexer.engines.embedded.segments.lexicon import Lexicon, decode, encode, pack_terms
from indexer.engines.embedded.segments.packing import FIELDS
from indexer.engines.embedded.segments.phrases import Phrases, add_to_phrases

__all__ = ["Vocabulary", "VocabularyWriter"]

_COLUMNS = FIELDS + 1
"""Numbers that are kept of a word: passages that have it in each field, and in any."""


class VocabularyWriter:
    """Counts words, titles and headings of passages. Its memory grows with the different ones only."""

    def __init__(self) -> None:
        self.documents = 0
        """Passages so far."""
        self._numbers: dict[str, int] = {}
        self._counts = np.zeros((1 << 10, _COLUMNS), np.int32)
        self._phrases: dict[str, tuple[int, int]] = {}

    def add(self, batch: Batch) -> None:
        """Counts the passages of a batch; of the batch itself nothing is kept."""
        # Copies: kernels are compiled for arrays that may be written.
        tokens, token_counts = np.array(batch.tokens, np.int32), np.array(batch.token_counts, np.int32)
        offsets, _, packed = invert_words(tokens, token_counts, len(batch.words))
        counts = np.empty((len(batch.words), _COLUMNS), np.int32)
        counts[:, :FIELDS] = count_fields(offsets, packed).reshape(-1, FIELDS)
        counts[:, FIELDS] = np.diff(offsets)
        self._add(batch.words, counts, batch.phrases, len(batch))

    def add_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Counts the passages of another vocabulary: several become one. Raises IndexDamaged."""
        places = np.arange(len(vocabulary.words))
        counts = np.column_stack([vocabulary.holders, vocabulary.holding(places)])
        words = list(map(decode, vocabulary.words))
        self._add(words, counts, stored_phrases(vocabulary.file), vocabulary.documents)

    def _add(self, words: list[str], counts: Numbers, phrases: Phrases, documents: int) -> None:
        known = self._numbers
        numbers = np.array([known.setdefault(word, len(known)) for word in words], np.int64)
        if len(known) > len(self._counts):
            grown = np.zeros((2 * len(known), _COLUMNS), np.int32)
            grown[: len(self._counts)] = self._counts
            self._counts = grown
        self._counts[numbers] += counts  # no word occurs twice in a batch
        add_to_phrases(self._phrases, phrases)
        self.documents += documents

    def to_bytes(self) -> bytes:
        """The vocabulary of all that was added, as ``Vocabulary`` opens it."""
        words = sorted((encode(word), number) for word, number in self._numbers.items())
        counts = self._counts[np.array([number for _, number in words], np.int64)]
        passages = counts[:, FIELDS].copy()
        blob, offsets = pack_terms([word for word, _ in words])
        arrays: dict[str, Array] = {
            "word.blob": blob,
            "word.offsets": offsets,
            "word.holders": counts[:, :FIELDS].ravel(),
            "word.passages": passages,
        }
        lexicon, holders = Lexicon(blob, offsets), passages.astype(np.int64)
        arrays |= completion_arrays(self._phrases, lexicon, holders, self.documents)
        return container_bytes(arrays, {"documents": self.documents})


class Vocabulary:
    """An open vocabulary (see ``Worded``). Safe to share between threads: nothing in it ever changes."""

    def __init__(self, content: bytes, name: str) -> None:
        """Opens and verifies the bytes that a ``VocabularyWriter`` gave; ``name`` is for messages.

        Raises IndexDamaged where a byte is altered, IndexOutdated where another version has written them.
        """
        self.file = Container(Path(name), content)
        self.file.verify_all()
        documents = self.file.meta.get("documents")
        if not isinstance(documents, int) or documents < 0:
            raise self.file.damaged("it does not say how many passages it has")
        self.documents = documents
        self.words = read_lexicon(self.file, "word")
        holders: Numbers = self.file.array("word.holders", "<i4")
        self._passages: Numbers = self.file.array("word.passages", "<i4")
        if len(holders) != FIELDS * len(self.words) or len(self._passages) != len(self.words):
            raise self.file.damaged("its words and their counts do not fit")
        self.holders: Numbers = holders.reshape(-1, FIELDS)
        """How many passages have each word in each field: a row of FIELDS numbers a word."""

    def holding(self, places: Longs) -> Longs:
        """How many passages have each of the words of these places in any field."""
        return self._passages[places].astype(np.int64)
