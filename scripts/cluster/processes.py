"""Processes that go on when this one ends: started apart, found again, and never mistaken for another's.

A number alone does not tell a process, for the system gives it to another when the first has ended. Whoever
is remembered here is remembered with the moment of its start, and is signalled only if that still agrees.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from scripts.cluster.account import Account

__all__ = ["Process", "launch"]

_IN_BACKGROUND = 'log=$1; shift; "$@" </dev/null >"$log" 2>&1 & echo $!'
"""A shell's: the process becomes the system's child, so no one is left to be waited for."""

_EVERY = 0.05
"""Seconds between two looks."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process by its number, and a text that tells when it was started."""

    pid: int
    started: str

    @classmethod
    def remembered(cls, path: Path) -> Process | None:
        """The process that a file names and that still runs; None where there is no such."""
        try:
            process = cls(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return process if process.runs else None

    def remember(self, path: Path) -> None:
        """Names it in a file."""
        path.write_text(json.dumps(asdict(self)), "utf-8")

    @property
    def runs(self) -> bool:
        """Does this very process still run (or is it stopped by a signal)?"""
        state, started = _look_at(self.pid)
        return state not in ("", "Z") and started == self.started

    @property
    def paused(self) -> bool:
        """Is it stopped by SIGSTOP?"""
        return self.runs and _look_at(self.pid)[0] == "T"

    def send(self, number: signal.Signals) -> None:
        """Sends a signal to this very process; does nothing where it has ended."""
        if sys.platform == "linux":
            try:
                handle = os.pidfd_open(self.pid)  # keeps the number from being given away meanwhile
            except ProcessLookupError:
                return
            try:
                if self.runs:
                    signal.pidfd_send_signal(handle, number)
            except ProcessLookupError:
                pass
            finally:
                os.close(handle)
        elif self.runs:
            os.kill(self.pid, number)

    def wait(self, seconds: float) -> bool:
        """Waits until it has ended; False where that takes longer."""
        until = time.monotonic() + seconds
        while self.runs:
            if time.monotonic() > until:
                return False
            time.sleep(_EVERY)
        return True


def launch(command: list[str], log: Path, account: Account) -> Process:
    """Starts a program as this user, in a session of its own; what it prints goes to the file.

    It sees nothing of the environment but the path. One that ends at once gives a process that does not run.
    """
    done = subprocess.run(
        ["/bin/sh", "-c", _IN_BACKGROUND, "sh", str(log), *command],
        cwd=log.parent,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        user=account.user if account.other else None,
        group=account.group if account.other else None,
        extra_groups=[] if account.other else None,
    )
    pid = int(done.stdout)
    return Process(pid, _look_at(pid)[1])


def _look_at(pid: int) -> tuple[str, str]:
    """One letter for its state (T: stopped, Z: ended but remembered by its parent), and when it was started.

    Both are empty where there is no such process.
    """
    if sys.platform == "linux":
        try:
            words = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        except (FileNotFoundError, ProcessLookupError):
            return "", ""
        return words[0].upper(), f"{boot} {words[19]}"
    done = subprocess.run(
        ["ps", "-o", "state=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, started = done.stdout.strip().partition(" ")
    return state[:1], started.strip()
