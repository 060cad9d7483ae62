"""The other scripts: from any folder, with whose paths, and what they say when something fails."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scripts.checkout import Checkout, Run, stand_in

TEXT = "学校安全工作总结\n\n一、存在问题\n\n消防器材待处理的数量较多，检查记录不够完整。\n"


# ---- what they pass on, with stand-ins for the tools ----


def test_serve_takes_the_samples_of_the_repository_unless_told_otherwise(checkout: Checkout) -> None:
    assert (
        checkout.script("serve", "--port", "9").stdout
        == f"zongjie serve --source {checkout.root}/corpus --port 9\n"
    )
    assert checkout.script("serve", "--source", "mine").stdout == "zongjie serve --source mine\n"
    assert checkout.script("serve", "--source=mine").stdout == "zongjie serve --source=mine\n"
    assert checkout.script("serve").stdout == f"zongjie serve --source {checkout.root}/corpus\n"


def test_rebuild_names_its_sources(checkout: Checkout) -> None:
    done = checkout.script("rebuild", "a folder", "b.jsonl", "--index", "there")
    assert done.stdout == "zongjie index --full a folder b.jsonl --index there\n"


def test_test_runs_in_the_repository_and_passes_its_arguments_on(checkout: Checkout) -> None:
    assert checkout.script("test").stdout == f"in {checkout.root}: pytest\n"
    done = checkout.script("test", "--long", "-k", "two words")
    assert done.stdout == f"in {checkout.root}: pytest --long -k two words\n"


UPDATE, INSTALL = "update", "install -y --no-install-recommends "


@pytest.mark.parametrize(
    ("wanted", "user", "present", "missing", "asked"),
    [
        ("libreoffice", "0", "", "", [UPDATE, f"{INSTALL}libreoffice-writer-nogui"]),
        ("libreoffice", "0", "", "nogui", [UPDATE, f"{INSTALL}libreoffice-writer-nogui", f"{INSTALL}libreoffice-writer"]),
        ("libreoffice", "0", "soffice", "", []),
        ("libreoffice", "1000", "", "", []),
        ("browser", "0", "", "", [UPDATE, f"{INSTALL}chromium fonts-noto-cjk"]),
        ("browser", "0", "", "cjk", [UPDATE, f"{INSTALL}chromium fonts-noto-cjk"]),
        ("browser", "0", "google-chrome", "", []),
        ("browser", "1000", "", "", []),
    ],
)  # fmt: skip
def test_what_tests_need_is_installed_only_where_that_is_possible(
    repository: Path,
    tmp_path: Path,
    run: Run,
    wanted: str,
    user: str,
    present: str,
    missing: str,
    asked: list[str],
) -> None:
    """The folder of programs holds nothing of it but ``present``, and stand-ins for what tells and installs."""
    programs, log = tmp_path / "bin", tmp_path / "log"
    programs.mkdir()
    for program in ("sh", "dirname"):
        (programs / program).symlink_to(str(shutil.which(program)))
    stand_in(programs / "id", f"echo {user}")
    stand_in(programs / "apt-get", f'echo "$*" >>"{log}"; case "$*" in *{missing or "never"}) exit 1 ;; esac')
    if present:
        stand_in(programs / present, "")
    script = f'. "{repository}/scripts/lib.sh"; {wanted}'
    done = run(str(shutil.which("bash")), "-euo", "pipefail", "-c", script, PATH=str(programs))
    assert done.returncode == 0, done.stderr
    assert (log.read_text("utf-8").splitlines() if log.exists() else []) == asked
    how = "apt-get install chromium fonts-noto-cjk\n"
    without = wanted == "browser" and not present and (user != "0" or bool(missing))
    assert done.stderr.endswith(how) == without


@pytest.mark.parametrize("failing", ["", "ruff check", "ruff format", "mypy "])
def test_check_runs_everything_and_fails_with_any(checkout: Checkout, failing: str) -> None:
    done = checkout.script("check", FAILING=failing)
    assert done.stdout == "ruff check .\nruff format --check .\nmypy \n"
    assert done.returncode == int(bool(failing))


@pytest.mark.parametrize(("name", "status"), [("serve", 1), ("rebuild", 1)])
def test_the_exit_status_is_that_of_the_command(checkout: Checkout, name: str, status: int) -> None:
    failing = {"serve": "zongjie serve", "rebuild": "zongjie index"}[name]
    assert checkout.script(name, "x", FAILING=failing).returncode == status


# ---- for real ----


@pytest.fixture
def scripts(repository: Path) -> Path:
    """The repository's own scripts, where its environment runs the tests, as scripts/test makes it."""
    if Path(sys.prefix) != repository / ".venv":
        pytest.skip("runs where scripts/test started the tests")
    return repository / "scripts"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "school.txt").write_text(TEXT, "utf-8")
    return folder


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_that_is_taken_is_said_in_a_line(scripts: Path, run: Run, source: Path, taken: int) -> None:
    done = run(scripts / "serve", "--port", str(taken), "--source", source.name, "--index", "index")
    assert done.returncode == 1
    told = done.stderr.splitlines()[-1]
    assert told.startswith("zongjie: ")
    assert str(taken) in told
    assert "--port" in told
    assert "Traceback" not in done.stderr


def test_a_missing_source_is_said_in_a_line(scripts: Path, run: Run) -> None:
    done = run(scripts / "rebuild", "nowhere", "--index", "index")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "nowhere" in done.stderr


def test_from_nothing_to_an_answer_and_again(scripts: Path, source: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for _ in ("first", "again"):
        server = subprocess.Popen(
            [scripts / "serve", "--port", str(port), "--source", source.name, "--index", "an index"],
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.stderr is not None
            told = next((line for line in server.stderr if f"127.0.0.1:{port}" in line), None)
            assert told, "the address was never said"
            address = f"http://127.0.0.1:{port}/api/v1/search?q=%E5%A4%84%E7%90%86"
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert json.load(answer)["total"] == 1
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=30)
        assert server.returncode == 0


def test_the_index_is_the_repositorys_from_any_folder(repository: Path, scripts: Path, run: Run) -> None:
    """Asks the library with what the scripts set, rather than building into the repository."""
    shown = run("bash", "-c", f'. "{scripts}/lib.sh"; printf %s "$ZONGJIE_CONFIG"').stdout
    code = "from indexer import Settings; print(Settings.load().index)"
    done = run(sys.executable, "-c", code, ZONGJIE_CONFIG=shown)
    assert done.stdout.strip() == os.fspath(repository / "var" / "index")
