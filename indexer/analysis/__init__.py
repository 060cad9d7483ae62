"""Text to the terms it is found by; the same functions serve documents and queries."""

from indexer.analysis.analyse import AnalysedPassages, Analyser, field_text
from indexer.analysis.dictionary import word_ends
from indexer.analysis.normalise import fold_width, normalise, normalised_points
from indexer.analysis.words import NumberedWords, character_kinds

__all__ = [
    "AnalysedPassages",
    "Analyser",
    "NumberedWords",
    "character_kinds",
    "field_text",
    "fold_width",
    "normalise",
    "normalised_points",
    "word_ends",
]
