"""What a section found out, before it is written down: tables, goals, curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Finding", "Goal", "Table"]


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to reach: ``value`` at most ``limit``, or at least it."""

    what: str
    value: float
    limit: float
    at_least: bool = False
    unit: str = ""

    @property
    def reached(self) -> bool:
        """Whether it is reached."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a header, the first cell of a row its name, and remarks below."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """All that one section found at one size.

    ``curves`` are the milliseconds of each question by name; ``numbers`` whatever else results.json keeps,
    and the plots show.
    """

    section: str
    copies: int
    tables: Sequence[Table]
    goals: Sequence[Goal] = ()
    curves: Mapping[str, Sequence[float]] = field(default_factory=dict)
    numbers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
