"""scripts/setup prepares once, never leaves half an environment, and says plainly what is wrong.

A stand-in for Python makes the environment and notes what pip is asked for, so that these tests take no
network and no minutes; the long test at the end does it for real.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.scripts.checkout import STAND_IN, Checkout, Run, stand_in

RUNNING = [
    "venv",
    "pip -r requirements/build.txt",
    "pip -r requirements/base.txt",
    "pip --editable .",
]


def test_runs_once_and_is_quick_afterwards(checkout: Checkout) -> None:
    assert checkout.setup().returncode == 0
    assert checkout.new_calls() == RUNNING
    start = time.perf_counter()
    again = checkout.setup()
    assert time.perf_counter() - start < 2
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert checkout.new_calls() == []


def test_every_package_is_installed_by_hash_and_nothing_builds_apart(checkout: Checkout) -> None:
    seen = checkout.root / "arguments"
    note = f'echo "$*" >>"{seen}"'
    checkout.python.write_text(STAND_IN.replace('echo "pip ${*: -2}" >>"$CALLS"', note), "utf-8")
    checkout.setup("--dev")
    lines = seen.read_text("utf-8").splitlines()
    assert len(lines) == 4
    for line in lines:
        assert "--no-build-isolation" in line
        assert "--require-hashes" in line or "--no-deps --editable" in line


def test_dev_adds_to_what_running_needs(checkout: Checkout) -> None:
    checkout.setup()
    checkout.new_calls()
    assert checkout.setup("--dev").returncode == 0
    assert checkout.new_calls() == ["pip -r requirements/dev.txt"]
    checkout.setup()
    checkout.setup("--dev")
    assert checkout.new_calls() == []


def test_the_benchmark_has_an_environment_of_its_own(checkout: Checkout) -> None:
    checkout.setup()
    checkout.new_calls()
    assert checkout.setup("--bench").returncode == 0
    assert checkout.new_calls() == [*RUNNING, "pip -r requirements/bench.txt"]
    assert (checkout.root / ".venv-bench" / "ready-bench").is_file()
    checkout.setup("--bench")
    checkout.setup()
    assert checkout.new_calls() == []


@pytest.mark.parametrize("name", ["requirements/base.txt", "requirements/dev.txt", "pyproject.toml"])
def test_a_change_of_what_is_asked_for_makes_it_anew(checkout: Checkout, name: str) -> None:
    checkout.setup("--dev")
    checkout.new_calls()
    with (checkout.root / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    checkout.setup("--dev")
    assert checkout.new_calls() == [*RUNNING, "pip -r requirements/dev.txt"]


def test_a_moved_checkout_is_made_anew(checkout: Checkout) -> None:
    checkout.setup()
    checkout.new_calls()
    moved = replace(checkout, root=checkout.root.rename(checkout.root.with_name("moved")))
    moved.setup()
    assert moved.new_calls() == RUNNING


@pytest.mark.parametrize("step", ["build.txt", "base.txt", "--editable"])
def test_a_killed_set_up_does_not_look_finished(checkout: Checkout, step: str) -> None:
    assert checkout.setup(PIP_KILLED_AT=step).returncode == -9
    checkout.new_calls()
    assert checkout.setup().returncode == 0
    assert checkout.new_calls() == RUNNING


@pytest.mark.parametrize("killed", [{"VENV_KILLED": "yes"}, {"PIP_KILLED_AT": "base.txt"}])
def test_a_renewal_that_is_killed_does_not_look_finished(checkout: Checkout, killed: dict[str, str]) -> None:
    checkout.setup()
    requirements = checkout.root / "requirements" / "base.txt"
    before = requirements.read_bytes()
    requirements.write_bytes(before + b"# changed\n")
    assert checkout.setup(**killed).returncode == -9
    requirements.write_bytes(before)
    checkout.new_calls()
    checkout.setup()
    assert checkout.new_calls() == RUNNING


def test_two_at_once_wait_for_each_other(checkout: Checkout) -> None:
    with (checkout.root / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = subprocess.Popen(
            [checkout.root / "scripts" / "setup"],
            env=os.environ | checkout.environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert second.stderr is not None
        assert second.stderr.readline() == "Another set-up is running here; waiting for it.\n"
        assert checkout.new_calls() == []
    second.communicate(timeout=60)
    assert second.returncode == 0
    assert checkout.new_calls() == RUNNING


def test_what_is_finished_waits_for_nobody(checkout: Checkout) -> None:
    checkout.setup()
    with (checkout.root / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert checkout.setup().returncode == 0


@pytest.mark.parametrize("script", ["setup", "serve", "rebuild", "test", "check"])
def test_a_python_that_is_too_old_is_said(checkout: Checkout, tmp_path: Path, script: str) -> None:
    old = stand_in(tmp_path / "old", "echo 3.9.18")
    done = checkout.run(checkout.root / "scripts" / script, ZONGJIE_PYTHON=old)
    assert done.returncode == 1
    assert done.stderr == (
        f"setup: needs Python 3.11 or later, found: {old} is 3.9.18. "
        "Install one, or name it: ZONGJIE_PYTHON=/path/to/python3.11\n"
    )
    assert not (checkout.root / ".venv").exists()


def test_a_python_that_does_not_run_is_said(checkout: Checkout, tmp_path: Path) -> None:
    done = checkout.setup(ZONGJIE_PYTHON=str(tmp_path / "nowhere"))
    assert done.returncode == 1
    assert f"found none at {tmp_path / 'nowhere'}" in done.stderr


def test_a_python_without_venv_is_said(checkout: Checkout, tmp_path: Path) -> None:
    bare = stand_in(tmp_path / "bare", 'case "$2" in *ensurepip*) exit 1 ;; *) echo 3.12.4 ;; esac')
    done = checkout.setup(ZONGJIE_PYTHON=bare)
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_first_python_of_the_path_that_fits_is_taken(checkout: Checkout, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    stand_in(folder / "python3", "echo 3.8.10")
    shutil.copy(checkout.python, folder / "python3.12")
    done = checkout.setup(ZONGJIE_PYTHON="", PATH=f"{folder}{os.pathsep}{os.environ['PATH']}")
    assert done.returncode == 0, done.stderr
    assert checkout.new_calls() == RUNNING


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError'",
            "Is there a network connection?",
        ),
        (
            "ERROR: Could not find a version that satisfies x (from versions: none)",
            "Is there a network connection?",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "THESE PACKAGES DO NOT MATCH THE HASHES"),
    ],
)
def test_a_failure_of_pip_is_told_in_words(checkout: Checkout, words: str, told: str) -> None:
    done = checkout.setup(PIP_SAYS=words)
    assert done.returncode == 1
    assert told in done.stderr
    assert str(checkout.root / ".venv" / "setup.log") in done.stderr
    checkout.new_calls()
    assert checkout.setup().returncode == 0
    assert checkout.new_calls() == RUNNING


def test_wrong_use_is_told(checkout: Checkout) -> None:
    done = checkout.setup("--devel")
    assert done.returncode == 2
    assert done.stderr == "usage: scripts/setup [--dev | --cluster | --bench]\n"


@pytest.mark.parametrize("failing", ["check", "test"])
def test_the_run_for_every_change_fails_with_its_steps(
    repository: Path, tmp_path: Path, run: Run, failing: str
) -> None:
    (tmp_path / "scripts").mkdir()
    for step in ("check", "test"):
        stand_in(tmp_path / "scripts" / step, f"echo {step}; exit {int(step == failing)}")
    (tmp_path / ".ci").mkdir()
    shutil.copy(repository / ".ci" / "run", tmp_path / ".ci")
    assert run("bash", tmp_path / ".ci" / "run").returncode == 1
    stand_in(tmp_path / "scripts" / failing, f"echo {failing}")
    done = run("bash", tmp_path / ".ci" / "run")
    assert (done.returncode, done.stdout) == (0, "check\ntest\n")


@pytest.mark.long
def test_without_a_network_it_says_so(checkout: Checkout) -> None:
    done = checkout.setup(ZONGJIE_PYTHON=sys.executable, PIP_INDEX_URL="http://127.0.0.1:9/", PIP_RETRIES="0")
    assert done.returncode == 1
    assert "Is there a network connection?" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.long
def test_a_fresh_checkout_is_prepared_for_real(
    repository: Path, repository_files: list[Path], tmp_path: Path, run: Run
) -> None:
    root = tmp_path / "fresh"
    for path in repository_files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(repository / path, root / path)
    done = run(root / "scripts" / "setup")
    assert done.returncode == 0, done.stderr
    assert run(root / ".venv" / "bin" / "zongjie", "--help").returncode == 0
    quiet = run(root / ".venv" / "bin" / "python", "-W", "error", "-c", "import jieba")
    assert quiet.stderr == ""


def test_the_loops_are_compiled_once_and_again_when_they_change(checkout: Checkout) -> None:
    compiled = checkout.calls.with_name(checkout.calls.name + ".compiled")
    for expected in (1, 1):
        assert checkout.setup().returncode == 0
        assert compiled.read_text("utf-8").count("compile") == expected
    kernel = checkout.root / "indexer" / "engines" / "embedded" / "gallop.py"
    kernel.write_text(kernel.read_text("utf-8") + "\n", "utf-8")
    assert checkout.setup().returncode == 0
    assert compiled.read_text("utf-8").count("compile") == 2
