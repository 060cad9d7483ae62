"""Did you mean: queries near to one that found little, of which this index has clearly more.

Only plain words are corrected, in place: quotes, words with * or ~, and what stands behind a field or a NOT
mean what they say. A word is doubtful if it finds little by itself, whatever else is asked or chosen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from indexer.analysis import Analyser, normalise
from indexer.assist.spelling import Slip, Spelling, doubtful_run, likely_spellings
from indexer.engines.engine import Engine
from indexer.model import SearchRequest
from indexer.offers import Correction, Replacement
from indexer.query import SynonymRules, parse
from indexer.query.lexer import Kind, Token, tokenise

__all__ = ["FEW", "find_corrections"]

FEW = 3
"""A query or word that finds fewer passages may be misspelt."""

_OFFERED = 3
_MORE, _FAR_MORE = 3, 10
"""How many times as much a correction must find, if what was typed only stands apart, and if literally."""

_LONGEST = 12
"""Characters of a run that is corrected: a longer one is a question, which is answered by its words."""

_WORDS, _DOUBTFUL = 8, 3
"""Plain words of a query that is corrected (one with more is a text), and how many of them."""

_TRIED = 8
"""Spellings of a word that are looked up."""

_MARGIN = 5.0
"""By how much a spelling may be less likely than the best one, to be offered beside it."""

_SLACK = 6.0
"""By how much a spelling may be less likely than what was typed, where that stands nowhere."""

_PLAIN = re.compile(rf'(?!(?:AND|OR|NOT)$)[^\s"“”()\[\]*~:\-]{{2,{_LONGEST}}}')


class _Tried(NamedTuple):
    """A spelling of the plain word at ``start`` of the query, found literally in so many passages."""

    start: int
    spelling: Spelling
    literally: int

    @property
    def cost(self) -> float:
        return self.spelling.cost - math.log1p(self.literally)


def find_corrections(
    engine: Engine,
    analyser: Analyser,
    request: SearchRequest,
    total: int,
    rules: SynonymRules | None,
) -> tuple[Correction, ...]:
    """The best queries that may have been meant by one that ``total`` passages match as typed, best first.

    Each finds something where that finds nothing, and clearly more where it finds few; both are counted as
    they stand, not relaxed, with the synonyms of ``rules``.
    """
    if total >= FEW:
        return ()
    words = list(islice(_plain_words(request.query), _WORDS + 1))
    if len(words) > _WORDS:
        return ()
    doubtful = [(word, found) for word in words if (found := _count(engine, analyser, word.value)) < FEW]
    tried = [_spellings(engine, analyser, word, found) for word, found in doubtful[:_DOUBTFUL]]
    offered: list[Correction] = []
    for chosen in _combinations([spellings for spellings in tried if spellings]):
        query, replaced = _corrected(request.query, chosen)
        found = engine.count(replace(request, query=query), parse(query, analyser, rules))
        if found >= max(1, _MORE * total):
            offered.append(Correction(query, replaced, found))
        if len(offered) == _OFFERED:
            break
    return tuple(offered)


def _plain_words(typed: str) -> Iterator[Token]:
    """The words of a query that stand for themselves: in no field, not negated, no pattern."""
    groups: list[bool] = []
    bound = False  # by a field or a NOT just before
    for token in tokenise(typed)[0]:
        if token.kind in (Kind.FIELD, Kind.NOT):
            bound = True
            continue
        if token.kind is Kind.OPEN:
            groups.append(bound)
        elif token.kind is Kind.CLOSE:
            groups.pop()
        elif token.kind is Kind.WORD and not bound and not any(groups) and _PLAIN.fullmatch(token.value):
            yield token
        bound = False


def _spellings(engine: Engine, analyser: Analyser, word: Token, found: int) -> list[_Tried]:
    """How a word may have been meant that finds few passages, best first."""
    run = normalise(word.value)
    words = {word for word in analyser.words(run) if len(word) > 1}
    doubtful = doubtful_run(run, [word for word in words if found or _literally(engine, analyser, word)])
    if found and not doubtful.loose:
        return []  # words of the dictionary that are rare here
    written = bool(found) and _literally(engine, analyser, run) > 0
    spellings = likely_spellings(doubtful, engine.near_words(doubtful), slack=0.0 if written else _SLACK)
    needed = max(1, (_FAR_MORE if written else _MORE) * found)
    tried: list[_Tried] = []
    for spelling in spellings[:_TRIED]:
        if any(set(one.spelling.slips) < set(spelling.slips) for one in tried):
            continue  # a further slip beside those that explain enough
        meant = spelling.apply(run)
        literally = _literally(engine, analyser, meant)
        scattered = not (spelling.grave or any(one.literally for one in tried))
        if literally >= needed or (scattered and _count(engine, analyser, meant) >= needed):
            tried.append(_Tried(word.start, spelling, literally))
    tried.sort(key=lambda one: one.cost)
    return [one for one in tried if one.cost <= tried[0].cost + _MARGIN][:_OFFERED]


def _literally(engine: Engine, analyser: Analyser, run: str) -> int:
    return _count(engine, analyser, f'"{run}"')


def _count(engine: Engine, analyser: Analyser, query: str) -> int:
    return engine.count(SearchRequest(), parse(query, analyser))


def _combinations(tried: Sequence[Sequence[_Tried]]) -> Iterator[list[_Tried]]:
    """One spelling for each doubtful word: the best of all, then with another of one of them."""
    best = [spellings[0] for spellings in tried]
    if best:
        yield best
    others = [
        (one.cost - best[place].cost, place, one) for place, all_ in enumerate(tried) for one in all_[1:]
    ]
    for _, place, other in sorted(others, key=lambda other: other[:2]):
        yield [*best[:place], other, *best[place + 1 :]]


def _corrected(query: str, chosen: Sequence[_Tried]) -> tuple[str, tuple[Replacement, ...]]:
    """The query with the spellings in place, and which parts were replaced by what."""
    replaced: list[Replacement] = []
    slips = [
        Slip(one.start + start, one.start + end, meant)
        for one in chosen
        for start, end, meant in one.spelling.slips
    ]
    text = query
    for start, end, meant in sorted(slips, reverse=True):
        typed = query[start:end]
        put = meant.upper() if typed.isupper() else meant
        replaced.insert(0, Replacement(typed, put))
        text = text[:start] + put + text[end:]
    return text, tuple(replaced)
