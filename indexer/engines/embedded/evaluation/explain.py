"""Where the score of one passage comes from, part by part.

Each node of the plan is evaluated again by itself, so an explanation tells no other story than the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import singledispatch

import numpy as np

from indexer.engines.embedded.evaluation.evaluate import match_node
from indexer.engines.embedded.evaluation.known import Here
from indexer.engines.embedded.evaluation.plan_nodes import (
    All,
    Any_,
    Node,
    OrElse,
    Preferring,
    Relaxed,
    RunOrWords,
    Text,
    WholeWord,
    Without,
    Word,
)
from indexer.engines.embedded.evaluation.rescoring import SIGNALS
from indexer.engines.embedded.segments.packing import field_count
from indexer.model import TEXT_FIELDS
from indexer.offers import Explanation

__all__ = ["explain_node", "explain_rescored"]

_FIELDS = dict(zip(TEXT_FIELDS, ("标题", "小标题", "正文", "合集"), strict=True))
_NAMES: Mapping[type, str] = {All: "全部", Any_: "任一", OrElse: "输入的词或近义词", Relaxed: "部分匹配"}


def explain_node(node: Node, here: Here, document: int) -> Explanation | None:
    """The part of a document's score that comes from a node; None where the document does not match it."""
    score = _score(node, here, document)
    if score is None:
        return None
    parts = tuple(_parts(node, here, document, score))
    return Explanation(_label(node, here, document), score, parts)


def explain_rescored(found: Explanation, added: Sequence[float], score: float) -> Explanation:
    """The same of one of the best matches, given what each of SIGNALS added and its score in the end."""
    parts = [found, *(Explanation(name, more) for name, more in zip(SIGNALS, added, strict=True) if more > 0)]
    return Explanation("得分", score, tuple(_with_rest(parts, score, "同篇的其他段落")))


def _score(node: Node, here: Here, document: int) -> float | None:
    docs, scores = match_node(node, here)
    place = int(np.searchsorted(docs, document))
    return float(scores[place]) if place < len(docs) and docs[place] == document else None


def _explained(nodes: Iterable[Node], here: Here, document: int) -> Iterator[Explanation]:
    for node in nodes:
        found = explain_node(node, here, document)
        if found is not None:
            yield found


def _with_rest(parts: list[Explanation], score: float, label: str) -> Iterator[Explanation]:
    """The parts, and what they leave of the score."""
    yield from parts
    rest = score - sum(part.score for part in parts)
    if rest > 1e-3 * abs(score):
        yield Explanation(label, rest)


@singledispatch
def _parts(node: Node, here: Here, document: int, score: float) -> Iterator[Explanation]:  # noqa: ARG001
    """The parts of a node's score; a leaf has none."""
    return iter(())


@_parts.register
def _(node: RunOrWords, here: Here, document: int, score: float) -> Iterator[Explanation]:
    words = list(_explained(node.words, here, document))
    return _with_rest(words, score, f"连续出现“{node.text.text}”，排在分散的词之前")


@_parts.register
def _(node: Relaxed, here: Here, document: int, score: float) -> Iterator[Explanation]:
    words = list(_explained(node.words, here, document))
    return _with_rest(words, score, "连续出现全部输入的字，排在其他段落之前")


@_parts.register
def _(node: OrElse, here: Here, document: int, score: float) -> Iterator[Explanation]:  # noqa: ARG001
    return _explained((node.wanted,), here, document)


@_parts.register(All)
@_parts.register(Any_)
def _(node: All | Any_, here: Here, document: int, score: float) -> Iterator[Explanation]:  # noqa: ARG001
    return _explained((*node.words, *node.others), here, document)


@_parts.register
def _(node: Without, here: Here, document: int, score: float) -> Iterator[Explanation]:  # noqa: ARG001
    return _explained((node.wanted,), here, document)


@_parts.register
def _(node: Preferring, here: Here, document: int, score: float) -> Iterator[Explanation]:  # noqa: ARG001
    return _explained((node.wanted, node.liked), here, document)


def _label(node: Node, here: Here, document: int) -> str:
    if isinstance(node, Word):
        return f"词“{node.text}”（{_places(node, here, document)}）"
    if isinstance(node, (Text, WholeWord)):
        return f"连续出现“{node.text}”"
    if isinstance(node, RunOrWords):
        return f"“{node.text.text}”"
    return _NAMES.get(type(node), "条件")


def _places(word: Word, here: Here, document: int) -> str:
    """How often a word occurs in each field of a document that has it."""
    lists = here.lists((word,))
    start, end = int(lists.starts[0]), int(lists.ends[0])
    place = start + int(np.searchsorted(lists.docs[start:end], document))
    packed = int(lists.counts[place]) & word.bits
    counts = [(name, field_count(packed, number)) for number, name in enumerate(_FIELDS.values())]
    return "、".join(f"{name}{count}次" for name, count in counts if count)
