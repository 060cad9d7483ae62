"""What a user typed to a query tree. See ``parser`` for the language."""

from indexer.query.hints import NO_HINTS, Hints, hints_of, without_fillers
from indexer.query.nodes import AtLeast, Literal, Run, Synonyms
from indexer.query.parser import ParsedQuery, leaves, parse, typed_runs, wanted_runs
from indexer.query.relax import Step, is_long, relax
from indexer.query.synonym_file import SynonymFile
from indexer.query.synonyms import SynonymRules
from indexer.query.words import any_of_words

__all__ = [
    "NO_HINTS",
    "AtLeast",
    "Hints",
    "Literal",
    "ParsedQuery",
    "Run",
    "Step",
    "SynonymFile",
    "SynonymRules",
    "Synonyms",
    "any_of_words",
    "hints_of",
    "is_long",
    "leaves",
    "parse",
    "relax",
    "typed_runs",
    "wanted_runs",
    "without_fillers",
]
