"""The ``zongjie`` command. Exit status: 0 all well, 1 an error, 2 wrong usage, 3 done but sources skipped."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import get_args

from indexer.build import build_index
from indexer.console import one_line, print_hit, show_progress, summarise
from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated, ZongjieError
from indexer.model import Sort
from indexer.outlining import print_outlines
from indexer.records import result_record, similar_record, to_line
from indexer.service import open_index
from indexer.settings import Settings
from indexer.setup_kernels import compile_kernels
from indexer.watch import watch_sources
from webui import serve

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; errors are one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # whatever the terminal's encoding lacks
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace, Settings], int] = options.run
    try:
        settings = Settings.load(options.config)
        if options.index is not None:
            settings = replace(settings, index=options.index)
        return command(options, settings)
    except ZongjieError as error:
        print(f"zongjie: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone: ``| head``
        return 0
    except OSError as error:
        print(f"zongjie: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("zongjie: interrupted", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--index", metavar="FOLDER", help="the index (default: var/index)")
    common.add_argument("--config", type=Path, metavar="FILE", help="settings file (default: zongjie.toml)")
    filters = _filters()
    parser = argparse.ArgumentParser(
        prog="zongjie", description="Full-text search for Chinese work summaries."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str,
        run: Callable[[argparse.Namespace, Settings], int],
        text: str,
        *parents: argparse.ArgumentParser,
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[common, *parents], help=text, description=text)
        added.set_defaults(run=run)
        return added

    index = command("index", _index, "Build the index from files and folders.")
    index.add_argument("sources", nargs="+", metavar="SOURCE")
    index.add_argument("--full", action="store_true", help="read every file anew, not only changed ones")
    index.add_argument(
        "--jobs", type=_positive, metavar="N", help="processes that analyse (default: one a processor)"
    )
    index.add_argument("--report", type=Path, metavar="FILE", help="write what was read and skipped, as JSON")
    index.add_argument("--watch", action="store_true", help="go on, and update the index when files change")

    search = command("search", _search, "Search, and print a page of hits.", filters)
    search.add_argument("query", help="one that begins with - is written after --, as in: -- -问题")
    search.add_argument("--sort", choices=get_args(Sort), default="relevance")
    search.add_argument("--page", type=int, default=1)
    search.add_argument("--json", action="store_true", help="print the result as JSON")

    show = command("show", _show, "Print one passage.")
    show.add_argument("id")
    similar = command("similar", _similar, "Print a passage's keywords, and passages like it.")
    similar.add_argument("id")
    similar.add_argument("--json", action="store_true", help="print them as JSON")
    outline = command("outline", _outline, "Print how a file is outlined and labelled; no index is needed.")
    outline.add_argument("file", type=Path)
    export = command("export", _export, "Print passages as JSON lines, in source order.", filters)
    export.add_argument("--query", default="", help="only passages that this query matches")
    command("stats", _stats, "Print what is in the index.")
    command("check", _check, "Read every byte of the index and report damage.")
    _add_serving(command("serve", _serve, "Serve the search page and the JSON API."))
    return parser


def _add_serving(server: argparse.ArgumentParser) -> None:
    server.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    server.add_argument("--port", type=int, help="port to listen on (default: 8000)")
    server.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="SOURCE",
        help="build the index from this where there is none or it is outdated; may be repeated",
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _filters() -> argparse.ArgumentParser:
    filters = argparse.ArgumentParser(add_help=False)
    for name in ("genre", "domain", "section", "collection"):
        filters.add_argument(f"--{name}", action="append", default=[], metavar="VALUE", help="repeatable")
    filters.add_argument("--year", action="append", default=[], type=int, help="repeatable")
    return filters


# ---- commands ----


def _index(options: argparse.Namespace, settings: Settings) -> int:
    if options.report:
        options.report.touch()  # a report that cannot be written should be known before the work
    if not options.watch:
        return _build(options, settings)

    def update() -> None:
        _build(options, settings)
        options.full = False  # that was asked for once

    watch_sources(options.sources, settings.index, update)
    return 0


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


def _search(options: argparse.Namespace, settings: Settings) -> int:
    with open_index(settings.index, settings=settings) as index:
        result = index.search(
            options.query,
            genre=options.genre,
            domain=options.domain,
            section=options.section,
            year=options.year,
            collection=options.collection,
            sort=options.sort,
            page=options.page,
        )
    if options.json:
        print(json.dumps(result_record(result), ensure_ascii=False, indent=2))
        return 0
    for note in result.notes:
        print(note)
    print(f"共 {result.total} 条，第 {options.page}/{result.pages} 页，{result.took_ms:.1f} 毫秒")
    for hit in result.hits:
        print_hit(hit)
    return 0


def _show(options: argparse.Namespace, settings: Settings) -> int:
    with open_index(settings.index, settings=settings) as index:
        passage = index.get(options.id)
    place = passage.collection, passage.title, " / ".join(passage.heading), ""
    for line in (*place, *passage.text.split("\n")):
        print(one_line(line))
    return 0


def _similar(options: argparse.Namespace, settings: Settings) -> int:
    with open_index(settings.index, settings=settings) as index:
        keywords, hits = index.keywords(options.id), index.similar(options.id)
    if options.json:
        print(json.dumps(similar_record(options.id, keywords, hits), ensure_ascii=False, indent=2))
        return 0
    print(one_line("关键词：" + " ".join(keyword.text for keyword in keywords)))
    for hit in hits:
        print_hit(hit)
    return 0


def _outline(options: argparse.Namespace, settings: Settings) -> int:
    return print_outlines(options.file, settings)


def _export(options: argparse.Namespace, settings: Settings) -> int:
    with open_index(settings.index, settings=settings) as index:
        for passage in index.matches(
            options.query,
            genre=options.genre,
            domain=options.domain,
            section=options.section,
            year=options.year,
            collection=options.collection,
        ):
            print(to_line(passage))
    return 0


def _stats(_: argparse.Namespace, settings: Settings) -> int:
    with open_index(settings.index, settings=settings) as index:
        stats = index.stats()
    print(f"passages    {stats.passages}\ncollections {stats.collections}\nparts       {stats.parts}")
    print(f"characters  {stats.characters}\nbytes       {stats.size_bytes}\nbuilt       {stats.built_at}")
    for name, values in stats.facets.items():
        print(f"{name:<11} " + one_line("  ".join(f"{value} {count}" for value, count, _ in values)))
    return 0


def _check(_: argparse.Namespace, settings: Settings) -> int:
    with open_index(settings.index, settings=settings) as index:
        problems = index.check()
    for problem in problems:
        print(problem, file=sys.stderr)
    print("damaged" if problems else "all well")
    return 1 if problems else 0


def _serve(options: argparse.Namespace, settings: Settings) -> int:
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
        serve(index, settings.host, settings.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
