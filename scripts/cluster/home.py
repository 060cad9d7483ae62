"""Lays out the home folder of OpenSearch as its distribution does, from jars that lie side by side."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from scripts.cluster.artifacts import MODULES, VERSION, Artifact

__all__ = ["lay_out_home"]


def lay_out_home(artifacts: tuple[Artifact, ...], jars: Path, home: Path) -> None:
    """Makes the folder anew: links to the jars where the file system allows, else copies.

    A link reaches the file even where the folder that it was linked from is closed to the user of the nodes.
    """
    shutil.rmtree(home, ignore_errors=True)
    for empty in ("bin", "plugins"):  # a node that misses one wants to make it
        (home / empty).mkdir(parents=True)
    for artifact in artifacts:
        folder = home / artifact.folder
        folder.mkdir(parents=True, exist_ok=True)
        try:
            os.link(jars / artifact.file, folder / artifact.file)
        except OSError:  # another file system, or one without links
            shutil.copy(jars / artifact.file, folder / artifact.file)
    for module, plugin in MODULES.items():
        (home / "modules" / module / "plugin-descriptor.properties").write_text(
            f"name={module}\ndescription={module}\nversion={VERSION}\nopensearch.version={VERSION}\n"
            f"java.version=21\nclassname={plugin}\n",
            "utf-8",
        )
