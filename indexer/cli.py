"""The ``zongjie`` command. Exit status: 0 all well, 1 an error, 2 wrong usage, 3 done but sources skipped."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from indexer import commands
from indexer.errors import ZongjieError
from indexer.model import Matching, Sort
from indexer.relevance import add_evaluating, evaluate
from indexer.settings import Settings

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
    common.add_argument(
        "--index", metavar="PLACE", help="the index: a folder, or a server's address (default: var/index)"
    )
    common.add_argument("--config", type=Path, metavar="FILE", help="settings file (default: zongjie.toml)")
    parser = argparse.ArgumentParser(
        prog="zongjie", description="Full-text search for Chinese work summaries."
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str,
        run: Callable[[argparse.Namespace, Settings], int],
        text: str,
        *parents: argparse.ArgumentParser,
    ) -> argparse.ArgumentParser:
        added = subparsers.add_parser(name, parents=[common, *parents], help=text, description=text)
        added.set_defaults(run=run)
        return added

    _add_indexing(command("index", commands.run_index, "Build the index from files and folders."))
    filters = _filters()
    _add_searching(command("search", commands.run_search, "Search, and print a page of hits.", filters))
    suggest = "Print what begins with a text, in characters or pinyin."
    command("suggest", commands.run_suggest, suggest).add_argument("text")
    explain = "Print where the score of a passage for a query comes from."
    explaining = command("explain", commands.run_explain, explain)
    explaining.add_argument("query")
    explaining.add_argument("id")
    command("show", commands.run_show, "Print one passage.").add_argument("id")
    similar = command("similar", commands.run_similar, "Print a passage's keywords, and passages like it.")
    similar.add_argument("id")
    similar.add_argument("--json", action="store_true", help="print them as JSON")
    outline = "Print how a file is outlined and labelled; no index is needed."
    command("outline", commands.run_outline, outline).add_argument("file", type=Path)
    export = command("export", commands.run_export, "Print passages as JSON lines, in source order.", filters)
    export.add_argument("--query", default="", help="only passages that this query matches")
    command("stats", commands.run_stats, "Print what is in the index.")
    command("check", commands.run_check, "Read every byte of the index and report damage.")
    evaluating = "Measure relevance by judged questions, beside other engines."
    add_evaluating(command("evaluate", evaluate, evaluating))
    _add_serving(command("serve", commands.run_serve, "Serve the search page and the JSON API."))
    return parser


def _add_indexing(index: argparse.ArgumentParser) -> None:
    index.add_argument("sources", nargs="+", metavar="SOURCE")
    index.add_argument("--full", action="store_true", help="read every file anew, not only changed ones")
    index.add_argument(
        "--jobs", type=_positive, metavar="N", help="processes that analyse (default: one a processor)"
    )
    index.add_argument("--report", type=Path, metavar="FILE", help="write what was read and skipped, as JSON")
    index.add_argument("--watch", action="store_true", help="go on, and update the index when files change")


def _add_searching(search: argparse.ArgumentParser) -> None:
    search.add_argument("query", help="one that begins with - is written after --, as in: -- -问题")
    search.add_argument("--sort", choices=get_args(Sort), default="relevance")
    search.add_argument("--page", type=int, default=1)
    search.add_argument(
        "--matching", choices=get_args(Matching), default="auto", help="all: never relax a query"
    )
    search.add_argument(
        "--group",
        nargs="?",
        const="near",
        default="",
        choices=("near", "collection"),
        help="fold near-duplicates, or the hits of one collection, under the best of them (default: near)",
    )
    search.add_argument("--near", default="", metavar="ID", help="only near-duplicates of this passage")
    search.add_argument("--json", action="store_true", help="print the result as JSON")


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
    filters.add_argument("--no-synonyms", dest="synonyms", action="store_false", help="only what is typed")
    return filters


if __name__ == "__main__":
    sys.exit(main())
