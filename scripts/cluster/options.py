"""What is asked of ``scripts/opensearch``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Options", "parse_options"]

NODES = 3
PORT = 9200


@dataclass(frozen=True, slots=True)
class Options:
    """A command; the node to ``kill`` or ``restart``; nodes and port to ``start``, where they were named."""

    command: str
    node: int = 0
    nodes: int | None = None
    port: int | None = None


def parse_options(arguments: Sequence[str]) -> Options:
    """Reads the command line. Wrong use ends the process with status 2."""
    parser = argparse.ArgumentParser(
        prog="scripts/opensearch", description="A real OpenSearch cluster on this machine."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    start = commands.add_parser("start", help="start the nodes that do not run, and wait until all is green")
    start.add_argument("--nodes", type=_count, metavar="N", help=f"how many (as before, else {NODES})")
    start.add_argument("--port", type=_port, metavar="P", help=f"of the first (as before, else {PORT})")
    commands.add_parser("stop", help="have all nodes end in order; data is kept")
    commands.add_parser("status", help="say which nodes run and how they are")
    for name, text in (
        ("kill", "end a node at once, as a crash would"),
        ("restart", "end a node in order if it runs, start it, wait until it belongs to the cluster"),
    ):
        commands.add_parser(name, help=text).add_argument("node", type=int, metavar="N", help="from 1")
    return Options(**vars(parser.parse_args(arguments)))


def _count(text: str) -> int:
    if not 1 <= (count := int(text)) <= 9:
        raise argparse.ArgumentTypeError("from 1 to 9 nodes")
    return count


def _port(text: str) -> int:
    if not 1024 <= (port := int(text)) <= 65_000:
        raise argparse.ArgumentTypeError("a port from 1024 to 65000")
    return port
