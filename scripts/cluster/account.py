"""The user that nodes run as. OpenSearch refuses to run as root, so root starts them as nobody."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Account", "account"]


@dataclass(frozen=True, slots=True)
class Account:
    """A user by numbers; ``other`` says that it is not the one who asks."""

    user: int
    group: int
    other: bool

    def give(self, path: Path) -> None:
        """Makes a file or folder this user's own."""
        if self.other:
            os.chown(path, self.user, self.group)

    def show(self, folder: Path) -> None:
        """Lets it read everything in a folder, whatever the umask was when that was written."""
        if self.other:
            folder.chmod(0o755)
            for path in folder.rglob("*"):
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)

    def reaches(self, path: Path) -> bool:
        """May it read this file, or list this folder? Only what everybody may counts for another user."""
        path = path.resolve()
        if not self.other:
            return os.access(path, os.R_OK)
        return bool(path.stat().st_mode & 0o004) and all(
            folder.stat().st_mode & 0o001 for folder in path.parents
        )


def account() -> Account:
    """Nobody where this runs as root, else the one who asks."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), other=False)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid, other=True)
