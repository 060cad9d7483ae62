"""Processes of a cluster are found again by number and start, and no other process is ever signalled."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.cluster.account import Account, account
from scripts.cluster.cluster import Cluster
from scripts.cluster.errors import ClusterError
from scripts.cluster.options import Options, parse_options
from scripts.cluster.places import cache_folder, state_folder
from scripts.cluster.ports import APART, first_free, first_taken
from scripts.cluster.processes import Process, launch

MYSELF = Account(os.geteuid(), os.getegid(), other=False)


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[Process]:
    """A process that does nothing, started as nodes are."""
    process = launch(["sleep", "600"], tmp_path / "log", MYSELF)
    yield process
    process.send(signal.SIGKILL)
    assert process.wait(60)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A cluster as far as files go, where its nodes' user reaches it; it would run a Java that does not exist."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "run").mkdir()
        cluster = Cluster(folder, 3, first_free(3), folder / "no-java")
        for node in cluster.nodes:
            (node.folder / "logs").mkdir(parents=True)
            account().give(node.folder / "logs")
        cluster.save()
        yield cluster


def test_a_process_is_remembered_and_ends_on_a_signal(sleeper: Process, tmp_path: Path) -> None:
    sleeper.remember(tmp_path / "note")
    assert Process.remembered(tmp_path / "note") == sleeper
    assert not sleeper.wait(0)
    sleeper.send(signal.SIGTERM)
    assert sleeper.wait(60)
    assert Process.remembered(tmp_path / "note") is None
    sleeper.send(signal.SIGTERM)  # to one that has ended: nothing happens


def test_a_process_is_paused_and_goes_on(sleeper: Process) -> None:
    sleeper.send(signal.SIGSTOP)
    while not sleeper.paused:
        os.sched_yield()
    assert sleeper.runs
    sleeper.send(signal.SIGCONT)
    while sleeper.paused:
        os.sched_yield()


def test_a_process_outlives_who_started_it_and_has_no_part_in_its_session(sleeper: Process) -> None:
    assert os.getsid(sleeper.pid) != os.getsid(0)
    with pytest.raises(ChildProcessError):
        os.waitpid(sleeper.pid, os.WNOHANG)


def test_one_that_is_dead_and_not_waited_for_does_not_run() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        line = Path(f"/proc/{child.pid}/stat")
        if not line.exists():
            pytest.skip("this system has no /proc")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        started = line.read_text("utf-8").rpartition(")")[2].split()[19]
        process = Process(child.pid, f"{boot} {started}")
        assert process.runs
        child.kill()
        assert process.wait(60)
        assert line.exists(), "the system has forgotten it: nothing was tried here"


@pytest.mark.parametrize("deed", ["kill", "pause", "resume", "stop", "status"])
def test_a_foreign_process_with_a_nodes_number_is_left_alone(
    cluster: Cluster, sleeper: Process, deed: str
) -> None:
    foreign = replace(sleeper, started="another time")
    foreign.remember(cluster.folder / "run" / "node-2.json")
    if deed == "stop":
        assert cluster.stop() == ()
    elif deed == "status":
        assert cluster.running() == ()
    else:
        with pytest.raises(ClusterError, match="node-2 does not run"):
            getattr(cluster, deed)(2)
    foreign.send(signal.SIGKILL)
    assert sleeper.runs
    assert not sleeper.paused


@pytest.mark.parametrize("text", ["", "nonsense", "{}", "[1]", '{"pid": 1}', '{"pid": 1, "started": "x"}'])
def test_a_note_that_says_nothing_names_no_process(tmp_path: Path, text: str) -> None:
    (tmp_path / "note").write_text(text, "utf-8")
    assert Process.remembered(tmp_path / "note") is None


def test_a_node_that_cannot_start_is_told_with_its_last_words(cluster: Cluster) -> None:
    with pytest.raises(ClusterError) as caught:
        cluster.start()
    assert "node-1 ended instead of starting." in str(caught.value)
    assert "no-java" in str(caught.value), "what the shell says"
    assert cluster.running() == ()


def test_a_port_that_is_taken_is_told_before_anything_starts(cluster: Cluster) -> None:
    with socket.create_server(("127.0.0.1", cluster.port + APART + 1)) as listener:
        taken = listener.getsockname()[1]
        with pytest.raises(ClusterError, match=f"Port {taken} is taken by another program"):
            cluster.start()
    assert not list(cluster.folder.glob("run/node-*"))
    assert first_taken([cluster.port + APART + 1]) is None


def test_one_node_makes_no_cluster_of_three(cluster: Cluster) -> None:
    with pytest.raises(ClusterError, match="alone makes no cluster"):
        cluster.restart(1)
    with pytest.raises(ClusterError, match="no node 4: this cluster has nodes 1 to 3"):
        cluster.restart(4)


def test_a_cluster_is_found_by_its_folder(cluster: Cluster, tmp_path: Path) -> None:
    assert Cluster.found(cluster.folder) == cluster
    assert Cluster.found(tmp_path / "run") is None
    assert json.loads((cluster.folder / "cluster.json").read_text("utf-8"))["size"] == 3


def test_node_n_listens_from_9199_on(tmp_path: Path) -> None:
    nodes = Cluster(tmp_path, 3, 9200, tmp_path).nodes
    assert [node.port for node in nodes] == [9200, 9201, 9202]
    assert [node.transport for node in nodes] == [9300, 9301, 9302]


def test_places_are_those_that_the_environment_names(tmp_path: Path) -> None:
    assert cache_folder({"ZONGJIE_CACHE": str(tmp_path), "XDG_CACHE_HOME": "x"}) == tmp_path
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "zongjie"
    assert cache_folder({}) == Path.home() / ".cache" / "zongjie"
    assert state_folder({"ZONGJIE_STATE": str(tmp_path)}) == tmp_path / "opensearch"
    assert state_folder({}).is_absolute()


def test_options_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert parse_options(["start"]) == Options("start")
    assert parse_options(["start", "--nodes", "1", "--port", "9300"]) == Options("start", nodes=1, port=9300)
    assert parse_options(["kill", "2"]) == Options("kill", node=2)
    for wrong in (["start", "--nodes", "0"], ["start", "--port", "80"], ["kill"], ["kill", "two"], [], ["x"]):
        with pytest.raises(SystemExit) as ended:
            parse_options(wrong)
        assert ended.value.code == 2
    assert "from 1 to 9 nodes" in capsys.readouterr().err
