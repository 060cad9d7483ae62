"""IndexStats -> the numbers people read on the first page and the statistics page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from babel import Locale
from babel.dates import format_timedelta
from babel.numbers import format_compact_decimal

from indexer import FACETS, IndexStats, SearchRequest
from webui.charts import Chart, bar_chart, year_chart
from webui.filters import FacetGroup, facet_groups
from webui.language import LANGUAGES, current_language
from webui.language import gettext as _

__all__ = ["StatsView", "present_charts", "present_stats"]


@dataclass(frozen=True, slots=True)
class StatsView:
    """What the index holds. ``built_at`` is for machines, ``built`` and ``age`` for people.

    The links of ``facets`` browse the index.
    """

    passages: str
    collections: str
    parts: str
    characters: str
    size: str
    built_at: str
    built: str
    age: str
    version: str
    facets: tuple[FacetGroup, ...]


def present_stats(stats: IndexStats) -> StatsView:
    """``stats`` with every number written out."""
    built = datetime.fromisoformat(stats.built_at)
    return StatsView(
        passages=f"{stats.passages:,}",
        collections=f"{stats.collections:,}",
        parts=f"{stats.parts:,}",
        characters=_characters(stats.characters),
        size=_size(stats.size_bytes),
        built_at=stats.built_at,
        built=built.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        age=_age(built),
        version=stats.version,
        facets=facet_groups(stats.facets, SearchRequest()),
    )


def present_charts(stats: IndexStats) -> Iterator[Chart]:
    """A picture of each facet that has values."""
    for facet in FACETS:
        values = stats.facets.get(facet)
        if values:
            yield year_chart(values, stats.passages) if facet == "year" else bar_chart(facet, values)


def _characters(count: int) -> str:
    return _("%(count)s字", count=format_compact_decimal(count, locale=_locale(), fraction_digits=1))


def _size(count: int) -> str:
    amount = float(count)
    for unit in ("B", "KiB", "MiB"):
        if amount < 1024:
            return f"{amount:.0f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GiB"


def _age(built: datetime) -> str:
    """How long ago, such as "3天前". A clock that was set back makes no index of the future."""
    passed = max(datetime.now(UTC) - built, timedelta(seconds=1))
    return format_timedelta(-passed, granularity="minute", add_direction=True, locale=_locale())


def _locale() -> Locale:
    return Locale.parse(LANGUAGES[current_language()], sep="-")
