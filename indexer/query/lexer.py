"""A typed query cut into tokens, and what could not be read as an operator turned into text.

The only place that knows how the language looks. Whoosh's parser gets the tokens as its syntax nodes (see
``parser``) and does the rest: grouping, fields, operators. Nothing here raises; what was cut or
reinterpreted is said in a note, a sentence in Chinese for the person who typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from indexer.analysis import fold_width, normalise
from indexer.messages import Message

__all__ = [
    "FIELD_NAMES",
    "MAX_CLAUSES",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_PATTERNS",
    "Kind",
    "Token",
    "tokenise",
]

MAX_LENGTH = 2_000
"""Characters of a query that are read."""

MAX_CLAUSES = 64
"""Words, quotes and ranges of a query that are read."""

MAX_PATTERNS = 8
"""Words with * or ~ of a query that are read: each may stand for many words."""

MAX_DEPTH = 16
"""Brackets within brackets that are read."""

FIELD_NAMES = {
    "标题": "title",
    "title": "title",
    "合集": "collection",
    "collection": "collection",
    "正文": "text",
    "text": "text",
    "体裁": "genre",
    "genre": "genre",
    "领域": "domain",
    "domain": "domain",
    "章节": "section",
    "section": "section",
    "年份": "year",
    "year": "year",
}
"""What may stand before a colon, normalised, and the passage field it names."""


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    QUOTE = "quote"
    RANGE = "range"
    FIELD = "field"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"


_OPERANDS = frozenset({Kind.WORD, Kind.QUOTE, Kind.RANGE})
_STARTS = _OPERANDS | {Kind.FIELD, Kind.OPEN, Kind.NOT}
_ENDS = _OPERANDS | {Kind.CLOSE}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query: ``typed`` is how it looked (width folded), from ``start`` to ``end``.

    ``value`` is the text of a WORD or QUOTE and the passage field of a FIELD. ``low`` and ``high`` are the
    years of a RANGE, None where it is open.
    """

    kind: Kind
    typed: str
    start: int
    value: str = ""
    low: int | None = None
    high: int | None = None

    @property
    def end(self) -> int:
        """Where the token ends."""
        return self.start + len(self.typed)

    def as_word(self, more: str = "") -> Token:
        """The same characters, and ``more`` behind them, as plain text."""
        return Token(Kind.WORD, self.typed + more, self.start, self.typed + more)


_PREFIX = re.compile(
    r"(?P<not>-(?=[^\s\-]))|(?P<open>\((?!(?:[一二三四五六七八九十百]|\d){1,3}\)[^\s)]))|(?P<field>[^\W\d_]{2,10}):"
)
_RANGE = re.compile(r"\[\s*(\d{4})?\s*TO\s*(\d{4})?\s*\](?=[\s)]|$)")
_QUOTES = '"“”'
_QUOTE = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}](?=[\s){_QUOTES}]|$)")
_YEAR = re.compile(r"\d{4}")
_CHUNK = re.compile(r"\S+")


def tokenise(typed: str) -> tuple[list[Token], list[str]]:
    """The tokens of a query, and notes on what was cut or read as text."""
    notes: list[str] = []
    if len(typed) > MAX_LENGTH:
        notes.append(Message("查询超过%(most)d个字，只使用了前%(most)d个字。", most=MAX_LENGTH))
        typed = typed[:MAX_LENGTH]
    tokens = list(_scan(fold_width(typed), notes))
    for step in (
        _drop_empty_quotes,
        _pair_brackets,
        _check_operands,
        _limit_clauses,
        _limit_patterns,
        _limit_depth,
    ):
        tokens = step(tokens, notes)
    return tokens, list(dict.fromkeys(notes))


def _scan(text: str, notes: list[str]) -> Iterator[Token]:
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        for token in _next(text, position, notes):
            yield token
            position = token.end


def _next(text: str, position: int, notes: list[str]) -> Iterator[Token]:
    """The token at ``position``, which is no blank, and the brackets that close behind it."""
    if (found := _PREFIX.match(text, position)) and (prefix := _prefix(found)):
        yield prefix
    elif (found := _RANGE.match(text, position)) and (found[1] or found[2]):
        low, high = (int(year) if year else None for year in found.groups())
        if low is not None and high is not None and low > high:
            low, high = high, low
            notes.append(
                Message("年份范围的起止颠倒了，已按 %(low)s 至 %(high)s 年查找。", low=low, high=high)
            )
        yield Token(Kind.RANGE, found.group(), position, low=low, high=high)
    elif found := _QUOTE.match(text, position):
        yield Token(Kind.QUOTE, found.group(), position, found[1])
    else:
        chunk = _CHUNK.match(text, position)
        assert chunk is not None  # the character is no blank
        yield from _word(chunk.group(), position, notes)


def _prefix(found: re.Match[str]) -> Token | None:
    """An operator that may stand before its operand without a blank between: ``-``, ``(`` or a field."""
    if found["field"]:
        name = FIELD_NAMES.get(normalise(found["field"]))
        return Token(Kind.FIELD, found.group(), found.start(), name) if name else None
    return Token(Kind.NOT if found["not"] else Kind.OPEN, found.group(), found.start())


