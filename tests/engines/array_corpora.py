"""Small random corpora and queries for the tests of the array index, and plain answers to compare with."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from whoosh import query

from indexer.analysis import AnalysedPassages, NumberedWords, field_text, normalise
from indexer.engines.embedded.codec.index import ArrayIndex
from indexer.engines.embedded.codec.schema import GRAMS
from indexer.engines.embedded.segments.batch import Batch, make_batch
from indexer.model import TEXT_FIELDS, Passage
from indexer.query import Literal, Run, Synonyms
from indexer.trie import points_of

WORDS = [
    "安全",
    "生产",
    "安全生产",
    "管理",
    "理",
    "加强",
    "强",
    "处理",
    "待处理",
    "二级",
    "经理",
    "2023",
    "pd1728",
    "é",
    "😀",
    "\x00",
    "党建",
    "工作",
    "总结",
]
MARKS = ["", "", "", "，", " ", "\n", "。"]
GENRES = ["工作总结", "Ａ级", "a级", "计划"]


class AnalysedPassage(NamedTuple):
    """A passage and the words it is to be indexed under, field by field."""

    passage: Passage
    words: Mapping[str, tuple[str, ...]]


def batch_of(items: Sequence[AnalysedPassage]) -> Batch:
    """The batch of passages with given words, whatever an analyser would make of them."""
    texts = [texts_of(item)[name] for item in items for name in TEXT_FIELDS]
    words = [item.words[name] for item in items for name in TEXT_FIELDS]
    distinct = list(dict.fromkeys(word for field in words for word in field))
    numbers = [distinct.index(word) for field in words for word in field]
    parts = [np.append(points_of(text), np.uint32(0)) for text in texts]
    return make_batch(
        AnalysedPassages(
            passages=[item.passage for item in items],
            points=np.concatenate([np.empty(0, np.uint32), *parts]),
            lengths=np.array([len(text) for text in texts], np.int32),
            words=NumberedWords(
                distinct, np.array(numbers, np.int32), np.array([len(field) for field in words], np.int32)
            ),
        )
    )


def random_passage(rng: random.Random, number: int) -> AnalysedPassage:
    """A passage of few different words, so that queries find something."""
    words = {name: tuple(rng.choices(WORDS, k=rng.randrange(size))) for name, size in _SIZES.items()}
    texts = {name: "".join(word + rng.choice(MARKS) for word in words[name]) for name in TEXT_FIELDS}
    passage = Passage(
        id=f"p{number}",
        collection=texts["collection"],
        part=rng.choice([None, 1]),
        title=texts["title"],
        heading=tuple(texts["heading"].split("\n")) if texts["heading"] else (),
        section=rng.choice(["存在问题", "其他"]),
        genre=tuple(rng.sample(GENRES, rng.randrange(3))),
        domain=(),
        year=rng.choice([None, 2019, 2020, 2023]),
        text=texts["text"],
        source=f"{number // 5}.txt",
    )
    return AnalysedPassage(passage, words)


_SIZES = {"title": 4, "heading": 3, "text": 12, "collection": 3}


def random_passages(seed: int, count: int) -> list[AnalysedPassage]:
    rng = random.Random(seed)
    return [random_passage(rng, number) for number in range(count)]


def build(folder: Path, parts: Sequence[Sequence[AnalysedPassage]], delete: Sequence[str] = ()) -> ArrayIndex:
    """An index of one segment a part, with some ids deleted afterwards."""
    index = ArrayIndex.create_in(folder)
    for part in parts:
        writer = index.writer()
        writer.add_batches([batch_of(part)])
        writer.commit(merge=False)
    if delete:
        writer = index.writer()
        writer.delete_labelled("id", delete)
        writer.commit(merge=False)
    return index


def split(items: Sequence[AnalysedPassage], parts: int) -> list[Sequence[AnalysedPassage]]:
    """The items in so many pieces, in order."""
    return [items[len(items) * n // parts : len(items) * (n + 1) // parts] for n in range(parts)]


def texts_of(item: AnalysedPassage) -> dict[str, str]:
    return {name: normalise(field_text(item.passage, name)) for name in TEXT_FIELDS}


# ---- queries ----


def random_leaf(rng: random.Random) -> query.Query:
    field, word = rng.choice(TEXT_FIELDS), rng.choice(WORDS)
    kinds: list[Callable[[], query.Query]] = [
        lambda: query.Term(field, word),
        lambda: query.Or([query.Term(name, word) for name in TEXT_FIELDS]),
        lambda: query.Prefix(field, word[:1]),
        lambda: query.Wildcard(field, "*" + word[-1:]),
        lambda: query.FuzzyTerm(field, word[:2] + rng.choice(["", "理"]), prefixlength=rng.randrange(2)),
        lambda: query.TermRange(field, "加", word),
        lambda: query.TermRange("year", "2020", None),
        lambda: query.Term("genre", rng.choice(["工作总结", "a级", "无"])),
        lambda: query.Term("year", "2020"),
        query.Every,
        lambda: query.Every("year"),
        lambda: query.NullQuery,
        lambda: Literal(field, (word + rng.choice(WORDS))[: rng.randrange(1, 6)]),
        lambda: Run(TEXT_FIELDS, word + "管理", [word, "管理"]),
        lambda: Run([field], word, [word]),
        lambda: Synonyms(
            Run(TEXT_FIELDS, word, [word]),
            [Run(TEXT_FIELDS, f"{word}管理", [word, "管理"]), Run(TEXT_FIELDS, "加强", ["加强"])],
        ),
        lambda: Synonyms(Literal(field, word), [Literal(field, "管理")]),
    ]
    return rng.choice(kinds)()


def random_tree(rng: random.Random, depth: int = 2) -> query.Query:
    if depth == 0 or rng.random() < 0.2:
        return random_leaf(rng)
    children = [random_tree(rng, depth - 1) for _ in range(rng.randrange(1, 4))]
    kinds: list[Callable[[], query.Query]] = [
        lambda: query.And(children),
        lambda: query.And([*children, query.Not(random_leaf(rng))]),
        lambda: query.Or(children),
        lambda: query.Not(children[0]),
        lambda: query.AndNot(children[0], random_leaf(rng)),
        lambda: query.AndMaybe(children[0], random_leaf(rng)),
        lambda: query.DisjunctionMax(children),
    ]
    return rng.choice(kinds)()


def for_whoosh(tree: query.Query) -> query.Query:
    """The same tree of Whoosh's own types only: a literal run is a phrase of character grams."""
    match tree:
        case Literal():
            return _grams(tree.fieldname + GRAMS, tree.text)
        case Run() | Synonyms():
            return query.Or(list(map(for_whoosh, tree.subqueries)))
        case query.Not():
            return query.Not(for_whoosh(tree.query))
        case query.AndNot():
            # Whoosh 3.54 itself lets the first excluded passage through where the right side is an Or.
            return query.And([for_whoosh(tree.a), query.Not(for_whoosh(tree.b))])
        case query.AndMaybe():
            return query.AndMaybe(for_whoosh(tree.a), for_whoosh(tree.b))
        case query.And() | query.Or() | query.DisjunctionMax():
            return type(tree)(list(map(for_whoosh, tree.subqueries)))
    return tree


def _grams(field: str, text: str) -> query.Query:
    if len(text) == 1:
        return query.Prefix(field, text)
    grams = [text[start : start + 2] for start in range(len(text) - 1)]
    return query.Term(field, grams[0]) if len(grams) == 1 else query.Phrase(field, grams)


def scan(items: Sequence[AnalysedPassage], run: str, fields: Sequence[str] = TEXT_FIELDS) -> list[int]:
    """The numbers of the passages with a run in a field, by looking at every text."""
    return [n for n, item in enumerate(items) if any(run in texts_of(item)[name] for name in fields)]


def random_runs(rng: random.Random, items: Sequence[AnalysedPassage], count: int) -> Iterator[str]:
    """Runs of 1 to 12 characters of the passages' texts."""
    while count:
        text = rng.choice(list(texts_of(rng.choice(items)).values()))
        if text:
            start = rng.randrange(len(text))
            yield text[start : start + rng.randrange(1, 13)]
            count -= 1
