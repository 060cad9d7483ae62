"""What counts how much in ranking, in one place for all engines."""

__all__ = ["FIELD_WEIGHTS", "LITERAL_BONUS"]

FIELD_WEIGHTS = {"title": 3.0, "heading": 2.0, "text": 1.0, "collection": 0.5}
"""How much a match in a field counts, relative to the text."""

LITERAL_BONUS = 250.0
"""Added for a run found literally, for each word of it: more than all of its words can score together.

One word scores at most its weight in all four fields (6.5) times its inverse document frequency (below
17.2 for ten million passages) times k1 + 1 (2.2): 246. So a passage with the literal run always ranks
above one with scattered words.
"""
