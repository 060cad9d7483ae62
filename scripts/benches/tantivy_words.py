"""tantivy (Rust) through tantivy-py, its words from rjieba: one field of words, no positions, no stored text."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import rjieba
import tantivy

from scripts.benches.place import Place
from scripts.benches.rival import Ask, Built, size_of

__all__ = ["build", "build_of_same_words", "open"]

HEAP = 512 << 20
"""Bytes that the writer may use: enough for one segment of the 52,000 passages."""


def build(place: Place) -> Built:
    """Cutting by rjieba, adding and committing, on one thread. JSON lines are parsed on the way, as ours are."""
    started = time.perf_counter()
    texts = ("\n".join((one["title"], one["heading"], one["text"])) for one in place.passages())
    index, passages = _write(place, "tantivy", (" ".join(_cut(text)) for text in texts))
    seconds = time.perf_counter() - started
    del index
    return Built(passages, seconds, {"words": size_of(place.path("tantivy"))})


def build_of_same_words(place: Place) -> int:
    """The index that is searched: of the very words of this engine, so that totals can be compared."""
    words = list(place.words())
    return _write(place, "tantivy-same", (line for _ in range(place.copies) for line in words))[1]


def open(place: Place) -> Mapping[str, Ask]:  # noqa: A001  what the engine does
    """Cutting the query, making its tree, evaluating it; the best ten and the exact total."""
    index = _index(place, "tantivy-same")
    schema, searcher = index.schema, index.searcher()
    term, tree = tantivy.Query.term_query, tantivy.Query.boolean_query

    def ask(typed: str, occur: Any) -> int:
        parts = [(occur, term(schema, "body", word, "freq")) for word in dict.fromkeys(_cut(typed))]
        total: int = searcher.search(tree(parts), 10, count=True).count
        return total

    must, should = tantivy.Occur.Must, tantivy.Occur.Should
    return {"all": lambda typed: ask(typed, must), "any": lambda typed: ask(typed, should)}


def _cut(text: str) -> Iterator[str]:
    return filter(str.strip, rjieba.cut_for_search(text))


def _index(place: Place, name: str) -> Any:
    folder = place.path(name)
    folder.mkdir(exist_ok=True)
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("body", tokenizer_name="blanks", index_option="freq")
    index = tantivy.Index(schema.build(), path=str(folder))
    index.register_tokenizer(
        "blanks", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    )
    return index


def _write(place: Place, name: str, bodies: Iterable[str]) -> tuple[Any, int]:
    index, passages = _index(place, name), 0
    writer = index.writer(HEAP, num_threads=1)
    for body in bodies:
        writer.add_document(tantivy.Document(body=body))
        passages += 1
    writer.commit()
    writer.wait_merging_threads()
    return index, passages
