"""The server that the section ``pages`` asks: the search page, or a bare "hello", with a clock around it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from indexer import compile_kernels, open_index
from webui import create_app, serve_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["Clocked", "main"]


class Clocked:
    """An application; when each of its answers began and ended, and how many bytes it has."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self.answers: list[tuple[float, float, int]] = []

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """The whole answer at once; its time and size are noted."""
        started = time.perf_counter()
        body = b"".join(self._app(environ, start))
        self.answers.append((started, time.perf_counter(), len(body)))
        return [body]


def main(what: str, index: str, record: str) -> None:
    """Serves until SIGTERM, then writes what was measured."""
    if what == "hello":
        hello = Flask("hello")
        hello.add_url_rule("/", view_func=lambda: "hello")
        _serve(Clocked(hello), record)
        return
    with open_index(index) as opened:
        compile_kernels()
        app = create_app(opened)
        app.test_client().get("/?q=预热")  # the first page loads what all others use
        _serve(Clocked(app), record)


def _serve(app: Clocked, record: str) -> None:
    before = time.process_time()
    serve_app(app, port=0)
    begun, ended, sizes = zip(*app.answers, strict=True)
    served = {
        "seconds": max(ended) - min(begun),
        "times": [end - start for start, end in zip(begun, ended, strict=True)],
        "sizes": sizes,
        "processor": time.process_time() - before,
    }
    Path(record).write_text(json.dumps(served), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
