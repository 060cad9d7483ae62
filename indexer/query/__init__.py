"""What a user typed to a query tree. See ``parser`` for the language."""

from indexer.query.nodes import Literal, Run, Synonyms
from indexer.query.parser import ParsedQuery, leaves, parse
from indexer.query.synonym_file import SynonymFile
from indexer.query.synonyms import SynonymRules

__all__ = ["Literal", "ParsedQuery", "Run", "SynonymFile", "SynonymRules", "Synonyms", "leaves", "parse"]
