"""Which words say something of a subject, and how often a passage has them for their own sake.

What kind of word it is comes from the tags of jieba's dictionary, by which texts are cut anyway, and from
``tables/stopwords.txt`` beside this module. A word of a user dictionary that jieba's has not is telling.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.resources import files

from indexer.analysis.dictionary import jieba_file

__all__ = ["counts_of_own", "rarity", "telling"]

_EMPTY = "mqrpcudftyeohk"
"""First letters of the tags of numerals, measures, pronouns, prepositions, conjunctions, particles, adverbs,
places, times, sounds and affixes; see the tags of ICTCLAS, which jieba uses."""

_LESSER = ("v", "vd", "vg", "vi", "vq", "a", "ad", "an", "b", "i", "l", "s", "z")
"""Tags of verbs, properties, idioms and phrases: they tell what is done more than what it is about."""

_LESS = 0.5

_HAN = re.compile(r"[\u4e00-\u9fd5]{3}")  # what is cut by the dictionary, and may hold words

_NO_SUBJECT = re.compile(r".|[0-9].*|x+|[一二两三四五六七八九十百千万亿零〇几第]+", re.DOTALL)
"""Single characters, numbers with or without a unit, and what is blacked out (xx)."""


@functools.lru_cache(1 << 16)
def telling(word: str) -> float:
    """How much a normalised word can say of a subject: 1 for names of things, less for what is done, or 0."""
    empty, lesser = _words_by_kind()
    if word in empty or _NO_SUBJECT.fullmatch(word):
        return 0.0
    return _LESS if word in lesser else 1.0


def rarity(holders: int, passages: int) -> float:
    """How rare a word is that so many of all passages have: the idf of BM25."""
    return math.log(1 + (passages - holders + 0.5) / (holders + 0.5))


def counts_of_own(words: Iterable[str]) -> Mapping[str, int]:
    """How often each word occurs, not counting where it stands inside a longer one.

    ``words`` are those of an Analyser, which gives with a longer word all words of two and of three
    characters inside it. A word that stands nowhere by itself is left out.
    """
    counts = Counter(words)
    for longer in sorted((word for word in counts if _HAN.match(word)), key=len, reverse=True):
        own = counts[longer]
        for size in range(2, min(len(longer), 4)):
            for start in range(len(longer) - size + 1):
                inner = longer[start : start + size]
                if inner in counts:
                    counts[inner] -= own
    return +counts


@functools.cache
def _words_by_kind() -> tuple[frozenset[str], frozenset[str]]:
    """The words that never tell a subject, and those that tell it less."""
    dictionary = jieba_file().decode("utf-8")
    lesser = re.findall(rf"^(\S\S+) \d+ (?:{'|'.join(_LESSER)})$", dictionary, re.MULTILINE)
    empty = re.findall(rf"^(\S\S+) \d+ [{_EMPTY}]", dictionary, re.MULTILINE)
    table = (files("indexer.assist") / "tables" / "stopwords.txt").read_text("utf-8")
    words = {word for line in table.splitlines() if not line.startswith("#") for word in line.split()}
    kept = {word[1:] for word in words if word.startswith("+")}
    return frozenset([*empty, *words]) - kept, frozenset(lesser)
