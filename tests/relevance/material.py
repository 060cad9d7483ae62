"""Passages for the tests of relevance, as short as can be."""

from indexer.model import Passage


def passage(name: str, text: str, title: str = "", heading: tuple[str, ...] = ()) -> Passage:
    """A passage with this id and text, and nothing else of its own."""
    return Passage(name, "合集", None, title, heading, "其他", (), (), None, text, "a.txt")
