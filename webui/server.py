"""Serving the application by waitress: one process, a few threads, one open index.

Measured by wrk over loopback, two cores, 4 / 64 connections: a small page was served 1,380 / 1,460 times a
second by waitress, 1,250 / 1,500 by gunicorn (2 workers) and 2,540 / 3,050 by granian (1 worker), a search
page over 6,400 passages about 20 times by each: the search decides, not the server. waitress was chosen since
it takes an application with an open index, where the others open one in every worker process, and since it is
pure Python and runs anywhere.
"""

import logging
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from waitress.server import create_server

from indexer import Index, ZongjieError
from webui.app import create_app
from webui.query_log import QueryLog
from webui.turns import in_turns

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

__all__ = ["serve", "serve_app"]

_THREADS = 8


def serve(
    index: Index,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    cors: Sequence[str] = (),
    query_log: Path | None = None,
) -> None:
    """Answer at an address until SIGTERM or SIGINT (Ctrl-C); requests under way are finished first.

    ``cors`` are origins whose pages may ask the JSON API from a browser; "*" is any. What is asked on the
    page is noted in the file ``query_log``, if one is named.
    Port 0 is any free one; the line on stderr says which. Call it from the main thread, which gets the
    signals. Raises ZongjieError if the address cannot be used.
    """
    asked = closing(QueryLog(query_log)) if query_log else nullcontext()
    with asked as log:
        serve_app(create_app(index, cors=cors, query_log=log), host, port)


def serve_app(app: "WSGIApplication", host: str = "127.0.0.1", port: int = 8000) -> None:
    """The same for any WSGI application: the settings of the server are those that pages are served with."""
    with _listener(host, port) as listener:
        shown = f"[{host}]" if ":" in host else host
        server = create_server(
            in_turns(app),
            sockets=[listener],
            threads=_THREADS,
            connection_limit=1000,
            # No page takes a request body; waitress would otherwise store up to 1 GiB of it.
            max_request_body_size=65_536,
            ident=None,
        )
        # It warns whenever all threads are busy, at every request: that is no news under load.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        try:
            with _stopped_by_sigterm(), suppress(KeyboardInterrupt):
                print(
                    f"serving at http://{shown}:{listener.getsockname()[1]}/ (Ctrl-C stops)",
                    file=sys.stderr,
                    flush=True,
                )
                server.run()
        finally:
            server.close()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        if not 0 <= port <= 65_535:
            raise OSError("a port is a number from 0 to 65535")
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise ZongjieError(
            f"cannot serve at {host} port {port}: {error}; "
            "choose another address with --host and --port, or stop the server that runs there"
        ) from error


@contextmanager
def _stopped_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the server as Ctrl-C does: by an exception in its loop, which waitress handles."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
