"""The benchmark that ``scripts/bench`` runs: this engine and others, on the same passages and queries.

``__main__`` is the command. Each section of a report is a module (``indexing``, ``words``, ``literals``,
``searching``, ``opening``, ``reading``); each engine is one too (``ours``, ``ours_bare``, ``tantivy_words``,
``bm25s_scores``, ``whoosh_stock``, ``sqlite_trigrams``, ``grep``) and does what ``rival`` says. Whatever is
measured runs in a process of its own (``apart``), which imports the engine that it measures and little else.
"""
