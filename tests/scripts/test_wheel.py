"""The package installs as a wheel into a clean environment, with its templates and tables, and works."""

import json
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.scripts.checkout import Run


@pytest.fixture(scope="module")
def wheel(repository: Path, repository_files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the files of the repository, without what lies about beside them."""
    source = tmp_path_factory.mktemp("source")
    for path in repository_files:
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(repository / path, source / path)
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps", "--no-build-isolation"]
    built = subprocess.run([*pip, "-w", folder, source], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("zongjie-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel.

    Its dependencies come from the environment that runs the tests, by a .pth file, so that no network is
    needed. An editable install there stays out: .pth files found by way of another are not read.
    """
    folder = tmp_path_factory.mktemp("environment")
    programs = folder / "bin"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "install"]
    subprocess.run([*pip, "--no-index", "--no-deps", wheel], check=True, capture_output=True)
    packages = next(folder.glob("lib/python3*/site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("platlib") + "\n", "utf-8")
    return programs


def test_everything_that_belongs_to_the_packages_is_in_the_wheel(
    wheel: Path, repository_files: list[Path]
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    own = {path.as_posix() for path in repository_files if path.parts[0] in ("indexer", "webui")}
    assert any(name.endswith(".html") for name in own)
    assert any(name.endswith(".tsv") for name in own)
    assert own - packed == set()
    strangers = {name for name in packed - own if ".dist-info/" not in name}
    assert strangers == set()


def test_it_is_the_wheel_that_runs(installed: Path, run: Run) -> None:
    code = "import indexer, webui; print(indexer.__file__); print(webui.__file__)"
    done = run(installed / "python", "-c", code, PYTHONPATH="")
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        assert line.startswith(str(installed.parent)), line


def test_the_command_tells_how_it_is_used(installed: Path, run: Run) -> None:
    done = run(installed / "zongjie", "--help")
    assert done.returncode == 0, done.stderr
    for command in ("index", "search", "serve"):
        assert command in done.stdout


def test_it_indexes_and_finds(installed: Path, run: Run, tmp_path: Path) -> None:
    text = "学校安全工作总结\n\n一、存在问题\n\n消防器材待处理的数量较多，检查记录不够完整。\n"
    (tmp_path / "school.txt").write_text(text, "utf-8")
    built = run(installed / "zongjie", "index", "school.txt", "--index", "index")
    assert built.returncode == 0, built.stderr
    found = run(installed / "zongjie", "search", "处理", "--index", "index", "--json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["total"] == 1


def test_its_pages_have_their_templates_and_data(installed: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "school.txt").write_text("学校安全工作总结\n\n消防器材待处理。\n", "utf-8")
    code = (
        "from indexer import build_index, open_index\n"
        "from webui import create_app\n"
        "build_index(['school.txt'], 'index')\n"
        "with open_index('index') as index:\n"
        "    client = create_app(index).test_client()\n"
        "    answer = client.get('/?q=消防')\n"
        "    print(answer.status_code, '<mark>' in answer.text, client.get('/openapi.json').status_code)\n"
    )
    done = run(installed / "python", "-c", code, PYTHONPATH="")
    assert done.stdout == "200 True 200\n", done.stderr
