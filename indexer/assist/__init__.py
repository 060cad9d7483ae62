"""Help with a query: what may have been meant by one that finds little."""

from indexer.assist.corrections import find_corrections
from indexer.assist.spelling import doubtful_run

__all__ = ["doubtful_run", "find_corrections"]
