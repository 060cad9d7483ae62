"""One node: where it listens, where it keeps its files, how it is configured and started."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CLUSTER", "Node"]

CLUSTER = "zongjie"
"""The cluster's name, which every node must share with the others."""

_HEAP = "400m"

_LOGGING = """\
status = error
appender.file.type = RollingFile
appender.file.name = file
appender.file.fileName = ${sys:opensearch.logs.base_path}/node.log
appender.file.filePattern = ${sys:opensearch.logs.base_path}/node.%i.log
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{ISO8601} %-5p %c{1.} %marker%m%n
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 10MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 2
rootLogger.level = info
rootLogger.appenderRef.file.ref = file
"""


@dataclass(frozen=True, slots=True)
class Node:
    """Node ``number`` (from 1) of a cluster in ``folder``; it listens on 127.0.0.1 only."""

    cluster: Path
    number: int
    port: int
    """Of HTTP."""
    transport: int
    """The port on which nodes talk to each other."""

    @property
    def name(self) -> str:
        """What the cluster calls it."""
        return f"node-{self.number}"

    @property
    def folder(self) -> Path:
        """What is its own."""
        return self.cluster / self.name

    @property
    def logs(self) -> tuple[Path, Path]:
        """What Java printed, and what OpenSearch logged."""
        return self.folder / "logs" / "console.log", self.folder / "logs" / "node.log"

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def configure(self, nodes: tuple[Node, ...]) -> None:
        """Writes its configuration, as one of these nodes, into its folder ``config``.

        The disk's watermarks are absolute: a laptop's disk that is nine tenths full has room for a test.
        """
        config = self.folder / "config"
        settings = {
            "cluster.name": CLUSTER,
            "node.name": self.name,
            "network.host": "127.0.0.1",
            "http.port": self.port,
            "transport.port": self.transport,
            "discovery.seed_hosts": [f"127.0.0.1:{node.transport}" for node in nodes],
            "cluster.initial_cluster_manager_nodes": [node.name for node in nodes],
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            "cluster.routing.allocation.disk.watermark.low": "2gb",
            "cluster.routing.allocation.disk.watermark.high": "1gb",
            "cluster.routing.allocation.disk.watermark.flood_stage": "500mb",
        }
        lines = (f"{name}: {json.dumps(value)}\n" for name, value in settings.items())
        (config / "opensearch.yml").write_text("".join(lines), "utf-8")
        (config / "log4j2.properties").write_text(_LOGGING, "utf-8")

    def command(self, java: Path, home: Path) -> list[str]:
        """What starts it, given the program of Java and the home of OpenSearch."""
        return [
            *(str(java), f"-Xms{_HEAP}", f"-Xmx{_HEAP}", "--enable-native-access=ALL-UNNAMED"),
            *("-Dfile.encoding=UTF-8", "-Djava.awt.headless=true", "-Djna.nosys=true"),
            *("-Dlog4j.shutdownHookEnabled=false", "-Dlog4j2.disable.jmx=true"),
            *(f"-Djava.io.tmpdir={self.folder / 'tmp'}", f"-Dopensearch.path.home={home}"),
            *(f"-Dopensearch.path.conf={self.folder / 'config'}", "-Dopensearch.distribution.type=tar"),
            *("-cp", str(home / "lib" / "*"), "org.opensearch.bootstrap.OpenSearch"),
        ]
