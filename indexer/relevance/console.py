"""What ``zongjie evaluate`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from indexer.relevance.bootstrap import Difference, difference
from indexer.relevance.measures import MEASURES
from indexer.relevance.measuring import Measured

__all__ = ["report"]

_COMPARED = ("MRR@10", "nDCG@10")
"""The measures by which this engine is compared with each other one."""


def report(measured: Mapping[str, Measured], *, complete: bool) -> Iterator[str]:
    """The lines of two tables: what each engine scored, and how far the first is ahead of each other one.

    ``complete``: all relevant passages are known, so it does not matter how many of the hits were judged.
    """
    first, *others = measured
    shares = () if complete else ("judged@10",)
    yield f"{'':14}" + "".join(f"{name:>10}" for name in (*MEASURES, *shares))
    for name, one in measured.items():
        values = [*map(one.mean, MEASURES), *([] if complete else [one.judged])]
        yield f"{name:14}" + "".join(f"{value:10.4f}" for value in values)
    if others:
        yield ""
        yield f"{first + ' minus':14}" + "".join(f"{f'{name} [95 %]':>30}" for name in _COMPARED)
    for other in others:
        pairs = ((measured[first].scores[name], measured[other].scores[name]) for name in _COMPARED)
        yield f"{other:14}" + "".join(f"{_interval(difference(*pair)):>30}" for pair in pairs)


def _interval(found: Difference) -> str:
    return f"{found.mean:+.4f} [{found.low:+.4f}, {found.high:+.4f}]"