def _word(chunk: str, start: int, notes: list[str]) -> Iterator[Token]:
    """A run without blanks; brackets that close at its end are operators, those inside it are text."""
    if chunk in ("AND", "OR", "NOT"):
        yield Token(Kind[chunk], chunk, start)
        return
    if chunk[0] in _QUOTES:
        paired = any(quote in chunk[1:] for quote in _QUOTES)
        notes.append(
            Message("引号后面紧接着别的字，已按普通文字处理。")
            if paired
            else Message("引号没有成对，已按普通文字处理。")
        )
    word = chunk.rstrip(")")
    own = min(max(word.count("(") - word.count(")"), 0), len(chunk) - len(word))
    word = chunk[: len(word) + own]  # in "第(一)" the bracket at the end belongs to the word
    if word:
        yield Token(Kind.WORD, word, start, word)
    for offset in range(len(word), len(chunk)):
        yield Token(Kind.CLOSE, ")", start + offset)


def _drop_empty_quotes(tokens: list[Token], notes: list[str]) -> list[Token]:
    kept = [token for token in tokens if token.kind is not Kind.QUOTE or token.value.strip()]
    if len(kept) < len(tokens):
        notes.append(Message("引号里没有内容，已忽略。"))
    return kept


def _pair_brackets(tokens: list[Token], notes: list[str]) -> list[Token]:
    """Brackets without a partner become text again, glued to the word they touched; empty pairs go."""
    paired: set[int] = set()
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            opened.append(index)
        elif token.kind is Kind.CLOSE and opened:
            paired |= {index, opened.pop()}
    result: list[Token] = []
    for index, token in enumerate(tokens):
        lone = token.kind in (Kind.OPEN, Kind.CLOSE) and index not in paired
        if lone:
            notes.append(Message("括号没有成对，已按普通文字处理。"))
        previous = result[-1] if result else None
        if token.kind is Kind.CLOSE and not lone and previous and previous.kind is Kind.OPEN:
            result.pop()
        else:
            _append(result, token.as_word() if lone else token)
    return result


def _check_operands(tokens: list[Token], notes: list[str]) -> list[Token]:
    """Operators that lack an operand become text: "AND", "创新 OR", "NOT"."""
    result: list[Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1].kind if index + 1 < len(tokens) else None
        previous = result[-1] if result else None
        if token.kind in (Kind.AND, Kind.OR):
            stands = previous is not None and previous.kind in _ENDS and following in _STARTS
        elif token.kind is Kind.NOT:
            stands = following in _STARTS - {Kind.NOT}
        elif token.kind is Kind.FIELD:
            stands = _has_value(token, tokens[index + 1 : index + 2])
        elif token.kind is Kind.RANGE:
            stands = previous is not None and (previous.kind, previous.value) == (Kind.FIELD, "year")
        else:
            stands = True
        if not stands:
            notes.append(Message("“%(typed)s”在这里不起作用，已按普通文字处理。", typed=token.typed))
        _append(result, token if stands else token.as_word())
    return result


def _has_value(field: Token, following: list[Token]) -> bool:
    if not following or following[0].kind not in _OPERANDS | {Kind.OPEN}:
        return False
    value = following[0]
    return (
        field.value != "year" or value.kind in (Kind.OPEN, Kind.RANGE) or bool(_YEAR.fullmatch(value.value))
    )


def _append(result: list[Token], token: Token) -> None:
    """Adds a token; a word that touches the word before it continues it, as it was typed."""
    previous = result[-1] if result else None
    if previous and previous.kind is token.kind is Kind.WORD and previous.end == token.start:
        result[-1] = previous.as_word(token.typed)
    else:
        result.append(token)


def _limit_clauses(tokens: list[Token], notes: list[str]) -> list[Token]:
    operands = [index for index, token in enumerate(tokens) if token.kind in _OPERANDS]
    if len(operands) <= MAX_CLAUSES:
        return tokens
    notes.append(Message("查询超过%(most)d个词，只使用了前%(most)d个。", most=MAX_CLAUSES))
    kept = tokens[: operands[MAX_CLAUSES]]
    while kept and kept[-1].kind not in _ENDS:
        kept.pop()
    return kept


def _limit_patterns(tokens: list[Token], notes: list[str]) -> list[Token]:
    """Patterns beyond MAX_PATTERNS are read as text."""
    seen = 0
    result: list[Token] = []
    for token in tokens:
        pattern = token.kind is Kind.WORD and ("*" in token.value or token.value.endswith("~"))
        seen += pattern
        if pattern and seen > MAX_PATTERNS:
            notes.append(Message("带“*”或“~”的词超过%(most)d个，其余的已按普通文字处理。", most=MAX_PATTERNS))
            result.append(Token(Kind.QUOTE, token.typed, token.start, token.value))
        else:
            result.append(token)
    return result


def _limit_depth(tokens: list[Token], notes: list[str]) -> list[Token]:
    """Leaves out brackets nested deeper than MAX_DEPTH, and not what stands in them."""
    result: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.kind is Kind.OPEN
        if depth <= MAX_DEPTH or token.kind not in (Kind.OPEN, Kind.CLOSE):
            result.append(token)
        else:
            notes.append(Message("括号嵌套超过%(most)d层，更深的括号已忽略。", most=MAX_DEPTH))
        depth -= token.kind is Kind.CLOSE
    return result
