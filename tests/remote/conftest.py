"""One corpus behind two handles: the folder, and a server's address; and servers of other kinds."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from indexer import Index, Settings, build_index, open_index
from tests.support import write_lines
from tests.webui.material import records

ROOT = Path(__file__).parents[2]
READY = re.compile(r"serving at (http://127\.0\.0\.1:\d+)/ ")


@contextmanager
def served(folder: Path, port: int = 0, **environ: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address of a process of ``zongjie serve`` over an index, and that process."""
    command = [sys.executable, "-m", "indexer.cli", "serve", "--index", str(folder), "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | environ
    with subprocess.Popen(
        command, cwd=folder.parent, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr
            line = process.stderr.readline()
            ready = READY.match(line)
            assert ready, line + process.stderr.read()
            yield ready[1], process
        finally:
            process.kill()


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the index, with a file of synonyms beside it."""
    folder = tmp_path_factory.mktemp("remote")
    (folder / "synonyms.txt").write_text("过关 => 评比\n巡检 => 点检\n", "utf-8")
    assert not build_index([write_lines(folder / "passages.jsonl", records())], folder / "index").skipped
    return folder / "index"


@pytest.fixture(scope="session")
def address(place: Path) -> Iterator[str]:
    with served(place, ZONGJIE_SYNONYMS=str(place.parent / "synonyms.txt")) as (found, _):
        yield found


@pytest.fixture(scope="session")
def local(place: Path) -> Iterator[Index]:
    with open_index(place, settings=Settings(synonyms=place.parent / "synonyms.txt")) as index:
        yield index


@pytest.fixture(scope="session")
def remote(address: str) -> Iterator[Index]:
    with open_index(address) as index:
        yield index
