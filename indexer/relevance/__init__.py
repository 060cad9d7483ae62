"""Measuring relevance: judged questions are asked of this engine and of others, on the same passages.

`questions` reads what people judged, `asking` opens a collection, `baselines` names the other engines (a
module each), `measures` and `bootstrap` compare rankings, `pooling` makes what is to be judged, and `console`
prints. `command` is ``zongjie evaluate``.
"""

from indexer.relevance.command import add_evaluating, evaluate

__all__ = ["add_evaluating", "evaluate"]
