"""What a user typed to a query tree. See ``parser`` for the language."""

from indexer.query.hints import hinted_roles
from indexer.query.nodes import AtLeast, Literal, Run
from indexer.query.parser import ParsedQuery, leaves, parse, typed_runs
from indexer.query.relax import relax

__all__ = [
    "AtLeast",
    "Literal",
    "ParsedQuery",
    "Run",
    "hinted_roles",
    "leaves",
    "parse",
    "relax",
    "typed_runs",
]
