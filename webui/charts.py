"""Counts -> pictures, as numbers that a template writes into SVG.

Widths and places across the page are in percent of the picture, so that its words keep their size on every
screen; lengths down the page are in lines of text. Every picture says in words what it shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer import FacetValue, Message
from webui.language import gettext as _
from webui.language import translated
from webui.text import excerpt

__all__ = ["Axis", "Bar", "Chart", "Column", "bar_chart", "year_chart"]

_TITLES: Mapping[str, Message] = {
    "genre": Message("各体裁的段落"),
    "domain": Message("各领域的段落"),
    "section": Message("各章节的段落"),
    "year": Message("各年份的段落"),
}

_BARS = 12
"""Bars of one picture; the table beside it has all."""

_NAME_LENGTH = 5
_NAMES_END, _LONGEST = 28.0, 56.0
"""Percent of the width: where the bars begin, and how wide the longest is; the rest is for its number."""

_LINE = 1.9
"""Lines of text from one bar to the next."""

_HEIGHT = 13.0
"""Lines of text that the years are high."""

_YEARS = 60
"""Years of one picture, the latest."""

_MARGIN = 13.0
"""Percent of the width left of the years, for the numbers of the lines."""

_TICKS = 6
"""Years that are named below the columns at most: four digits each have to fit on a phone."""

_GAPS_NAMED = 8
"""Missing years that are named; more of them are counted."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value: its name at the left, a bar from ``x`` (percent) as wide as ``width``, its count behind it."""

    name: str
    count: str
    x: float
    width: float
    top: float


@dataclass(frozen=True, slots=True)
class Column:
    """A year: a column ``height`` percent high. ``tick`` is its name where it is written, else empty."""

    x: float
    width: float
    top: float
    height: float
    middle: float
    tick: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A line across the columns, ``top`` percent down, and the count it stands for."""

    top: float
    count: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of one facet, of bars or of columns; ``height`` is in lines of text.

    ``title`` and ``description`` say it in words; ``notes`` say what is not in the picture.
    """

    name: str
    title: str
    description: str
    notes: tuple[str, ...]
    height: float
    bars: tuple[Bar, ...] = ()
    columns: tuple[Column, ...] = ()
    axes: tuple[Axis, ...] = ()


def bar_chart(facet: str, values: Sequence[FacetValue]) -> Chart:
    """``values``, which are not empty, each as a bar, the most frequent first."""
    ranked = sorted(values, key=lambda value: -value.count)
    # A single one left out would take as much room in words.
    shown = ranked if len(ranked) == _BARS + 1 else ranked[:_BARS]
    most = shown[0].count
    named = _list(_("%(name)s（%(count)s 段）", name=v.value, count=f"{v.count:,}") for v in shown[:3])
    left_out = len(ranked) - len(shown)
    return Chart(
        name=facet,
        title=translated(_TITLES[facet]),
        description=_("共 %(count)d 类，最多的是%(named)s。", count=len(ranked), named=named),
        notes=(_("另有 %(count)d 类，见下表。", count=left_out),) if left_out else (),
        height=round(len(shown) * _LINE, 1),
        bars=tuple(
            Bar(
                name=excerpt(str(value.value), _NAME_LENGTH),
                count=f"{value.count:,}",
                x=_NAMES_END,
                width=round(_LONGEST * value.count / most, 2),
                top=round(row * _LINE, 1),
            )
            for row, value in enumerate(shown)
        ),
    )


def year_chart(values: Sequence[FacetValue], passages: int) -> Chart:
    """``values``, which are not empty, on an axis of time where every year has its place, one without too."""
    counts = {int(value.value): value.count for value in values}
    last = max(counts)
    first = max(min(counts), last - _YEARS + 1)
    years = range(first, last + 1)
    step = _round_up(max(counts[year] for year in years if year in counts) / 2)
    return Chart(
        name="year",
        title=translated(_TITLES["year"]),
        description=_described(counts, years),
        notes=tuple(_left_out(counts, years, passages)),
        height=_HEIGHT,
        columns=tuple(_columns(counts, years, 2 * step)),
        axes=tuple(Axis(50.0 * (2 - n), f"{n * step:,}") for n in range(3)),
    )


def _columns(counts: Mapping[int, int], years: range, top: int) -> Iterator[Column]:
    place = (100 - _MARGIN) / len(years)
    every = next(n for n in (1, 2, 5, 10, 20) if len(years) <= n * _TICKS)
    for i, year in enumerate(years):
        height = 100 * counts.get(year, 0) / top
        yield Column(
            x=round(_MARGIN + place * (i + 0.12), 2),
            width=round(place * 0.76, 2),
            top=round(100 - height, 2),
            height=round(height, 2),
            middle=round(_MARGIN + place * (i + 0.5), 2),
            tick=str(year) if year % every == 0 else "",
        )


def _described(counts: Mapping[int, int], years: range) -> str:
    best = max(years, key=lambda year: counts.get(year, 0))
    shown = _(
        "从 %(first)d 年到 %(last)d 年，最多的是 %(best)d 年（%(count)s 段）。",
        first=years[0],
        last=years[-1],
        best=best,
        count=f"{counts[best]:,}",
    )
    missing = [year for year in years if year not in counts]
    if not missing:
        return shown
    if len(missing) > _GAPS_NAMED:
        return _("%(shown)s其中 %(count)d 年没有段落。", shown=shown, count=len(missing))
    named = _list(map(str, missing))
    return _("%(shown)s没有段落的年份：%(years)s。", shown=shown, years=named)


def _left_out(counts: Mapping[int, int], years: range, passages: int) -> Iterator[str]:
    """What is not in the picture: passages of earlier years, and those whose year nobody knows."""
    earlier = sum(count for year, count in counts.items() if year < years[0])
    unknown = passages - sum(counts.values())
    if earlier:
        yield _("更早的年份有 %(count)s 段，见下表。", count=f"{earlier:,}")
    if unknown:
        yield _("另有 %(count)s 段没有写明年份。", count=f"{unknown:,}")


def _list(words: Iterable[str]) -> str:
    return _("、").join(words)


def _round_up(least: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that is not below ``least``."""
    scale = 1
    while scale * 10 < least:
        scale *= 10
    return next(n * scale for n in (1, 2, 5, 10) if n * scale >= least)
