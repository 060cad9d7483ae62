"""tantivy through tantivy-py, words from rjieba: one field of words, no positions, no stored text."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import rjieba
import tantivy

from scripts.benches.place import Place
from scripts.benches.rival import Ask, Built, size_of

__all__ = ["build", "build_of_same_words", "build_on_one_core", "open"]

_HEAP = 512 << 20
"""Bytes that the writer may use a copy of the passages: enough for a single segment."""

_MOST = 3 << 30
"""More the library does not take."""


def build(place: Place) -> Built:
    """Parsing JSON lines, cutting by rjieba, adding and committing; the library writes on one thread."""
    return _build(place, "tantivy")


def build_on_one_core(place: Place) -> Built:
    """The same, where the system can do that, on one core: else that thread runs beside the one that cuts."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return _build(place, "tantivy-one")


def build_of_same_words(place: Place) -> int:
    """The index that is searched: of the very words of this engine, so that totals can be compared.

    Returns how many segments it has.
    """
    words = list(place.words())
    index = _write(place, "tantivy-same", (line for _ in range(place.copies) for line in words))
    segments: int = index.searcher().num_segments
    return segments


def open(place: Place) -> Mapping[str, Ask]:  # noqa: A001  what the engine does
    """Cutting the query, making its tree, evaluating it; the best ten and the exact total."""
    index = tantivy.Index.open(str(place.path("tantivy-same")))
    schema, searcher = index.schema, index.searcher()
    term, tree = tantivy.Query.term_query, tantivy.Query.boolean_query

    def ask(typed: str, occur: Any) -> int:
        parts = [(occur, term(schema, "body", word, "freq")) for word in dict.fromkeys(_cut(typed))]
        total: int = searcher.search(tree(parts), 10, count=True).count
        return total

    must, should = tantivy.Occur.Must, tantivy.Occur.Should
    return {"all": lambda typed: ask(typed, must), "any": lambda typed: ask(typed, should)}


def _build(place: Place, name: str) -> Built:
    started = time.perf_counter()
    texts = ("\n".join((one["title"], one["heading"], one["text"])) for one in place.passages())
    index = _write(place, name, (" ".join(_cut(text)) for text in texts))
    seconds = time.perf_counter() - started
    return Built(index.searcher().num_docs, seconds, {"words": size_of(place.path(name))})


def _cut(text: str) -> Iterator[str]:
    return filter(str.strip, rjieba.cut_for_search(text, hmm=False))


def _write(place: Place, name: str, bodies: Iterable[str]) -> Any:
    """A new index of these texts, whose words stand between blanks."""
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("body", tokenizer_name="blanks", index_option="freq")
    place.path(name).mkdir()  # fails where there is an index already: the library would add to it
    index = tantivy.Index(schema.build(), path=str(place.path(name)))
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    index.register_tokenizer("blanks", blanks.build())
    writer = index.writer(min(place.copies * _HEAP, _MOST), num_threads=1)
    for body in bodies:
        writer.add_document(tantivy.Document(body=body))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index
