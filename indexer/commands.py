"""What each command does: parsed options and settings in, printed lines and an exit status out."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, replace
from typing import Any

from indexer.build import build_index
from indexer.console import (
    one_line,
    print_explanation,
    print_hit,
    print_result,
    print_stats,
    show_progress,
    summarise,
)
from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated, ZongjieError
from indexer.model import FACETS
from indexer.opening import open_index
from indexer.outlining import print_outlines
from indexer.records import result_record, similar_record, to_line
from indexer.settings import Settings, is_address
from indexer.setup_kernels import compile_kernels
from indexer.watch import watch_sources
from webui import serve

__all__ = [
    "run_check",
    "run_explain",
    "run_export",
    "run_index",
    "run_outline",
    "run_search",
    "run_serve",
    "run_show",
    "run_similar",
    "run_stats",
    "run_suggest",
]


def run_index(options: argparse.Namespace, settings: Settings) -> int:
    """Builds or updates the index, or watches and updates it; 3 where sources were skipped."""
    _need_files(settings, "zongjie index SOURCE…")
    if options.report:
        options.report.touch()  # a report that cannot be written should be known before the work
    if not options.watch:
        return _build(options, settings)

    def update() -> None:
        _build(options, settings)
        options.full = False  # that was asked for once

    watch_sources(options.sources, settings.index, update)
    return 0


def _need_files(settings: Settings, command: str) -> None:
    """Raises ZongjieError where the index is not in a folder, which ``command`` works on."""
    if is_address(settings.index):
        raise ZongjieError(
            f"{settings.index} is the address of a server: run `{command} --index FOLDER` where its files are"
        )


def _build(options: argparse.Namespace, settings: Settings) -> int:
    report = build_index(
        options.sources,
        settings.index,
        settings=settings,
        full=options.full,
        jobs=options.jobs,
        progress=show_progress(sys.stderr),
    )
    if options.report:
        options.report.write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1), "utf-8")
    return summarise(report)


def run_search(options: argparse.Namespace, settings: Settings) -> int:
    """Prints a page of hits."""
    with open_index(settings.index, settings=settings) as index:
        result = index.search(
            options.query,
            **_choices(options),
            synonyms=options.synonyms,
            sort=options.sort,
            matching=options.matching,
            page=options.page,
            group=options.group,
            near=options.near,
        )
    if options.json:
        print(json.dumps(result_record(result), ensure_ascii=False, indent=2))
    else:
        print_result(result)
    return 0


def _choices(options: argparse.Namespace) -> dict[str, Any]:
    """What was chosen of each facet, as ``Index`` takes it."""
    return {name: getattr(options, name) for name in (*FACETS, "collection")}


def run_explain(options: argparse.Namespace, settings: Settings) -> int:
    """Prints where the score of a passage comes from."""
    with open_index(settings.index, settings=settings) as index:
        explanation = index.explain(options.query, options.id)
    if explanation is None:
        print("不匹配")
        return 0
    print_explanation(explanation)
    return 0


def run_suggest(options: argparse.Namespace, settings: Settings) -> int:
    """Prints what begins with a text."""
    with open_index(settings.index, settings=settings) as index:
        for found in index.suggest(options.text):
            print(f"{found.kind:<8} {one_line(found.text)}")
    return 0


def run_show(options: argparse.Namespace, settings: Settings) -> int:
    """Prints one passage."""
    with open_index(settings.index, settings=settings) as index:
        passage = index.get(options.id)
    place = passage.collection, passage.title, " / ".join(passage.heading), ""
    for line in (*place, *passage.text.split("\n")):
        print(one_line(line))
    return 0


def run_similar(options: argparse.Namespace, settings: Settings) -> int:
    """Prints the keywords of a passage, and passages like it."""
    with open_index(settings.index, settings=settings) as index:
        keywords, hits = index.keywords(options.id), index.similar(options.id)
    if options.json:
        print(json.dumps(similar_record(options.id, keywords, hits), ensure_ascii=False, indent=2))
        return 0
    print(one_line("关键词：" + " ".join(keyword.text for keyword in keywords)))
    for hit in hits:
        print_hit(hit)
    return 0


def run_outline(options: argparse.Namespace, settings: Settings) -> int:
    """Prints how a file is outlined and labelled."""
    return print_outlines(options.file, settings)


def run_export(options: argparse.Namespace, settings: Settings) -> int:
    """Prints passages as JSON lines."""
    with open_index(settings.index, settings=settings) as index:
        for passage in index.matches(
            options.query,
            **_choices(options),
            synonyms=options.synonyms,
        ):
            print(to_line(passage))
    return 0


def run_stats(_: argparse.Namespace, settings: Settings) -> int:
    """Prints what is in the index."""
    with open_index(settings.index, settings=settings) as index:
        print_stats(index.stats())
    return 0


def run_check(_: argparse.Namespace, settings: Settings) -> int:
    """Reads every byte of the index and prints what is damaged."""
    _need_files(settings, "zongjie check")
    with open_index(settings.index, settings=settings) as index:
        problems = index.check()
    for problem in problems:
        print(problem, file=sys.stderr)
    print("damaged" if problems else "all well")
    return 1 if problems else 0


def run_serve(options: argparse.Namespace, settings: Settings) -> int:
    """Serves the search page and the JSON API until ended."""
    _need_files(settings, "zongjie serve")
    settings = replace(
        settings,
        host=options.host or settings.host,
        port=settings.port if options.port is None else options.port,
    )
    try:
        index = open_index(settings.index, settings=settings)
    except (IndexMissing, IndexOutdated, IndexDamaged) as error:
        if not options.source:
            raise
        print(f"building the index: {error}", file=sys.stderr)
        summarise(
            build_index(options.source, settings.index, settings=settings, progress=show_progress(sys.stderr))
        )
        index = open_index(settings.index, settings=settings)
    compile_kernels()  # or load them: no user's first query should wait for it
    with index:
        serve(
            index,
            settings.host,
            settings.port,
            cors=settings.cors,
            query_log=settings.query_log,
        )
    return 0
