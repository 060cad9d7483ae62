"""IndexStats -> the numbers people read on the first page and the statistics page."""

from dataclasses import dataclass
from datetime import UTC, datetime

from indexer import IndexStats, SearchRequest
from webui.filters import FacetGroup, facet_groups

__all__ = ["StatsView", "present_stats"]


@dataclass(frozen=True, slots=True)
class StatsView:
    """What the index holds. ``built_at`` is for machines, ``built`` for people; a facet's links browse it."""

    passages: str
    collections: str
    parts: str
    characters: str
    size: str
    built_at: str
    built: str
    version: str
    facets: tuple[FacetGroup, ...]


def present_stats(stats: IndexStats) -> StatsView:
    """``stats`` with every number written out."""
    return StatsView(
        passages=f"{stats.passages:,}",
        collections=f"{stats.collections:,}",
        parts=f"{stats.parts:,}",
        characters=_characters(stats.characters),
        size=_size(stats.size_bytes),
        built_at=stats.built_at,
        built=datetime.fromisoformat(stats.built_at).astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        version=stats.version,
        facets=facet_groups(stats.facets, SearchRequest()),
    )


def _characters(count: int) -> str:
    return f"{count:,} 字" if count < 10_000 else f"{count / 10_000:,.1f} 万字"


def _size(count: int) -> str:
    amount = float(count)
    for unit in ("B", "KiB", "MiB"):
        if amount < 1024:
            return f"{amount:.0f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GiB"
