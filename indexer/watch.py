"""Keeps an index up to date with its sources: calls for an update when files change, until told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from watchfiles import Change, watch

__all__ = ["update_on_change"]

_LOOK_MS = 500
"""So often it is looked whether to stop."""

_QUIET_MS = 400
"""A change counts when nothing more has come for so long: files are written piece by piece."""


def update_on_change(
    sources: Sequence[Path], index: Path, update: Callable[[], None], stop: threading.Event
) -> None:
    """Calls ``update`` once, and again whenever one of ``sources`` or something in them changes.

    What happens in the folder of the ``index`` is no change, also where that lies in a source. Watching
    begins before the first update, so that nothing between the two is missed. Returns when ``stop`` is set.
    """
    wanted, own = [path.resolve() for path in sources], index.resolve()

    def concerns(_: Change, changed: str) -> bool:
        path = Path(changed)
        return any(path.is_relative_to(one) for one in wanted) and not path.is_relative_to(own)

    # A file may be replaced by another one of its name: only its folder notices.
    places = [path if path.is_dir() else path.parent for path in wanted]
    asked = False
    for changes in watch(
        *dict.fromkeys(places),
        watch_filter=concerns,
        stop_event=stop,
        step=_QUIET_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        if changes or not asked:
            asked = True
            update()
