"""A real server: ``zongjie serve`` in a process of its own, on a free port."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


@contextmanager
def served(index: Path, **settings: str) -> Iterator[str]:
    """The address of a server of ``index``, without a slash at its end; ``settings`` as in the environment.

    When the block is left it is told to stop, and must have logged nothing.
    """
    command = [sys.executable, "-m", "indexer.cli", "serve", "--index", str(index), "--port", "0"]
    environment = os.environ | {f"ZONGJIE_{name.upper()}": value for name, value in settings.items()}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stderr
        line = process.stderr.readline()
        ready = re.fullmatch(r"serving at (http://127\.0\.0\.1:\d+)/ \(Ctrl-C stops\)\n", line)
        try:
            assert ready, line + process.stderr.read()
            yield ready[1]
        finally:
            process.send_signal(signal.SIGTERM)
            _, logged = process.communicate(timeout=60)
    assert not logged, logged
