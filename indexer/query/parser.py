"""From what a user typed to a query tree, by Whoosh's parser with a short, fixed plugin list.

The language (``/help`` tells it to people):

    创新 亮点            both occur; each is found literally or, where it is no literal run, by all its words
    "创新亮点"           exactly these characters
    a AND b, a OR b, NOT a, -a, ( )
                         AND OR NOT in capitals; OR joins the two operands beside it, before blanks join all
    标题:创新            in one field: 标题 合集 正文 (text), 体裁 领域 章节 年份 (labels); English names too
    年份:[2019 TO 2023]  a range, either side may be left out
    管理*  管*化  管理~  prefix, any characters inside a word, near spelling

Full-width forms of all operators work. Everything else is text, "?" and all other punctuation included.
``parse`` never raises; see ``lexer`` for what is cut and reinterpreted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from whoosh import query
from whoosh.qparser import QueryParser, plugins, syntax
from whoosh.qparser.taggers import Tagger

from indexer.analysis import Analyser, normalise
from indexer.messages import Message
from indexer.model import TEXT_FIELDS
from indexer.query.hints import NO_HINTS, Hints
from indexer.query.lexer import Kind, Token, tokenise
from indexer.query.nodes import AtLeast, Literal, Run, Synonyms
from indexer.query.synonyms import SynonymRules
from indexer.query.widening import widen

__all__ = ["ParsedQuery", "leaves", "parse", "typed_runs", "wanted_runs"]


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """``tree`` is bound to the passage fields; ``notes`` say, in Chinese, what was read otherwise than typed.

    An empty query gives ``Every``: all passages. ``words`` are those of the typed runs, in order, where
    nothing but plain words was typed; else there are none. ``synonyms`` are those that were added, as
    written in their file; ``hints`` are for the order, and for whoever has a classifier to give.
    """

    tree: Any  # whoosh.query.Query, which has no types
    notes: tuple[str, ...]
    words: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    hints: Hints = NO_HINTS


def parse(typed: str, analyser: Analyser, rules: SynonymRules | None = None) -> ParsedQuery:
    """The query tree of anything a user may type, widened by the synonyms of ``rules``."""
    tokens, notes = tokenise(typed)
    if not tokens:
        return ParsedQuery(query.Every(), tuple(notes))
    parser = QueryParser(
        None,
        None,
        plugins=[
            _TokensPlugin(tokens, analyser),
            plugins.GroupPlugin(),
            plugins.FieldsPlugin(),
            plugins.OperatorsPlugin(),
        ],
    )
    # The parser walks its text character by character and asks the plugins' taggers at each one; ours
    # answers with the token of that number, so one character stands for one token.
    tree = parser.parse(" " * len(tokens), normalize=False)
    words: tuple[str, ...] = ()
    if all(map(_is_plain, tokens)):
        words = tuple(word for leaf in leaves(tree) if isinstance(leaf, Run) for word in leaf.words)
    parsed = ParsedQuery(tree, tuple(notes), words)
    return _with_synonyms(parsed, rules, analyser) if rules else parsed


def _with_synonyms(parsed: ParsedQuery, rules: SynonymRules, analyser: Analyser) -> ParsedQuery:
    tree, synonyms, cut = widen(parsed.tree, rules, analyser)
    notes = list(parsed.notes)
    if synonyms:
        notes.append(Message("同时查找了近义词：%(words)s。", words="、".join(synonyms)).about("synonyms"))
    if cut:
        notes.append(Message("近义词太多，只使用了其中一部分。"))
    return replace(parsed, tree=tree, notes=tuple(notes), synonyms=synonyms)


class _TokensPlugin(plugins.Plugin):
    """Gives Whoosh's parser the tokens of ``lexer`` as syntax nodes, in place of its own taggers."""

    def __init__(self, tokens: list[Token], analyser: Analyser) -> None:
        self._tagger = _TokenTagger(tokens, analyser)

    def taggers(self, parser: QueryParser) -> list[tuple[Tagger, int]]:  # noqa: ARG002  Whoosh's signature
        return [(self._tagger, -100)]


class _TokenTagger(Tagger):
    def __init__(self, tokens: list[Token], analyser: Analyser) -> None:
        self._tokens, self._analyser = tokens, analyser

    def match(self, parser: QueryParser, text: str, pos: int) -> syntax.SyntaxNode:  # noqa: ARG002
        return _node(self._tokens[pos], self._analyser).set_range(pos, pos + 1)


