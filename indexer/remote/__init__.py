"""An index that a running server answers, asked over HTTP."""

from indexer.remote.index import RemoteIndex

__all__ = ["RemoteIndex"]
