"""Requests made of the served description, right and wrong ones: each is answered as it says."""

import os
import subprocess
import sys
from pathlib import Path

from tests.serving import ROOT, served

EXAMPLES = "60"
"""Of each operation and kind: some 1,500 requests, ten seconds."""


def test_every_request_is_answered_as_described(index_folder: Path, tmp_path: Path) -> None:
    with served(index_folder) as address:
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json"),
            *("--checks", "all", "--mode", "all", "--max-examples", EXAMPLES, "--seed", "1"),
            *("--continue-on-failure", "--max-response-time", "20", "--no-color"),
        ]
        environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.webui.fuzzing", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "11 selected / 11 total" in done.stdout
