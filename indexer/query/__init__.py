"""What a user typed to a query tree. See ``parser`` for the language."""

from indexer.query.nodes import Literal, Run
from indexer.query.parser import ParsedQuery, leaves, parse
from indexer.query.words import any_of_words

__all__ = ["Literal", "ParsedQuery", "Run", "any_of_words", "leaves", "parse"]
