"""Asks nodes over HTTP how they are."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass

from scripts.cluster.node import CLUSTER, Node

__all__ = ["Health", "health_of"]


_GOING_ON = (
    *("initializing_shards", "relocating_shards", "delayed_unassigned_shards"),
    *("number_of_pending_tasks", "number_of_in_flight_fetch"),
)


@dataclass(frozen=True, slots=True)
class Health:
    """What a node says of its cluster: ``green``, ``yellow`` or ``red``, and how many nodes belong to it.

    ``settled`` says that nothing is going on that might change that: no copy of any data is being made.
    """

    status: str
    nodes: int
    settled: bool


def health_of(node: Node, seconds: float = 5) -> Health | None:
    """The cluster as this node sees it; None where it does not answer in time or knows of no manager."""
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=seconds)
    try:
        connection.request("GET", f"/_cluster/health?cluster_manager_timeout={int(seconds * 500)}ms")
        answer = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    if not isinstance(answer, dict) or answer.get("cluster_name") != CLUSTER or "status" not in answer:
        return None
    settled = not any(answer[name] for name in _GOING_ON)
    return Health(str(answer["status"]), int(answer["number_of_nodes"]), settled)
