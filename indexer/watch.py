"""Keeps an index up to date with its sources: asks for an update when files change, until told to end."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from watchfiles import Change, watch

from indexer.errors import ZongjieError

__all__ = ["watch_sources"]

_LOOK_MS = 500
"""So often it is looked whether to end."""

_QUIET_MS = 400
"""A change counts when nothing more has come for so long: files are written piece by piece."""


def watch_sources(sources: Sequence[str], index: str, update: Callable[[], object]) -> None:
    """Calls ``update`` once, and again whenever one of ``sources`` or something in them changes.

    What goes wrong in an update is said on standard error, and the watch goes on. What happens in the folder
    of the ``index`` is no change, also where that lies in a source. Watching begins before the first update,
    so that nothing between the two is missed. Returns when the process gets SIGTERM or SIGINT.
    """
    wanted, own = [Path(source).resolve() for source in sources], Path(index).resolve()

    def concerns(_: Change, changed: str) -> bool:
        path = Path(changed)
        return any(path.is_relative_to(one) for one in wanted) and not path.is_relative_to(own)

    # A file may be replaced by another one of its name: only its folder notices.
    places = [path if path.is_dir() else path.parent for path in wanted]
    stop, asked = threading.Event(), False
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
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
            try:
                update()
            except ZongjieError as error:
                print(f"zongjie: {error}", file=sys.stderr)
            sys.stdout.flush()
