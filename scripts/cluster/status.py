"""How a cluster is, in words."""

from __future__ import annotations

from scripts.cluster.cluster import Cluster
from scripts.cluster.health import health_of
from scripts.cluster.node import Node

__all__ = ["status_lines"]

_MEANING = {
    "green": "green: all data is there, with every copy",
    "yellow": "yellow: all data is there, but not every copy of it",
    "red": "red: some data cannot be reached",
}


def status_lines(cluster: Cluster) -> list[str]:
    """A line on the cluster, one on each node: its process, where it answers, and what it says."""
    running = cluster.running()
    if not running:
        health = "stopped"
    elif answer := cluster.health():
        health = _MEANING[answer.status]
    else:
        health = "without an answer: no majority of its nodes is there, or they are still starting"
    return [
        f"The cluster is {health} ({len(running)} of {cluster.size} nodes run; {cluster.folder}).",
        *(_node_line(cluster, node) for node in cluster.nodes),
    ]


def _node_line(cluster: Cluster, node: Node) -> str:
    process = cluster.process(node)
    if process is None:
        return f"node {node.number}: does not run ({node.url})"
    if process.paused:
        said = "is paused"
    elif health := health_of(node):
        said = f"{health.status}, sees {health.nodes} nodes"
    else:
        said = "does not answer"
    return f"node {node.number}: process {process.pid}, {node.url}, {said}"
