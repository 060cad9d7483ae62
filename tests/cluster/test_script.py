"""scripts/opensearch on real clusters: what it does, what it says, and with which status."""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.cluster.cluster import Cluster
from scripts.cluster.health import health_of
from scripts.cluster.layout import Runtime
from scripts.cluster.ports import first_free

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Script:
    """The command, with its cluster in a folder of one's own."""

    state: Path
    java: Path

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "scripts.cluster", *arguments],
            cwd=ROOT,
            env=os.environ | {"ZONGJIE_STATE": str(self.state), "ZONGJIE_JAVA": str(self.java)} | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the user of the nodes reaches, unlike those of pytest where root runs it."""
    with tempfile.TemporaryDirectory(prefix="zongjie-script-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def script(folder: Path, runtime: Runtime) -> Iterator[Script]:
    """With no cluster yet; one that a test leaves is killed."""
    yield Script(folder, runtime.java.folder)
    if left := Cluster.found(folder / "opensearch"):
        for node in left.running():
            left.kill(node.number)


def ask(cluster: Cluster, method: str, path: str, body: object = None) -> dict:
    """Asks the first node that runs."""
    request = urllib.request.Request(
        f"{cluster.running()[0].url}{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def test_a_node_is_killed_and_comes_back_and_its_data_with_it(cluster: Cluster, runtime: Runtime) -> None:
    script = Script(cluster.folder.parent, runtime.java.folder)
    again = script("start")
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("The cluster ran already.\nThe cluster is green")

    ask(cluster, "PUT", "/kept", {"settings": {"number_of_shards": 3, "number_of_replicas": 1}})
    for number in range(30):
        ask(cluster, "PUT", f"/kept/_doc/{number}", {"number": number})
    before = cluster.process(cluster.node(2))
    killed = script("kill", "2")
    assert (killed.returncode, killed.stdout) == (0, "Killed node 2.\n")
    ask(cluster, "GET", "/_cluster/health?wait_for_nodes=2")  # until the others have noticed
    status = script("status")
    assert status.returncode == 1
    assert "2 of 3 nodes run" in status.stdout
    assert "node 2: does not run (http://127.0.0.1:" in status.stdout
    assert "yellow: all data is there, but not every copy of it" in status.stdout
    ask(cluster, "POST", "/kept/_refresh")
    assert ask(cluster, "GET", "/kept/_count")["count"] == 30

    back = script("restart", "2")
    assert (back.returncode, back.stdout) == (0, "Node 2 runs again.\n"), back.stderr
    status = script("status")
    assert status.returncode == 0
    assert "green: all data is there, with every copy (3 of 3 nodes run" in status.stdout
    after = cluster.process(cluster.node(2))
    assert after
    assert after != before
    assert f"node 2: process {after.pid}, {cluster.node(2).url}, green, sees 3 nodes" in status.stdout
    ask(cluster, "DELETE", "/kept")


def test_without_a_majority_nothing_answers_and_start_brings_all_back(
    cluster: Cluster, runtime: Runtime
) -> None:
    script = Script(cluster.folder.parent, runtime.java.folder)
    cluster.kill(1)
    cluster.kill(3)
    status = script("status")
    assert status.returncode == 1
    assert "without an answer: no majority of its nodes is there" in status.stdout
    assert "does not answer" in status.stdout
    other = script("start", "--nodes", "1")
    assert other.returncode == 1
    assert "A cluster of 3 nodes runs here" in other.stderr
    back = script("start")
    assert back.returncode == 0, back.stderr
    assert back.stdout.startswith("Started 2 nodes in ")
    assert "3 of 3 nodes run" in back.stdout


def test_a_paused_node_hangs_and_goes_on(cluster: Cluster) -> None:
    node = cluster.node(3)
    cluster.pause(3)
    process = cluster.process(node)
    assert process
    while not process.paused:
        os.sched_yield()
    assert health_of(node, 0.5) is None
    assert node in cluster.running()
    cluster.resume(3)
    assert health_of(node, 60)
    cluster.start()  # nothing to start: waits until all agree


def test_one_node_from_nothing_with_its_data_kept(script: Script) -> None:
    assert script("status").stdout == "There is no cluster yet; scripts/opensearch start makes one.\n"
    port = str(first_free(1))
    begun = script("start", "--nodes", "1", "--port", port)
    assert begun.returncode == 0, begun.stderr
    assert begun.stdout.startswith("Started 1 node in ")
    cluster = Cluster.found(script.state / "opensearch")
    assert cluster
    assert cluster.nodes[0].url == f"http://127.0.0.1:{port}"
    ask(cluster, "PUT", "/kept/_doc/1", {"number": 1})

    stopped = script("stop")
    assert (stopped.returncode, stopped.stdout) == (0, "Stopped 1 node; the data is kept.\n")
    assert script("stop").stdout == "No node was running.\n"
    status = script("status")
    assert status.returncode == 1
    assert status.stdout.startswith("The cluster is stopped (0 of 1 nodes run")
    assert "node-1 does not run" in script("kill", "1").stderr
    assert "was made with 1 nodes" in script("start", "--nodes", "3").stderr

    again = script("start")
    assert again.returncode == 0, again.stderr
    assert "yellow" in again.stdout, "a second copy of the index has no place, and is not waited for"
    assert ask(cluster, "GET", "/kept/_doc/1")["_source"] == {"number": 1}


@pytest.mark.parametrize("version", ["17.0.15", None])
def test_a_java_that_is_too_old_or_none_starts_nothing(
    script: Script, tmp_path: Path, version: str | None
) -> None:
    (tmp_path / "bin").mkdir()
    if version:
        java = tmp_path / "bin" / "java"
        java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n", "utf-8")
        java.chmod(0o755)
    done = script("start", ZONGJIE_JAVA=str(tmp_path))
    assert done.returncode == 1
    said = "is Java 17" if version else "is no Java"
    assert done.stderr.startswith(
        f"opensearch: ZONGJIE_JAVA={tmp_path} {said}; OpenSearch needs 21 or later."
    )
    assert Cluster.found(script.state / "opensearch") is None


def test_nodes_listen_on_this_machine_only_and_never_as_root(cluster: Cluster) -> None:
    for node in cluster.nodes:
        process = cluster.process(node)
        assert process
        status = Path(f"/proc/{process.pid}/status")
        if status.exists():
            user = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("Uid:"))
            assert "0" not in user.split()
    found = ask(cluster, "GET", "/_nodes/http,transport")["nodes"].values()
    places = {
        place for node in found for part in ("http", "transport") for place in node[part]["bound_address"]
    }
    assert len(places) == 6
    assert all(place.startswith("127.0.0.1:") for place in places)
