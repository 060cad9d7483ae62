"""The engine on this machine: an index is a folder of flat arrays that Whoosh's searcher can read, too.

``writer`` fills a new version, ``reader`` answers from the current one, ``store`` keeps the versions. Below
them: ``segments`` (the file format and how it is built), ``evaluation`` (from a query tree to matches and
scores) and ``codec`` (what ties both to Whoosh).
"""

from indexer.engines.embedded.codec.index import ArrayIndex
from indexer.engines.embedded.manifest import SourceEntry
from indexer.engines.embedded.reader import EmbeddedEngine
from indexer.engines.embedded.segments.batch import Batch, make_batch
from indexer.engines.embedded.store import Store
from indexer.engines.embedded.writer import EmbeddedWriter

__all__ = [
    "ArrayIndex",
    "Batch",
    "EmbeddedEngine",
    "EmbeddedWriter",
    "SourceEntry",
    "Store",
    "make_batch",
]
