"""Runs a parser on a file in a process of its own, and turns whatever becomes of it into a text or a reason.

The process is a fresh Python that imports the parser and nothing else of the product, takes its limits upon
itself before it opens the file (``worker``), and answers in JSON: nothing it could be made to say is code.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from indexer.documents.source import Draft, Limits
from indexer.errors import DocumentError
from indexer.model import Block

__all__ = ["parse"]

_PACKAGES = ("indexer", "indexer.documents", "indexer.documents.binary")
_START = """
import sys, types
for name, folder in zip({names}, sys.argv[1:]):
    package = sys.modules[name] = types.ModuleType(name)
    package.__path__ = [folder]
from indexer.documents.binary.worker import main
main(*sys.argv[{count} + 1:])
"""
"""Stands in for the packages, whose own __init__ imports the whole product: five times as slow to start."""

_LONGEST_REASON = 200


def parse(parser: str, path: Path, limits: Limits) -> Draft:
    """The text of a file by the function ``read`` of the module ``parser``, which is of this package.

    Raises DocumentError where the parser does, and where its process dies or exceeds a limit.
    """
    folders = [str(Path(__file__).parents[up]) for up in (2, 1, 0)]
    start = _START.format(names=_PACKAGES, count=len(_PACKAGES))
    command = [sys.executable, "-P", "-c", start, *folders, parser, str(path), json.dumps(asdict(limits))]
    with (
        tempfile.TemporaryFile() as answer,
        tempfile.TemporaryFile() as complaint,
        tempfile.TemporaryDirectory(prefix="zongjie-") as folder,  # goes, whatever becomes of the process
    ):
        status = _run(command, answer, complaint, folder, limits)
        if status is None:
            raise DocumentError(f"reading it took more than {3 * limits.max_parse_seconds} seconds")
        if status != 0:
            raise DocumentError(_reason(status, _end(complaint), limits))
        return _draft(_all(answer, limits.max_bytes))


def _run(
    command: list[str], answer: IO[bytes], complaint: IO[bytes], folder: str, limits: Limits
) -> int | None:
    """The exit status; None where the time was over. Whatever the process has started ends with it.

    ``folder`` is where it keeps temporary files.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=answer,
        stderr=complaint,
        env={**os.environ, "TMPDIR": folder},
        start_new_session=True,
    )
    try:
        return process.wait(3 * limits.max_parse_seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _reason(status: int, complaint: str, limits: Limits) -> str:
    if status == -signal.SIGXCPU:
        return f"reading it took more than {limits.max_parse_seconds} seconds of the processor"
    if "MemoryError" in complaint or "bad_alloc" in complaint or status == -signal.SIGKILL:
        return f"reading it took more than {limits.max_parse_memory >> 20} MiB of memory"
    if status < 0:
        return f"its parser crashed ({signal.strsignal(-status) or -status}); the file is damaged or hostile"
    return f"its parser gave up, so the file is damaged or of a rare kind: {complaint[:_LONGEST_REASON]}"


def _end(file: IO[bytes]) -> str:
    """The last line of what the process complained of: the error, where Python raised one."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 10_000))
    lines = file.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else "it said nothing"


def _all(file: IO[bytes], limit: int) -> dict[str, Any]:
    file.seek(0)
    data = file.read(limit + 1)
    if len(data) > limit:
        raise DocumentError(f"its text is over the limit of {limit} bytes; split the file")
    answer: dict[str, Any] = json.loads(data)
    return answer


def _draft(answer: dict[str, Any]) -> Draft:
    if "reason" in answer:
        raise DocumentError(answer["reason"])
    return Draft(
        blocks=tuple(Block(text, level) for text, level in answer["blocks"]),
        title=answer["title"],
        encoding=answer["encoding"],
        confidence=answer["confidence"],
        warnings=tuple(answer["warnings"]),
    )
