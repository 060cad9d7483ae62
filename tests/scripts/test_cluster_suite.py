"""The tests on a real cluster say how many of them ran, and that none did is a failure in CI only."""

import sys
from pathlib import Path

import pytest

from tests.scripts.checkout import Run


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0)])
def test_a_run_without_tests_on_a_cluster_fails_in_ci(
    repository: Path, run: Run, ci: str, status: int
) -> None:
    """Of both folders one test is taken, which needs no cluster."""
    done = run(
        *(sys.executable, "-m", "pytest", "--rootdir", repository, "-c", repository / "pyproject.toml", "-q"),
        *("-p", "no:cacheprovider", "-k", "test_where_none_is_new_enough"),
        *(repository / "tests" / "cluster", repository / "tests" / "scripts" / "test_cluster_java.py"),
        CI=ci,
    )
    assert "1 passed" in done.stdout
    assert "On a real cluster ran 0 tests." in done.stdout
    assert ("In CI that is a failure." in done.stdout) == bool(status)
    assert done.returncode == status
