"""What goes wrong with a cluster. Each message says what to do."""

from __future__ import annotations

__all__ = ["CannotRun", "ClusterError"]


class ClusterError(Exception):
    """The cluster is not what was asked for; the message is for people, one line or several."""


class CannotRun(ClusterError):
    """This machine lacks what a cluster takes: a Java, Maven, a network; a message of one line."""
