"""What to look for where too few passages have all words of a query: the same words, less strictly.

Only a query of nothing but plain typed words is relaxed; whoever writes an operator, a field or quotes means
it. Each step finds what the step before finds, and more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from whoosh import query

from indexer.model import TEXT_FIELDS
from indexer.query.hints import without_fillers
from indexer.query.nodes import AtLeast
from indexer.query.parser import ParsedQuery

__all__ = ["Relaxed", "is_long", "relax"]

MAX_WORDS = 48
"""Words that a relaxed query looks for; of more, as in a pasted paragraph, the rarest are taken."""

_NOTHING = query.NullQuery
"""What stands for the strict query of a long text: whatever has all of its words has the rarest of them."""

MAX_NAMED = 6
"""Words that a note names."""

Frequencies = Callable[[Sequence[str]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A relaxed query. ``note`` says in Chinese what was relaxed.

    ``words`` is the same without what only the strict query finds: cheaper, and nearly all of it.
    """

    query: ParsedQuery
    words: ParsedQuery
    note: str


def relax(parsed: ParsedQuery, frequencies: Frequencies) -> Iterator[Relaxed]:
    """The steps, strictest first: without fillers; most of the words; any of the rarer half of
    them; any of them.

    ``frequencies`` tells how many passages have each of some words. A word that none has is never needed.
    """
    typed = list(dict.fromkeys(parsed.words))
    telling = without_fillers(typed)
    holders = dict(zip(telling, frequencies(telling), strict=True))
    rarest = sorted((word for word in telling if holders[word]), key=holders.__getitem__)[:MAX_WORDS]
    words = [word for word in telling if word in set(rarest)]
    if not words:
        return
    most = -(-2 * len(words) // 3)
    rarer = rarest[: -(-len(rarest) // 2)]
    unneeded = [word for word in typed if word not in holders or not holders[word]]
    steps = [
        (len(words), words, f"已不要求含有{_named(unneeded)}"),
        (most, words, f"已放宽为含有大部分词（{len(words)}个中至少{most}个）"),
        (1, rarer, f"已放宽为含有较少见的词：{_named(rarer)}"),
        (1, words, f"已放宽为含有任何一个词：{_named(words)}"),
    ]
    strict = _NOTHING if is_long(parsed) else parsed.tree
    for least, needed, note in steps[0 if unneeded else 1 :]:
        whole, bare = (AtLeast(one, TEXT_FIELDS, words, needed, least) for one in (strict, _NOTHING))
        yield Relaxed(
            replace(parsed, tree=whole), replace(parsed, tree=bare), f"含有全部词的段落太少，{note}。"
        )


def is_long(parsed: ParsedQuery) -> bool:
    """Whether so much was typed, or pasted, that it is only looked for by its rarest words."""
    return len(set(parsed.words)) > MAX_WORDS


def _named(words: Sequence[str]) -> str:
    return "、".join(f"“{word}”" for word in words[:MAX_NAMED]) + ("等" if len(words) > MAX_NAMED else "")
