"""What a text looks like as a whole, in words of the table of roles: how long it is, what it is full of."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.compiled import Points, kernel

__all__ = ["names_of", "traits_of"]

_NAMES = ("数字多", "要字多", "要字少", "短文")
"""The traits, one a bit from the lowest on, as the table calls them."""

_FEW, _SHORT = 40, 150
"""The characters that a short text has, from and to. Fewer say nothing but their words."""

# As points, see ``trie.points_of``.
_ZERO, _NINE = ord("0") + 1, ord("9") + 1
_DEMAND = ord("要") + 1
_BEFORE = tuple(ord(character) + 1 for character in "主需重只必")
"""Before 要, these make a word of it that demands nothing."""


def names_of(traits: int) -> Sequence[str]:
    """What the table calls these traits."""
    return [name for bit, name in enumerate(_NAMES) if traits >> bit & 1]


@kernel
def traits_of(points: Points) -> int:
    """The traits of a normalised text, a bit each; `names_of` has their names.

    Of 100 characters, more than 4 are digits; of 1000, at least 9 are 要, or fewer than 3.
    """
    digits = demands = 0
    for k in range(len(points)):
        if _ZERO <= points[k] <= _NINE:
            digits += 1
        elif points[k] == _DEMAND:
            demands += k == 0 or points[k - 1] not in _BEFORE
    length = len(points)
    traits = 0
    if 25 * digits > length:
        traits |= 1
    if length >= _FEW:
        if 1000 * demands >= 9 * length:
            traits |= 2
        if 1000 * demands < 3 * length:
            traits |= 4
        if length <= _SHORT:
            traits |= 8
    return traits
