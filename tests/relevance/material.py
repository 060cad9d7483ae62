"""Passages for the tests of relevance, as short as can be."""

import pytest

from indexer.model import Passage

LOADS_WHOOSH = pytest.mark.filterwarnings("ignore:Exception ignored in.*idf.txt")
"""For tests that load stock Whoosh's analyser: jieba leaves a file of its own to the garbage collector."""


def passage(name: str, text: str, title: str = "", heading: tuple[str, ...] = ()) -> Passage:
    """A passage with this id and text, and nothing else of its own."""
    return Passage(name, "合集", None, title, heading, "其他", (), (), None, text, "a.txt")
