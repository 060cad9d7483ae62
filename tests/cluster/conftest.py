"""A real cluster for all tests of this folder, and a count of those that ran.

In CI a run in which none of them ran is a failure; elsewhere a machine without Java, Maven or a network skips them.
"""

import os
from collections.abc import Iterator

import pytest

from scripts.cluster.cluster import Cluster
from scripts.cluster.errors import CannotRun
from scripts.cluster.layout import Runtime, find_runtime
from scripts.cluster.temporary import temporary_cluster

IN_CI = os.environ.get("CI") == "true"


def ran(config: pytest.Config) -> int:
    """How many tests of this folder ran, well or not."""
    stats = config.pluginmanager.getplugin("terminalreporter").stats
    reports = [report for outcome in ("passed", "failed") for report in stats.get(outcome, ())]
    return sum(report.when == "call" and report.nodeid.startswith("tests/cluster/") for report in reports)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if IN_CI and not session.config.option.collectonly and not ran(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    count = ran(config)
    wrong = " In CI that is a failure." if IN_CI and not count else ""
    terminalreporter.write_line(f"On a real cluster ran {count} tests.{wrong}")


@pytest.fixture(scope="session")
def runtime() -> Runtime:
    """What nodes run from."""
    try:
        return find_runtime(os.environ)
    except CannotRun as reason:
        if IN_CI:
            raise
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def cluster(runtime: Runtime) -> Iterator[Cluster]:
    """Three nodes, on ports of their own. A test that breaks it repairs it: others use it too."""
    with temporary_cluster(3, runtime) as cluster:
        yield cluster