def _node(token: Token, analyser: Analyser) -> syntax.SyntaxNode:
    operators: dict[Kind, Callable[[], syntax.SyntaxNode]] = {
        Kind.OPEN: plugins.GroupPlugin.OpenBracket,
        Kind.CLOSE: plugins.GroupPlugin.CloseBracket,
        Kind.AND: lambda: syntax.InfixOperator(token.typed, syntax.AndGroup),
        Kind.OR: lambda: syntax.InfixOperator(token.typed, syntax.OrGroup),
        Kind.NOT: lambda: syntax.PrefixOperator(token.typed, syntax.NotGroup),
        Kind.FIELD: lambda: syntax.FieldnameNode(token.value, token.typed),
    }
    make = operators.get(token.kind)
    return make() if make else _OperandNode(token, analyser)


class _OperandNode(syntax.TextNode):
    """A word, quote or range; knows its field once Whoosh's parser has set it."""

    def __init__(self, token: Token, analyser: Analyser) -> None:
        super().__init__(token.typed)
        self._token, self._analyser = token, analyser

    def query(self, parser: QueryParser) -> Any:  # noqa: ARG002
        if self.fieldname in (None, *TEXT_FIELDS):
            fields = (self.fieldname,) if self.fieldname else TEXT_FIELDS
            return _text_query(self._token, fields, self._analyser)
        return _label_query(self._token, self.fieldname)


# ---- operands to queries ----

_PATTERN = re.compile(r"[^\W_]*(\*+[^\W_]*)+")  # nothing but a star can match: words hold letters and digits
_NUMBERED = re.compile(
    r"(?P<number>第?[一二三四五六七八九十百]+[、.,:章节]\s*|\((?:[一二三四五六七八九十百]+|\d{1,3})\)[、.]?\s*"
    r"|\d{1,3}[、.)]\s*(?=\D)).+"
)
_NEAR = re.compile(r"([^\W_]+)~")


def _is_plain(token: Token) -> bool:
    """Whether a token is a run of text, and neither an operator nor a pattern."""
    text = normalise(token.value)
    return token.kind is Kind.WORD and not (
        _NEAR.fullmatch(text) or ("*" in text and _PATTERN.fullmatch(text))
    )


def _text_query(token: Token, fields: tuple[str, ...], analyser: Analyser) -> Any:
    text = normalise(token.value)
    literal = Run(fields, text, ())
    if token.kind is Kind.QUOTE:
        return literal
    if found := _NEAR.fullmatch(text):
        near = [query.FuzzyTerm(field, found[1], prefixlength=0) for field in fields]
        return query.Or([*near, literal])
    if "*" in text and text.strip("*") and _PATTERN.fullmatch(text):
        # The literal beside the pattern: "5*8" must still find the text "5*8小时".
        return query.Or([*(_pattern(field, text) for field in fields), literal])
    run = Run(fields, text, analyser.words(text))
    numbered = _NUMBERED.fullmatch(text)
    if "heading" in fields and numbered:
        # Headings are kept without their numbering; one that is pasted with it must still be found.
        return query.Or([run, Literal("heading", text[numbered.end("number") :])])
    return run


def _label_query(token: Token, field: str) -> Any:
    if token.kind is Kind.RANGE:
        low, high = (None if year is None else f"{year:04}" for year in (token.low, token.high))
        return query.TermRange(field, low, high)
    text = normalise(token.value)
    if token.kind is Kind.WORD and "*" in text and text.strip("*") and _PATTERN.fullmatch(text):
        return _pattern(field, text)
    return query.Term(field, text)


def _pattern(field: str, text: str) -> Any:
    text = re.sub(r"\*+", "*", text)
    if text.endswith("*") and text.count("*") == 1:
        return query.Prefix(field, text[:-1])
    return query.Wildcard(field, text)


def leaves(tree: Any) -> Iterator[Any]:
    """The leaves of a tree that a match may come from: all but those below a Not.

    An ``AtLeast`` is one: it wants its words on other terms than the runs of its strict part.
    """
    if isinstance(tree, query.Not):
        return
    if isinstance(tree, (Run, AtLeast)) or tree.is_leaf():
        yield tree
        return
    for child in tree.children():
        yield from leaves(child)


def typed_runs(tree: Any) -> Iterator[Run]:
    """The runs of a tree that were typed as words: neither quoted, nor excluded, nor synonyms."""
    if isinstance(tree, (AtLeast, Synonyms)):
        yield from typed_runs(tree.strict if isinstance(tree, AtLeast) else tree.typed)
    elif isinstance(tree, Run):
        if tree.words:
            yield tree
    elif not (isinstance(tree, query.Not) or tree.is_leaf()):
        for child in tree.children():
            yield from typed_runs(child)


def wanted_runs(tree: Any) -> list[Run]:
    """The runs of a tree without synonyms, typed or quoted: neither excluded nor one of several spellings."""
    if isinstance(tree, query.Not):
        return []
    if isinstance(tree, Run):
        return [tree]
    found = [wanted_runs(child) for child in ([] if tree.is_leaf() else tree.children())]
    if isinstance(tree, query.Or) and not all(found):
        return []  # a pattern beside its literal, or a heading without its number beside it as typed
    return [run for runs in found for run in runs]
