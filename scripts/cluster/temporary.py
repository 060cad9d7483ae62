"""A cluster for a test or a measurement: in a folder of its own, on free ports, gone afterwards."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.cluster.cluster import Cluster
from scripts.cluster.layout import Runtime, lay_out
from scripts.cluster.ports import first_free

__all__ = ["temporary_cluster"]


@contextmanager
def temporary_cluster(size: int, runtime: Runtime) -> Iterator[Cluster]:
    """A green cluster of so many nodes; killed and deleted at the end, whatever was done to it."""
    folder = Path(tempfile.mkdtemp(prefix="zongjie-cluster-"))
    folder.chmod(0o755)  # the nodes may run as another user
    try:
        cluster = lay_out(folder / "opensearch", size, first_free(size), runtime)
        try:
            cluster.start()
            yield cluster
        finally:
            for node in cluster.running():
                cluster.kill(node.number)
    finally:
        shutil.rmtree(folder)
