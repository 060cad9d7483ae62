"""What a user typed to a query tree. See ``parser`` for the language."""

from indexer.query.hints import hinted_roles
from indexer.query.nodes import AtLeast, Literal, Run, Synonyms
from indexer.query.parser import ParsedQuery, leaves, parse, typed_runs
from indexer.query.relax import relax
from indexer.query.synonym_file import SynonymFile
from indexer.query.synonyms import SynonymRules
from indexer.query.words import any_of_words

__all__ = [
    "AtLeast",
    "Literal",
    "ParsedQuery",
    "Run",
    "SynonymFile",
    "SynonymRules",
    "Synonyms",
    "any_of_words",
    "hinted_roles",
    "leaves",
    "parse",
    "relax",
    "typed_runs",
]
