"""What people type before they have typed it all: beginnings of titles, headings and words, in many ways.

Each stands for as many keystrokes as were made: characters, syllables, initials, or a mixture, cut off
anywhere. ``ways`` of a text are drawn by chance, so short and long, common and rare ones are all asked.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from indexer.analysis.pinyin import pinyin

__all__ = ["typed_texts"]

_LONGEST = 12
"""Characters of a text that are typed at most."""


def typed_texts(texts: Sequence[str], number: int, *, seed: int = 7) -> list[str]:
    """So many typed texts, beginnings of the given ones. A third are one or two keystrokes."""
    dice = random.Random(seed)
    typed: list[str] = []
    while len(typed) < number:
        text = dice.choice(texts)[: dice.randint(1, _LONGEST)]
        way = dice.choice((_characters, _syllables, _initials, _mixture))
        keys = "".join(way(dice, char) for char in text)
        short = dice.random() < 1 / 3
        keys = keys[: dice.randint(1, 2)] if short else keys[: dice.randint(1, len(keys))] if keys else ""
        if keys.strip():
            typed.append(keys)
    return typed


def _characters(_: random.Random, char: str) -> str:
    return char


def _syllables(dice: random.Random, char: str) -> str:
    readings = pinyin().readings(char)
    return dice.choice(readings) if readings else char


def _initials(dice: random.Random, char: str) -> str:
    return _syllables(dice, char)[:1]


def _mixture(dice: random.Random, char: str) -> str:
    return dice.choice((_characters, _syllables, _initials))(dice, char)
