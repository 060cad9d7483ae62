"""A cluster of separate processes in one folder: start, look, stop, and break it on purpose."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.cluster.account import account
from scripts.cluster.errors import ClusterError
from scripts.cluster.health import Health, health_of
from scripts.cluster.locks import alone
from scripts.cluster.logs import last_words
from scripts.cluster.node import Node
from scripts.cluster.ports import APART, first_taken
from scripts.cluster.processes import Process, launch

__all__ = ["Cluster"]

_START_SECONDS = 300
"""A node is ready after 3 to 15 s; one that dies is noticed at once, so this is for slow machines only."""

_SETTLED_SECONDS = 5
"""So long nothing may go on in a cluster that is not green until that is taken for how it stays."""

_STOP_SECONDS = 60

_EVERY = 0.2
"""Seconds between two looks at nodes that start."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster as it was laid out (see ``layout``).

    All that changes is on disk and in the nodes, so any number of these may stand for the same cluster.
    """

    folder: Path
    size: int
    port: int
    """Node n listens for HTTP on this plus n - 1."""
    java: Path
    """The program."""

    @classmethod
    def found(cls, folder: Path) -> Cluster | None:
        """The cluster that is laid out in a folder, if any."""
        try:
            plan = json.loads((folder / "cluster.json").read_text("utf-8"))
        except FileNotFoundError:
            return None
        return cls(folder, plan["size"], plan["port"], Path(plan["java"]))

    def save(self) -> None:
        """Notes in the folder what ``found`` reads."""
        plan = {"size": self.size, "port": self.port, "java": str(self.java)}
        (self.folder / "cluster.json").write_text(json.dumps(plan), "utf-8")

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All of them, whether or not they run."""
        return tuple(
            Node(self.folder, number + 1, self.port + number, self.port + APART + number)
            for number in range(self.size)
        )

    def node(self, number: int) -> Node:
        """Node ``number``, from 1. Raises ClusterError where there is none."""
        if not 1 <= number <= self.size:
            raise ClusterError(f"There is no node {number}: this cluster has nodes 1 to {self.size}.")
        return self.nodes[number - 1]

    def process(self, node: Node) -> Process | None:
        """The process of a node; None where it does not run."""
        return Process.remembered(self._note(node))

    def running(self) -> tuple[Node, ...]:
        """The nodes that run, paused ones too."""
        return tuple(node for node in self.nodes if self.process(node))

    def health(self) -> Health | None:
        """What the first node that answers says; None where none does."""
        answers = map(health_of, self._awake())
        return next((health for health in answers if health), None)

    def start(self) -> tuple[Node, ...]:
        """Starts the nodes that do not run, and waits until all are one cluster; returns those started.

        It is green then, unless an index asks for more copies than there are nodes, or has lost data. Raises
        ClusterError where nodes fail, with what the logs say; those started here are ended then.
        """
        return self._start(self.nodes)

    def stop(self) -> tuple[Node, ...]:
        """Has all nodes end in order, and waits for it; returns those that ran.

        Raises ClusterError where one does not end.
        """
        stopped = self.running()
        self._stop(stopped)
        return stopped

    def kill(self, number: int) -> None:
        """Ends a node at once, by SIGKILL, as a crash of its machine would."""
        process = self._running(number)
        process.send(signal.SIGKILL)
        process.wait(_STOP_SECONDS)

    def restart(self, number: int) -> None:
        """Ends a node in order where it runs, starts it, and waits until it belongs to the cluster.

        Raises ClusterError where there is none to belong to: a cluster takes more than half of its nodes.
        """
        node = self.node(number)
        if 2 * len({node, *self.running()}) <= self.size:
            raise ClusterError(
                f"Node {number} alone makes no cluster of {self.size}; scripts/opensearch start starts all."
            )
        self._stop((node,))
        self._start((node,))

    def pause(self, number: int) -> None:
        """Has a node hang (SIGSTOP): it keeps its connections, and answers nothing."""
        self._running(number).send(signal.SIGSTOP)

    def resume(self, number: int) -> None:
        """Has a paused node go on."""
        self._running(number).send(signal.SIGCONT)

    def _start(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        with alone(self.folder / "run" / "lock"):  # else two starts would start the same node
            asleep = tuple(node for node in nodes if not self.process(node))
            ports = (port for node in asleep for port in (node.port, node.transport))
            if taken := first_taken(ports):
                raise ClusterError(
                    f"Port {taken} is taken by another program. End that, or choose other ports: "
                    "scripts/opensearch start --port N takes those from N on, and from N+100 on."
                )
            for node in asleep:
                command = node.command(self.java, self.folder / "home")
                launch(command, node.logs[0], account()).remember(self._note(node))
        try:
            self._wait_for(asleep)
        except BaseException:  # an interrupt too leaves nothing behind
            self._stop(asleep)
            raise
        return asleep

    def _wait_for(self, started: Sequence[Node]) -> None:
        """Waits until all nodes that are awake belong to one cluster, which is green or will not become so.

        It will not where an index asks for more copies than there are nodes, and not before the others run.
        """
        now = settled = time.monotonic()
        until = now + _START_SECONDS
        while now < until:
            for node in started:
                if self.process(node) is None:
                    raise ClusterError(f"{node.name} ended instead of starting.\n{last_words(node)}")
            awake = self._awake()
            answers = [health_of(node) for node in awake]
            joined = [health for health in answers if health and health.nodes >= len(awake)]
            now = time.monotonic()
            if len(joined) < len(awake) or not all(health.settled for health in joined):
                settled = now
            if len(joined) == len(awake) and (
                len(awake) < self.size
                or all(health.status == "green" for health in joined)
                or now - settled > _SETTLED_SECONDS
            ):
                return
            time.sleep(_EVERY)
        words = "\n".join(last_words(node) for node in started)
        raise ClusterError(f"The nodes are not one cluster after {_START_SECONDS} s.\n{words}")

    def _awake(self) -> tuple[Node, ...]:
        """The nodes that run and are not paused."""
        found = ((node, self.process(node)) for node in self.nodes)
        return tuple(node for node, process in found if process and not process.paused)

    def _running(self, number: int) -> Process:
        process = self.process(self.node(number))
        if process is None:
            raise ClusterError(f"node-{number} does not run.")
        return process

    def _stop(self, nodes: Sequence[Node]) -> None:
        """Has nodes end in order, all at once, and waits for them."""
        ending = [(node, process) for node in nodes if (process := self.process(node))]
        for _, process in ending:
            process.send(signal.SIGTERM)
            process.send(signal.SIGCONT)  # one that is paused would never read the other
        for node, process in ending:
            if not process.wait(_STOP_SECONDS):
                raise ClusterError(
                    f"{node.name} (process {process.pid}) still runs {_STOP_SECONDS} s after it was told to "
                    f"end. scripts/opensearch kill {node.number} ends it at once."
                )

    def _note(self, node: Node) -> Path:
        return self.folder / "run" / f"{node.name}.json"
