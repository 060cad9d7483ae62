"""What a user typed to a query tree. See ``parser`` for the language."""

from indexer.query.nodes import Literal, Run
from indexer.query.parser import ParsedQuery, leaves, parse

__all__ = ["Literal", "ParsedQuery", "Run", "leaves", "parse"]
