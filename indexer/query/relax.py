"""What to look for where too few passages have all words of a query: the same words, less strictly.

Only a query of nothing but plain typed words is relaxed; whoever writes an operator, a field or quotes means
it. Each step finds what the step before finds, and more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from whoosh import query

from indexer.messages import Message
from indexer.model import TEXT_FIELDS
from indexer.query.hints import without_fillers
from indexer.query.nodes import AtLeast, Run
from indexer.query.parser import ParsedQuery, leaves

__all__ = ["Step", "is_long", "relax"]

MAX_WORDS = 48
"""Words that a relaxed query looks for; of more, as in a pasted paragraph, the rarest are taken."""

_NOTHING = query.NullQuery
"""What stands for the strict query of a long text: whatever has all of its words has the rarest of them."""

MAX_NAMED = 6
"""Words that a note names."""

Frequencies = Callable[[Sequence[str]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of relaxing: the query to ask. ``note`` says in Chinese what was relaxed.

    ``words`` is the same without what only the strict query finds: cheaper, and nearly all of it.
    """

    query: ParsedQuery
    words: ParsedQuery
    note: Message


def relax(parsed: ParsedQuery, frequencies: Frequencies) -> Iterator[Step]:
    """The steps, strictest first: without fillers; most of the words; any of the rarer half; any of them.

    ``frequencies`` tells how many passages have each of some words. A word that none has is never needed.
    """
    typed = list(dict.fromkeys(parsed.words))
    telling = without_fillers(typed)
    holders = dict(zip(telling, frequencies(telling), strict=True))
    rarest = sorted((word for word in telling if holders[word]), key=holders.__getitem__)[:MAX_WORDS]
    kept = set(rarest)
    words = [word for word in telling if word in kept]
    dropped = [word for word in typed if word not in holders or not holders[word]]
    long = is_long(parsed)
    strict = _NOTHING if long else parsed.tree
    why = Message("文字较长，只按其中较少见的词查找") if long else Message("含有全部词的段落太少")
    without = Message("已不要求含有%(words)s", words=_named(dropped)) if dropped and not long else None
    amounts = list(_amounts(words, rarest, bool(dropped) or _has_wordless(parsed.tree)))
    # Most of a long text's words are in that text alone, so that is not asked for.
    for least, needed, note in amounts[-2:] if long else amounts:
        whole, bare = (AtLeast(one, TEXT_FIELDS, words, needed, least) for one in (strict, _NOTHING))
        yield Step(
            replace(parsed, tree=whole),
            replace(parsed, tree=bare),
            _sentence(why, without, note).about("relaxing"),
        )


def _sentence(*clauses: Message | None) -> Message:
    match [clause for clause in clauses if clause]:
        case [one]:
            return Message("%(one)s。", one=one)
        case [one, two]:
            return Message("%(one)s，%(two)s。", one=one, two=two)
        case [one, two, three]:
            return Message("%(one)s，%(two)s，%(three)s。", one=one, two=two, three=three)
    raise ValueError(f"a sentence has one to three clauses, not {len(clauses)}")


def _amounts(
    words: Sequence[str], rarest: Sequence[str], beside: bool
) -> Iterator[tuple[int, Sequence[str], Message | None]]:
    """How many of which words each step needs, and what to say of it; no two ask for the same.

    ``beside`` says that something else was typed, so that all of the words are less than that.
    """
    count, most, half = len(words), -(-2 * len(words) // 3), -(-len(words) // 2)
    if words and beside:
        yield count, words, None
    if most < count:
        yield (
            most,
            words,
            Message("已放宽，含有其中大部分词即可（%(count)d个中至少%(most)d个）", count=count, most=most),
        )
    if 1 < half < count:
        yield (
            1,
            rarest[:half],
            Message("已放宽，含有较少见的词中任何一个即可：%(words)s", words=_named(rarest[:half])),
        )
    if count > 1:
        yield 1, words, Message("已放宽，含有任何一个词即可：%(words)s", words=_named(words))


def _has_wordless(tree: Any) -> bool:
    """Whether a run of mere punctuation was typed, which would have to occur as it is."""
    return any(isinstance(leaf, Run) and not leaf.words for leaf in leaves(tree))


def is_long(parsed: ParsedQuery) -> bool:
    """Whether so much was typed, or pasted, that it is only looked for by its rarest words."""
    return len(set(parsed.words)) > MAX_WORDS


def _named(words: Sequence[str]) -> str:
    return "、".join(f"“{word}”" for word in words[:MAX_NAMED]) + ("等" if len(words) > MAX_NAMED else "")
