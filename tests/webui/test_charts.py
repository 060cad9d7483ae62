"""Pictures say what the counts say, in shape and in words."""

from hypothesis import given
from hypothesis import strategies as st

from indexer import FacetValue
from webui.charts import bar_chart, year_chart


def values(counts: dict[str, int] | dict[int, int]) -> list[FacetValue]:
    return [FacetValue(value, count, False) for value, count in counts.items()]


def test_bars_are_as_long_as_their_counts() -> None:
    chart = bar_chart("genre", values({"计划": 50, "总结": 1_200, "讲话": 600}))
    assert [(bar.name, bar.count) for bar in chart.bars] == [
        ("总结", "1,200"),
        ("讲话", "600"),
        ("计划", "50"),
    ]
    longest = chart.bars[0].width
    assert [round(bar.width / longest, 3) for bar in chart.bars] == [1, 0.5, 0.042]
    assert chart.bars[0].x + longest < 100
    assert chart.title == "各体裁的段落"
    assert chart.description == "共 3 类，最多的是总结（1,200 段）、讲话（600 段）、计划（50 段）。"
    assert chart.notes == ()


def test_of_many_values_the_most_frequent_have_bars_and_the_others_are_counted() -> None:
    chart = bar_chart("domain", values({f"领域{n}": n for n in range(1, 21)}))
    assert [bar.name for bar in chart.bars] == [f"领域{n}" for n in range(20, 8, -1)]
    assert chart.notes == ("另有 8 类，见下表。",)


def test_a_long_name_is_cut() -> None:
    assert bar_chart("genre", values({"很长很长的名字": 1})).bars[0].name == "很长很长的…"


def test_every_year_has_its_place_one_without_passages_too() -> None:
    chart = year_chart(values({2020: 10, 2017: 5, 2016: 20}), passages=40)
    assert [round(column.height) for column in chart.columns] == [100, 25, 0, 0, 50]
    assert [column.tick for column in chart.columns] == ["2016", "2017", "2018", "2019", "2020"]
    assert [(axis.top, axis.count) for axis in chart.axes] == [(100, "0"), (50, "10"), (0, "20")]
    assert (
        chart.description == "从 2016 年到 2020 年，最多的是 2016 年（20 段）。没有段落的年份：2018、2019。"
    )
    assert chart.notes == ("另有 5 段没有写明年份。",)


def test_of_a_long_time_the_latest_years_are_drawn_and_the_earlier_counted() -> None:
    chart = year_chart(values({1: 3, 1949: 2, 1964: 1, 1965: 4, 2024: 2}), passages=12)
    assert len(chart.columns) == 60
    assert chart.columns[0].height
    assert [column.tick for column in chart.columns if column.tick] == [
        "1970",
        "1980",
        "1990",
        "2000",
        "2010",
        "2020",
    ]
    assert chart.notes == ("更早的年份有 6 段，见下表。",)
    assert chart.description == "从 1965 年到 2024 年，最多的是 1965 年（4 段）。其中 58 年没有段落。"


@given(st.dictionaries(st.integers(1, 9999), st.integers(1, 10**7), min_size=1))
def test_any_years_fit_into_the_picture(counts: dict[int, int]) -> None:
    chart = year_chart(values(counts), passages=sum(counts.values()))
    assert all(0 <= column.height <= 100.01 for column in chart.columns)
    assert all(column.x >= 13 and column.x + column.width <= 100.01 for column in chart.columns)
    shown = max(counts) - len(chart.columns)
    drawn = [column for column in chart.columns if column.height]
    assert len(drawn) <= sum(year > shown for year in counts)
    assert sum(bool(column.tick) for column in chart.columns) <= 6


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 10**7), min_size=1))
def test_any_values_fit_into_the_picture(counts: dict[str, int]) -> None:
    chart = bar_chart("section", values(counts))
    assert len(chart.bars) == (len(counts) if len(counts) <= 13 else 12)
    assert all(bar.width >= 0 and bar.x + bar.width <= 100 for bar in chart.bars)
    assert all(bar.top < chart.height for bar in chart.bars)
