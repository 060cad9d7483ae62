"""The command behind ``scripts/opensearch``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

from scripts.cluster.cluster import Cluster
from scripts.cluster.errors import ClusterError
from scripts.cluster.layout import find_runtime, lay_out
from scripts.cluster.options import NODES, PORT, Options, parse_options
from scripts.cluster.places import state_folder
from scripts.cluster.status import status_lines

__all__ = ["main"]


def main(arguments: Sequence[str]) -> int:
    """Does what is asked and says what was done. 0: well; 1: not, or (``status``) not all nodes run."""
    options = parse_options(arguments)
    try:
        if options.command == "start":
            return _start(options)
        cluster = Cluster.found(state_folder(os.environ))
        if cluster is None:
            print("There is no cluster yet; scripts/opensearch start makes one.")
            return int(options.command != "stop")
        return _act(cluster, options)
    except ClusterError as error:
        print(f"opensearch: {error}", file=sys.stderr)
        return 1


def _start(options: Options) -> int:
    began, folder = time.monotonic(), state_folder(os.environ)
    cluster = Cluster.found(folder)
    if cluster and cluster.running():
        if options.nodes not in (None, cluster.size) or options.port not in (None, cluster.port):
            raise ClusterError(
                f"A cluster of {cluster.size} nodes runs here, from port {cluster.port} on. "
                "For another: scripts/opensearch stop"
            )
    else:
        size = options.nodes or (cluster.size if cluster else NODES)
        port = options.port or (cluster.port if cluster else PORT)
        cluster = lay_out(folder, size, port, find_runtime(os.environ))
    asleep = cluster.size - len(cluster.running())
    if asleep:
        print(f"Starting {_nodes(asleep)}; this takes some seconds.", file=sys.stderr, flush=True)
    cluster.start()
    took = time.monotonic() - began
    print(f"Started {_nodes(asleep)} in {took:.0f} s." if asleep else "The cluster ran already.")
    return _status(cluster)


def _act(cluster: Cluster, options: Options) -> int:
    match options.command:
        case "stop":
            stopped = cluster.stop()
            print(f"Stopped {_nodes(len(stopped))}; the data is kept." if stopped else "No node was running.")
        case "kill":
            cluster.kill(options.node)
            print(f"Killed node {options.node}.")
        case "restart":
            cluster.restart(options.node)
            print(f"Node {options.node} runs again.")
        case _:
            return _status(cluster)
    return 0


def _status(cluster: Cluster) -> int:
    print("\n".join(status_lines(cluster)))
    return int(len(cluster.running()) < cluster.size)


def _nodes(count: int) -> str:
    return "1 node" if count == 1 else f"{count} nodes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
