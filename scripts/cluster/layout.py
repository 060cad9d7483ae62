"""Lays out a cluster in a folder: home, configuration and places of all nodes."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.cluster.account import Account, account
from scripts.cluster.artifacts import Artifact, read_artifacts
from scripts.cluster.cluster import Cluster
from scripts.cluster.errors import ClusterError
from scripts.cluster.home import lay_out_home
from scripts.cluster.jars import find_jars
from scripts.cluster.java import Java, find_java
from scripts.cluster.node import Node
from scripts.cluster.places import cache_folder

__all__ = ["Runtime", "find_runtime", "lay_out"]


@dataclass(frozen=True, slots=True)
class Runtime:
    """What nodes run from: a Java, and OpenSearch's jars in a folder."""

    java: Java
    artifacts: tuple[Artifact, ...]
    jars: Path


def find_runtime(environment: Mapping[str, str]) -> Runtime:
    """Finds, or fetches, what nodes run from. Raises CannotRun where this machine lacks something."""
    artifacts = read_artifacts()
    return Runtime(find_java(environment), artifacts, find_jars(artifacts, cache_folder(environment)))


def lay_out(folder: Path, size: int, port: int, runtime: Runtime) -> Cluster:
    """Prepares a cluster that does not run; data that it had is kept.

    Raises ClusterError where the folder's cluster has another number of nodes: those missing would be waited
    for, and new ones might found a cluster of their own.
    """
    user = account()
    before = Cluster.found(folder)
    if before and before.size != size:
        raise ClusterError(
            f"The cluster in {folder} was made with {before.size} nodes. Start it so, or delete the folder, "
            "which holds nothing but this cluster and its data."
        )
    _make(folder / "run", user)
    if not user.reaches(folder):
        raise ClusterError(
            f"OpenSearch refuses to run as root, so its nodes run as nobody, who cannot reach {folder}. "
            "Name another place: ZONGJIE_STATE=/path/to/folder"
        )
    lay_out_home(runtime.artifacts, runtime.jars, folder / "home")
    user.show(folder / "home")
    cluster = Cluster(folder, size, port, _java_for(user, runtime.java, folder / "java"))
    for node in cluster.nodes:
        _lay_out_node(node, cluster.nodes, user)
    cluster.save()
    return cluster


def _make(folder: Path, user: Account) -> None:
    """Makes a folder and those above it, where they are missing; another user may pass through."""
    for path in (*reversed(folder.parents), folder):
        if not path.exists():
            path.mkdir(exist_ok=True)
            if user.other:
                path.chmod(0o755)


def _java_for(user: Account, java: Java, copy: Path) -> Path:
    """A program that the user can run: where the one found lies in a folder closed to it, a copy."""
    shutil.rmtree(copy, ignore_errors=True)
    if user.reaches(java.program):
        return java.program
    shutil.copytree(java.folder, copy, symlinks=True)
    user.show(copy)
    return copy / "bin" / "java"


def _lay_out_node(node: Node, nodes: tuple[Node, ...], user: Account) -> None:
    """The node's folder stays the caller's; in it are folders that the user of the nodes may write.

    Those that are written here are made anew, so that no link that a node put there leads elsewhere.
    """
    _make(node.folder, user)
    for name in ("config", "tmp"):
        shutil.rmtree(node.folder / name, ignore_errors=True)
    for name in ("config", "data", "logs", "tmp"):
        (node.folder / name).mkdir(mode=0o700, exist_ok=True)
    node.configure(nodes)
    for path in (*node.folder.iterdir(), *(node.folder / "config").iterdir()):
        user.give(path)
