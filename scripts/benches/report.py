"""Findings to a Markdown report: goals first, then what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.benches.finding import Finding, Goal, Table

__all__ = ["markdown"]

_HOW = (
    "Queries were asked one after the other, the engines of a comparison in turn in one process, three "
    "times each; of the three times of a query the median counts. No engine keeps results, as the first "
    "pass shows."
)


def markdown(machine: str, corpus: str, findings: Sequence[tuple[int, Finding]], plots: Sequence[str]) -> str:
    """The report of a run: each finding with the number of passages that it was made on."""
    lines = ["# Benchmark", "", machine, "", corpus, "", _HOW, "", "## Goals", ""]
    lines += _rows(["goal", "passages", "measured", "wanted", ""], list(_goals(findings)))
    for passages, finding in findings:
        for table in finding.tables:
            lines += ["", f"## {table.title}, {passages:,} passages", "", *_table(table)]
    for plot in plots:
        lines += ["", f"![{plot.partition('.')[0]}]({plot})"]
    return "\n".join(lines) + "\n"


def _goals(findings: Sequence[tuple[int, Finding]]) -> Iterator[list[str]]:
    for passages, finding in findings:
        for goal in finding.goals:
            mark = "reached" if goal.reached else "**missed**"
            yield [goal.what, f"{passages:,}", *_values(goal), mark]


def _values(goal: Goal) -> tuple[str, str]:
    unit = f" {goal.unit}" if goal.unit else ""
    bound = "at least" if goal.at_least else "at most"
    return f"{goal.value:.4g}{unit}", f"{bound} {goal.limit:g}{unit}"


def _table(table: Table) -> list[str]:
    lines = _rows(table.header, table.rows)
    for note in table.notes:
        lines += ["", note]
    return lines


def _rows(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    ruler = ["---", *("---:" for _ in header[1:])]
    return [f"| {' | '.join(cells)} |" for cells in (header, ruler, *rows)]
