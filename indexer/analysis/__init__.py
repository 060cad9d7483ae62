"""Text to the terms it is found by; the same functions serve documents and queries."""

from indexer.analysis.analyse import Analyser, field_text
from indexer.analysis.normalise import fold_width, normalise

__all__ = ["Analyser", "field_text", "fold_width", "normalise"]
