"""What is offered beside an answer, never in its place."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Correction"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What may have been meant by a query that found little: the whole ``query`` as typed but for some parts.

    ``replaced`` holds for each such part what was typed and what stands there now; ``total`` is how many
    passages the corrected query finds with the same choices, as it stands: not relaxed, without synonyms.
    """

    query: str
    replaced: tuple[tuple[str, str], ...]
    total: int
