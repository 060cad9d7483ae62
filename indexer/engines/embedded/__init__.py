"""The engine on this machine: an index is a folder, Whoosh keeps its postings.

``store`` keeps the versions of the folder, ``writer`` fills a new one, ``reader`` answers from it.
"""

from indexer.engines.embedded.reader import EmbeddedEngine
from indexer.engines.embedded.store import Store
from indexer.engines.embedded.writer import EmbeddedWriter

__all__ = ["EmbeddedEngine", "EmbeddedWriter", "Store"]
