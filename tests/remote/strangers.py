"""Servers that are not ours, for one test each: they answer as they are told, over real sockets."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def answering(answer: Answer, certificate: Path | None = None) -> Iterator[str]:
    """The address of an HTTP server that gives every GET to ``answer``; over TLS with a certificate."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that hangs up is no news here."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def listening(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that speaks whatever ``talk`` does with each connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        kept = []

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:  # closed
                    return
                kept.append(connection)
                talk(connection)

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in kept:
                connection.close()


def whole(body: bytes, status: int = 200, kind: str = "application/json", **headers: str) -> Answer:
    """An answer that is always the same."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def streamed(send: Callable[[Callable[[bytes], None]], None]) -> Answer:
    """An answer in chunks: ``send`` gets what sends one; an empty one ends the answer.

    What asks for the statistics learns a fingerprint.
    """

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if "/stats" in handler.path:
            whole(b'{"fingerprint": "1"}')(handler)
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "application/jsonl")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        send(lambda chunk: _send_chunk(handler, chunk))
        handler.close_connection = True

    return answer


def _send_chunk(handler: BaseHTTPRequestHandler, chunk: bytes) -> None:
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
    handler.wfile.flush()
