"""The examples in docs/examples run as they stand, against a real server; the page does in tests/browser."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indexer import build_index, open_index
from tests.serving import ROOT, served

EXAMPLES = ROOT / "docs" / "examples"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    build_index([ROOT / "corpus"], folder)
    return folder


def run(*command: str | Path) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_curl(samples: Path) -> None:
    if not shutil.which("curl"):
        missing("there is no curl")
    with served(samples) as address:
        told = run("bash", EXAMPLES / "curl.sh", address)
    with open_index(samples) as index:
        found = index.search("安全生产", section=["存在问题", "下步打算"], per_page=2)
        every = sum(1 for _ in index.matches("安全生产"))
    steps = [step.partition("\n")[2] for step in told.split("== ")[1:]]
    assert len(steps) == 8
    hits, passage, about, typed, table, lines, unchanged, mistake = steps
    assert [hit["id"] for hit in json.loads(hits)["hits"]] == [hit.id for hit in found.hits]
    assert (json.loads(passage)["id"], "spans" in json.loads(passage)) == (found.hits[0].id, True)
    explanation, evidence, similar = map(json.loads, about.splitlines())
    assert explanation["explanation"]["score"] > 0
    assert evidence["id"] == similar["id"] == found.hits[0].id
    assert len(similar["hits"]) == 2
    assert json.loads(typed)["suggestions"][0]["text"].startswith("安全")
    assert next(len(row) for row in csv.reader(io.StringIO(table))) == 15
    assert int(lines) == every
    assert unchanged.strip() == "304"
    assert json.loads(mistake)["status"] == 400
    assert "whole number" in json.loads(mistake)["detail"]


def missing(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def test_every_example_is_told_of() -> None:
    told = (EXAMPLES / "README.md").read_text("utf-8")
    names = {path.name for path in EXAMPLES.iterdir() if path.is_file()} - {"README.md"}
    assert not {name for name in names if f"]({name})" not in told}


def test_python(samples: Path) -> None:
    script = [sys.executable, EXAMPLES / "search.py"]
    here = run(*script, samples, "安全生产", "隐患")
    assert "【安全生产】" in here
    with served(samples) as address:
        assert run(*script, address, "安全生产", "隐患") == here
