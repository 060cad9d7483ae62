"""A naive evaluator of the query language over plain strings: the contract in a few lines, and slow.

A query is built as a tree of these types; ``typed`` is how a person would type it, ``matches`` says whether
a passage must be found. It knows nothing of indexes, and of jieba only how a run is cut into words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.analysis import Analyser, field_text, normalise
from indexer.model import TEXT_FIELDS, Passage

Rules = Mapping[str, Sequence[str]]
"""What is looked for beside a left side, all normalised."""

NAMES = {
    "title": "标题",
    "collection": "合集",
    "text": "正文",
    "genre": "体裁",
    "domain": "领域",
    "section": "章节",
}


@dataclass(frozen=True)
class Run:
    text: str
    field: str | None = None

    def typed(self) -> str:
        return f"{NAMES[self.field]}:{self.text}" if self.field else self.text

    def matches(self, passage: Passage, analyser: Analyser, rules: Rules | None = None) -> bool:
        fields = (self.field,) if self.field else TEXT_FIELDS
        texts = [field_text(passage, field) for field in fields]
        held = {word for text in texts for word in analyser.words(text)}
        for run in variants(normalise(self.text), analyser, rules or {}):
            words = analyser.words(run)
            literally = any(run in normalise(text) for text in texts)
            if words == [run] and run != normalise(self.text):
                literally = False  # a synonym that is one word is found as a word only
            if literally or (words and held.issuperset(words)):
                return True
        return False


def variants(run: str, analyser: Analyser, rules: Rules) -> list[str]:
    """The run, and all runs with synonyms in place of parts that begin and end at borders of words."""
    inside = analyser.inside(run)

    def rest(start: int) -> list[str]:
        if start == len(run):
            return [""]
        ends = [end for end in range(len(run), start, -1) if run[start:end] in rules and end not in inside]
        if start in inside or not ends:
            return [run[start] + after for after in rest(start + 1)]
        longest = run[start : ends[0]]
        return [before + after for before in (longest, *rules[longest]) for after in rest(ends[0])]

    return rest(0)


@dataclass(frozen=True)
class Quote:
    text: str
    field: str | None = None

    def typed(self) -> str:
        return f'{NAMES[self.field]}:"{self.text}"' if self.field else f"“{self.text}”"

    def matches(self, passage: Passage, analyser: Analyser, rules: Rules | None = None) -> bool:  # noqa: ARG002
        fields = (self.field,) if self.field else TEXT_FIELDS
        return any(normalise(self.text) in normalise(field_text(passage, field)) for field in fields)


@dataclass(frozen=True)
class LabelIs:
    field: str
    value: str

    def typed(self) -> str:
        return f"{NAMES[self.field]}:{self.value}"

    def matches(self, passage: Passage, analyser: Analyser, rules: Rules | None = None) -> bool:  # noqa: ARG002
        values = getattr(passage, self.field)
        return self.value in ((values,) if isinstance(values, str) else values)


@dataclass(frozen=True)
class Years:
    low: int | None
    high: int | None

    def typed(self) -> str:
        return f"年份:[{self.low or ''} TO {self.high or ''}]"

    def matches(self, passage: Passage, analyser: Analyser, rules: Rules | None = None) -> bool:  # noqa: ARG002
        return passage.year is not None and (self.low or 0) <= passage.year <= (self.high or 9999)


@dataclass(frozen=True)
class Both:
    one: Query
    other: Query
    blank: bool

    def typed(self) -> str:
        return f"({self.one.typed()}{' ' if self.blank else ' AND '}{self.other.typed()})"

    def matches(self, passage: Passage, analyser: Analyser, rules: Rules | None = None) -> bool:
        return self.one.matches(passage, analyser, rules) and self.other.matches(passage, analyser, rules)


@dataclass(frozen=True)
class Either:
    one: Query
    other: Query

    def typed(self) -> str:
        return f"（{self.one.typed()} ＯＲ {self.other.typed()}）"

    def matches(self, passage: Passage, analyser: Analyser, rules: Rules | None = None) -> bool:
        return self.one.matches(passage, analyser, rules) or self.other.matches(passage, analyser, rules)


@dataclass(frozen=True)
class Without:
    query: Query
    dash: bool

    def typed(self) -> str:
        return f"{'-' if self.dash else 'NOT '}({self.query.typed()})"

    def matches(self, passage: Passage, analyser: Analyser, rules: Rules | None = None) -> bool:  # noqa: ARG002
        return not self.query.matches(passage, analyser)  # no synonym excludes anything


Query = Run | Quote | LabelIs | Years | Both | Either | Without
