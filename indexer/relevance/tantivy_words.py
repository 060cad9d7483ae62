"""tantivy through tantivy-py: one field of jieba's words, any of them, its BM25."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import tantivy

from indexer.analysis import Analyser
from indexer.model import Passage
from indexer.relevance.ranking import Ranking, whole_text

__all__ = ["rankings"]

_HEAP = 512 << 20
"""Bytes that the writer may use: enough for a single segment, whose order of equal scores is the source's."""


def rankings(names: Sequence[str], passages: Sequence[Passage]) -> Mapping[str, Ranking]:
    """``tantivy``. Its words are those of jieba's dictionary, without guessed ones."""
    words, ids = Analyser().words, [passage.id for passage in passages]
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("body", tokenizer_name="blanks", index_option="freq")
    schema.add_integer_field("place", stored=True)
    index = tantivy.Index(schema.build())
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    index.register_tokenizer("blanks", blanks.build())
    writer = index.writer(_HEAP, num_threads=1)
    for place, passage in enumerate(passages):
        writer.add_document(tantivy.Document(body=" ".join(words(whole_text(passage))), place=place))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ranking(question: str, limit: int) -> list[str]:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "body", word, "freq"))
            for word in dict.fromkeys(words(question))
        ]
        found = searcher.search(tantivy.Query.boolean_query(terms), limit).hits
        return [ids[searcher.doc(address)["place"][0]] for _, address in found]

    return dict.fromkeys(names, ranking)
