"""Labelling: a Collection or a ReadyPassage becomes Passages, each with genre, domain, role and year.

The cues are data (``tables/*.toml``); the rules that weigh them are in `rules.py`; `classifier.py`
puts both to work on a whole text.
"""

from indexer.classify.classifier import Classifier
from indexer.classify.pieces import LIMIT, cut
from indexer.classify.rules import PartLabels, Position
from indexer.classify.taxonomy import Table, Tables
from indexer.classify.years import year_of

__all__ = ["LIMIT", "Classifier", "PartLabels", "Position", "Table", "Tables", "cut", "year_of"]
