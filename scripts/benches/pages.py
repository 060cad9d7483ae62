"""Result pages as people get them: a real server, asked by wrk over loopback, each query once.

The server-side time of a page is measured in the server, from the beginning of its request to its whole
body. A bare Flask "hello" on the same server tells what the server itself can do.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scripts.benches.bench import Bench
from scripts.benches.finding import Finding, Goal, Table
from scripts.benches.measure import percentiles
from scripts.benches.place import Place

__all__ = ["measure", "run"]

_SCRIPT = Path(__file__).with_name("pages.lua")
_CONNECTIONS = (4, 64)
_SECONDS = 300
"""A run that is not through by then ends."""

_HELLOS = 5_000
_GOALS = {1: (30.0, 0.1, 40_000)}
"""For so many copies: ms of p95 at 4 connections, throughput as a share of hello's, bytes of a page."""


def run(bench: Bench) -> Finding:
    """Asks the server of this engine's index for the first page of each query, and for hello as often."""
    if not shutil.which("wrk"):
        missing = [["not measured: wrk is not installed (Debian: apt-get install wrk)"]]
        return Finding("pages", bench.place.copies, [Table("Result pages", [""], missing)])
    bench.build("ours")
    found = {
        (what, connections): bench.run("pages:measure", what, connections).value
        for connections in _CONNECTIONS
        for what in ("pages", "hello")
    }
    rows, curves = [], {}
    for (what, connections), one in found.items():
        times = percentiles(one["times"])
        rows.append(
            [
                f"{what}, {connections} connections",
                f"{one['asked']:,}",
                str(one["errors"]),
                f"{one['asked'] / one['seconds']:,.0f}",
                " / ".join(f"{time:.1f}" for time in times),
                " / ".join(f"{time:.1f}" for time in one["latency"]),
                f"{max(one['sizes']) / 1e3:.1f} kB",
                f"{one['wrk']:.0%}",
                f"{one['server']:.0%}",
            ]
        )
        if what == "pages":
            curves[f"page, {connections} connections"] = one["times"]
    header = ["", "asked", "errors", "a second", "in the server, p50 / p95 / p99, ms"]
    header += ["at wrk, p50 / p95 / p99, ms", "largest", "wrk's share of the processors", "the server's"]
    goals = _goals(bench.place.copies, found)
    return Finding("pages", bench.place.copies, [Table("Result pages", header, rows)], goals, curves)


def _goals(copies: int, found: dict[tuple[str, int], dict[str, Any]]) -> list[Goal]:
    if copies not in _GOALS:
        return []
    p95, share, size = _GOALS[copies]
    few, many = found["pages", _CONNECTIONS[0]], found["pages", _CONNECTIONS[1]]
    hello = found["hello", _CONNECTIONS[1]]
    ratio = many["asked"] / many["seconds"] / (hello["asked"] / hello["seconds"])
    return [
        Goal("page p95 in the server, 4 connections", percentiles(few["times"]).p95, p95, unit="ms"),
        Goal("pages of hellos a second, 64 connections", ratio, share, at_least=True),
        Goal("errors at 64 connections", many["errors"], 0),
        Goal("largest page", max(few["sizes"]) / 1e3, size / 1e3, unit="kB"),
    ]


def measure(place: Place, what: str, connections: int) -> dict[str, Any]:
    """Serves ``pages`` or ``hello`` and has wrk ask for each address once.

    Times are milliseconds in the server, ``latency`` the p50, p95 and p99 that wrk saw, ``wrk`` and
    ``server`` the share of all processors that each took.
    """
    addresses = [f"/?q={quote(query)}" for query in place.asked("queries")]
    if what == "hello":
        addresses = ["/"] * _HELLOS
    place.path("addresses.txt").write_text("\n".join(addresses) + "\n", "utf-8")
    record = place.path("served.json")
    with _server(place.path("ours"), what, record) as port:
        before, started = os.times(), time.perf_counter()
        seen = _ask(place, port, connections)
        seconds, after = time.perf_counter() - started, os.times()
    served = json.loads(record.read_text("utf-8"))
    processors = (os.cpu_count() or 1) * seconds
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return {
        **seen,
        "asked": len(served["times"]),
        "seconds": served["seconds"],
        "times": [1000 * one for one in served["times"]],
        "sizes": served["sizes"],
        "wrk": used / processors,
        "server": served["processor"] / processors,
    }


def _ask(place: Place, port: int, connections: int) -> dict[str, Any]:
    """What wrk saw. It would go on to the end of its time, so it is interrupted once it has all answers."""
    through = place.path("through")
    through.unlink(missing_ok=True)
    given = {"ADDRESSES": str(place.path("addresses.txt")), "THROUGH": str(through)}
    command = ["wrk", f"-c{connections}", "-t1", f"-d{_SECONDS}s", "--timeout", "30s", "-s", str(_SCRIPT)]
    command.append(f"http://127.0.0.1:{port}")
    process = subprocess.Popen(command, env=os.environ | given, stdout=subprocess.PIPE, text=True)
    while process.poll() is None and not through.exists():
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    told, _ = process.communicate()
    seen: dict[str, Any] = json.loads(told.splitlines()[-1])
    return seen


@contextmanager
def _server(index: Path, what: str, record: Path) -> Iterator[int]:
    """The port of a server that writes what it measured when it ends."""
    command = [sys.executable, "-m", "scripts.benches.served", what, str(index), str(record)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        for line in process.stderr:
            if "serving at" in line:
                yield int(line.rpartition("/ ")[0].rpartition(":")[2])
                break
        else:
            raise RuntimeError("the server did not start")
    finally:
        process.terminate()
        process.stderr.read()
        process.wait()
