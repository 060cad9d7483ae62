"""A watched folder: the index follows what happens in it, in a real process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import open_index

Watcher = subprocess.Popen[str]


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text("年度工作总结\n一年来，我们加强了安全生产管理。\n", "utf-8")
    return folder


@pytest.fixture
def watcher(watched: Path) -> Iterator[Watcher]:
    """Also keeps its index in the folder it watches: its own writing must not wake it."""
    command = [sys.executable, "-m", "indexer.cli", "index", str(watched), "--watch"]
    environment = {**os.environ, "ZONGJIE_INDEX": str(watched / "_index"), "ZONGJIE_CONFIG": ""}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=watched
    ) as process:
        yield process
        process.kill()


def told(watcher: Watcher) -> str:
    """The next line that it prints, once it has updated the index."""
    assert watcher.stdout is not None
    return watcher.stdout.readline()


def found(watched: Path, query: str) -> int:
    with open_index(watched / "_index") as index:
        return index.search(query).total


def test_the_index_follows_its_folder(watcher: Watcher, watched: Path) -> None:
    assert "1 files read" in told(watcher)
    assert (found(watched, "安全生产"), found(watched, "防汛值班")) == (1, 0)
    fresh = watched / "fresh.tmp"
    fresh.write_text("防汛工作总结\n汛期我们落实了防汛值班制度。\n", "utf-8")
    fresh.rename(watched / "two.txt")
    assert "1 files read, 1 files unchanged" in told(watcher)
    assert (found(watched, "安全生产"), found(watched, "防汛值班")) == (1, 1)
    (watched / "one.txt").unlink()
    assert "1 removed" in told(watcher)
    assert (found(watched, "安全生产"), found(watched, "防汛值班")) == (0, 1)
    (watched / "two.txt").unlink()
    assert watcher.stderr is not None
    assert "nothing to index" in watcher.stderr.readline()
    assert found(watched, "防汛值班") == 1, "an emptied folder leaves the index as it was"
    watcher.send_signal(signal.SIGTERM)
    assert watcher.wait(30) == 0
    assert told(watcher) == ""
