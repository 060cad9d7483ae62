"""Serving the application by waitress.

PLACEHOLDER
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from waitress.server import create_server

from indexer import Index, ZongjieError
from webui.app import create_app

__all__ = ["serve"]

THREADS = 8


def serve(index: Index, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Answer requests until SIGTERM or SIGINT (Ctrl-C); requests under way are finished first.

    Call it from the main thread. Raises ZongjieError if the address cannot be used.
    """
    try:
        server = create_server(
            create_app(index),
            host=host,
            port=port,
            threads=THREADS,
            connection_limit=1000,
            # No page of ours takes a request body; waitress would otherwise store up to 1 GiB of it.
            max_request_body_size=65_536,
            ident=None,
        )
    except (OSError, ValueError) as error:
        raise ZongjieError(
            f"cannot serve at {host} port {port}: {error}; "
            "is another server running there? Choose another address with --host and --port"
        ) from error
    print(f"serving at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C stops)", file=sys.stderr)
    try:
        with _stop_on_sigterm():
            server.run()
    finally:
        server.close()


@contextmanager
def _stop_on_sigterm() -> Iterator[None]:
    """Let SIGTERM end the server as Ctrl-C does: by an exception in its loop, which waitress handles."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
