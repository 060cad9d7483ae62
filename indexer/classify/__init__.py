"""Labelling: a Collection or a ReadyPassage becomes Passages, each with genre, domain, role and year.

The cues are data (``tables/*.toml``, read by `Tables`); `rules.py` weighs them; `Classifier` puts both to
work on a whole text. ``Tables.genre.values`` and its like list the labels in the order people see them.
"""

from indexer.classify.classifier import Classifier
from indexer.classify.rules import PartLabels, Position
from indexer.classify.taxonomy import Table, Tables

__all__ = ["Classifier", "PartLabels", "Position", "Table", "Tables"]
