"""Ports of this machine: which are taken, and some that are free."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterable

__all__ = ["APART", "first_free", "first_taken"]

APART = 100
"""The port on which a node talks to others is so much above that of HTTP, as OpenSearch has it too."""


def first_taken(ports: Iterable[int]) -> int | None:
    """The first of these on which another program listens, or which may not be listened on."""
    return next((port for port in ports if not _is_free(port)), None)


def first_free(size: int) -> int:
    """A port from which on a cluster of this size finds all that it needs.

    It is below those that the system gives to outgoing connections.
    """
    while True:
        first = random.randrange(20_000, 32_000)
        if first_taken(first + number + apart for number in range(size) for apart in (0, APART)) is None:
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one just closed is free
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
