"""What the command prints: progress, reports and hits, each text of a stranger on one line and harmless."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby
from typing import TextIO

from indexer.build import Progress
from indexer.classify import Classifier
from indexer.engines.engine import IndexStats
from indexer.model import Hit, Label, Passage, SearchResult, Snippet
from indexer.offers import Explanation
from indexer.report import BuildReport

__all__ = [
    "one_line", "print_explanation", "print_hit", "print_labels", "print_result", "print_stats",
    "show_progress", "summarise",
]  # fmt: skip


_CUES = 8
"""Cues that are named for one label, the strongest."""


def summarise(report: BuildReport) -> int:
    """Prints what a build did; its exit status."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")  # clears the line of show_progress
    for file in report.files:
        for warning in file.warnings:
            print(f"{one_line(file.source)}: {one_line(warning)}", file=sys.stderr)
    for skipped in report.skipped:
        print(f"{one_line(skipped.path)}: {one_line(skipped.reason)}", file=sys.stderr)
    other = f"{len(report.ignored)} of other kinds left out, " if report.ignored else ""
    kept = f"{report.unchanged} files unchanged, {len(report.removed)} removed, " if not report.full else ""
    print(
        f"{report.passages} passages; {len(report.files)} files read, {kept}"
        f"{other}{len(report.skipped)} skipped, {report.seconds:.1f} s"
    )
    return 3 if report.skipped else 0


def show_progress(terminal: TextIO) -> Progress | None:
    """Shows one line that is written over; nothing where standard error is no terminal."""
    if not terminal.isatty():
        return None

    def show(files: int, passages: int, source: str) -> None:
        terminal.write(f"\r\x1b[K{files} files, {passages} passages  {one_line(source)[:60]}")
        terminal.flush()

    return show


def one_line(text: str) -> str:
    """Text of a stranger on one line of a terminal: control characters are escaped."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def print_result(result: SearchResult) -> None:
    """Prints the notes, the counts and the hits of a page."""
    for note in result.notes:
        print(one_line(note))
    groups = "" if result.groups is None else f" {result.groups} 组"
    place = f"第 {result.request.page}/{result.pages} 页"
    print(f"共 {result.total} 条{groups}，{place}，{result.took_ms:.1f} 毫秒")
    for correction in result.corrections:
        print(f"您是不是要找：{one_line(correction.query)}（{correction.total} 条）")
    for hit in result.hits:
        print_hit(hit)


def print_hit(hit: Hit) -> None:
    """Prints where a hit stands, its labels, and its snippets with 【marks】."""
    place = " / ".join((hit.title, *hit.heading))
    print(f"\n{one_line(place)}\n  {one_line(hit.id)}  {hit.section}  {' '.join((*hit.genre, *hit.domain))}")
    for snippet in hit.snippets:
        print(f"  … {one_line(_marked(snippet))}")
    if hit.folded:
        print(f"  另有 {hit.folded} 条{'内容相近' if hit.folded_ids else '出自同一合集'}")


def print_stats(stats: IndexStats) -> None:
    """Prints what is in an index."""
    print(f"passages    {stats.passages}\ncollections {stats.collections}\nparts       {stats.parts}")
    print(f"characters  {stats.characters}\nbytes       {stats.size_bytes}\nbuilt       {stats.built_at}")
    for name, values in stats.facets.items():
        print(f"{name:<11} " + one_line("  ".join(f"{value} {count}" for value, count, _ in values)))


def print_labels(classifier: Classifier, passages: Sequence[Passage]) -> None:
    """Prints the labels of a text's passages with the cues that speak for them; those of a part once."""
    for _, members in groupby(passages, key=lambda passage: (passage.part, passage.title)):
        part = list(members)
        for at, passage in enumerate(part):
            found = classifier.evidence(passage, part)
            if at == 0:
                year = str(passage.year or "")
                print(f"  {one_line(' '.join(filter(None, (passage.title, year))))}")
                for label in (*found["genre"], *found["domain"]):
                    print(f"    {_grounds(label)}")
            print(f"    {one_line(passage.id)}  {one_line(' / '.join(passage.heading))}")
            print(f"      {_grounds(found['section'][0])}")


def _grounds(label: Label) -> str:
    """A label and the strongest cues that speak for it."""
    more = " …" if len(label.evidence) > _CUES else ""
    return one_line(f"{label.value}  {' '.join(label.evidence[:_CUES])}{more}").rstrip()


def _marked(snippet: Snippet) -> str:
    pieces: list[str] = []
    position = 0
    for start, end in snippet.spans:
        pieces += (snippet.text[position:start], "【", snippet.text[start:end], "】")
        position = end
    return "".join((*pieces, snippet.text[position:]))


def print_explanation(explanation: Explanation, depth: int = 0) -> None:
    """Prints a score and, indented below it, what it is the sum of."""
    print(f"{'  ' * depth}{explanation.score:8.3f}  {one_line(explanation.label)}")
    for part in explanation.parts:
        print_explanation(part, depth + 1)
