"""Runs a task in a process of its own, so that it pays for what it imports alone, and watches its memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from scripts.benches.place import Place

__all__ = ["Done", "run_apart"]

_EVERY = 0.1
"""Seconds between two looks at the memory: looking takes time from what is measured."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a task returned, and the most memory that its process and those it started held at one time."""

    value: Any
    peak_bytes: int


def run_apart(task: str, place: Place, *arguments: Any) -> Done:
    """Runs ``module:function`` of this package on a place and JSON values, of which its answer is one too.

    The memory is resident memory, summed over processes, so pages that they share count several times.
    Raises RuntimeError where the process fails; its own words are on standard error.
    """
    with TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        given = json.dumps([place.folder, place.copies, *arguments])
        process = subprocess.Popen([sys.executable, "-m", "scripts.benches.child", task, given, answer])
        peak = _watch(process)
        if process.returncode:
            raise RuntimeError(f"{task} failed with status {process.returncode}")
        return Done(json.loads(answer.read_text("utf-8")), peak)


def _watch(process: subprocess.Popen[bytes]) -> int:
    peak, root = 0, psutil.Process(process.pid)
    while process.poll() is None:
        peak = max(peak, _resident(root))
        time.sleep(_EVERY)
    return peak


def _resident(root: psutil.Process) -> int:
    total = 0
    try:
        for process in (root, *root.children(recursive=True)):
            total += process.memory_info().rss
    except psutil.NoSuchProcess:  # one ended meanwhile; the next look sees the others
        pass
    return total
