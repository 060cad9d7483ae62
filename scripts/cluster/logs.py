"""What nodes wrote, for people to whom a start has failed."""

from __future__ import annotations

from scripts.cluster.node import Node

__all__ = ["last_words"]

_LINES = 12

_CURES = {
    "Cannot allocate memory": "The machine lacks memory: a node takes some 700 MB; --nodes 1 takes one.",
    "insufficient memory": "The machine lacks memory: a node takes some 700 MB; --nodes 1 takes one.",
    "No space left on device": "The disk is full.",
    "Address already in use": "Another program took the port meanwhile; --port chooses others.",
    "UnsupportedClassVersionError": "The Java is too old; ZONGJIE_JAVA may name another.",
}
"""What a line of a log may hold, and what to do then."""


def last_words(node: Node) -> str:
    """The last lines of a node's logs, where they are, and what to do if one of the lines tells."""
    told, cures = [], []
    for path in node.logs:
        try:
            lines = path.read_text("utf-8", "replace").splitlines()[-_LINES:]
        except OSError:
            continue
        if lines:
            told += [f"---- {path}", *(line[:300] for line in lines)]
        cures += [cure for words, cure in _CURES.items() if any(words in line for line in lines)]
    return "\n".join([*told, *dict.fromkeys(cures)])
