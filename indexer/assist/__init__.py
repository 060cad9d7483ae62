"""What helps a reader on: what may have been meant by a query that finds little, what is related to a search,
and what a passage is about and which others are like it.
"""

from indexer.assist.corrections import find_corrections
from indexer.assist.keywords import find_keywords
from indexer.assist.related import HITS, find_related
from indexer.assist.similar import find_similar, query_like
from indexer.assist.spelling import doubtful_run

__all__ = [
    "HITS",
    "doubtful_run",
    "find_corrections",
    "find_keywords",
    "find_related",
    "find_similar",
    "query_like",
]
