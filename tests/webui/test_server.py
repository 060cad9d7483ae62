"""The server: it answers, finishes what it has begun when told to stop, and says why it cannot start."""

import http.client
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer import Index, ZongjieError
from webui import serve

ROOT = Path(__file__).parents[2]
SERVER = """
import sys
from indexer import open_index
from webui import serve

with open_index(sys.argv[1]) as index:
    serve(index, "127.0.0.1", 0)
print("closed in order")
"""


@dataclass(frozen=True)
class Server:
    """A process that serves the index of these tests, ready to answer."""

    process: subprocess.Popen[str]
    port: int

    def get(self, address: str) -> tuple[http.client.HTTPResponse, str]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", address)
            response = connection.getresponse()
            return response, response.read().decode()


@pytest.fixture
def server(index_folder: Path) -> Iterator[Server]:
    command = [sys.executable, "-c", SERVER, str(index_folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stderr
        line = process.stderr.readline()
        ready = re.fullmatch(r"serving at http://127\.0\.0\.1:(\d+)/ \(Ctrl-C stops\)\n", line)
        assert ready, line + process.stderr.read()
        yield Server(process, int(ready[1]))
        process.kill()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_until_it_is_told_to_stop(server: Server, stop: signal.Signals) -> None:
    response, text = server.get("/?q=%E5%B7%A1%E6%A3%80")
    assert response.status == 200
    assert "<mark>巡检</mark>" in text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    server.process.send_signal(stop)
    output, errors = server.process.communicate(timeout=30)
    assert (server.process.returncode, output, errors) == (0, "closed in order\n", "")


def test_odd_and_overlong_addresses_reach_the_application_as_they_are(server: Server) -> None:
    for address in ("/documents/a%2F%2Fb", "/documents/%2Ffront", "/documents/back%2F", "/parts/100%25"):
        response, text = server.get(address)
        assert response.status == 200
        assert "怪异编号" in text
    for length, status in ((40_000, 414), (300_000, 431)):
        assert server.get("/?q=" + "x" * length)[0].status == status


def test_a_taken_port_is_a_clear_error(index: Index) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = listener.getsockname()[1]
        with pytest.raises(ZongjieError, match=f"127.0.0.1 port {taken}: .*in use.*--port"):
            serve(index, "127.0.0.1", taken)


@pytest.mark.parametrize(("host", "port"), [("no-such-host.invalid", 8000), ("127.0.0.1", 70_000)])
def test_an_impossible_address_is_a_clear_error(index: Index, host: str, port: int) -> None:
    with pytest.raises(ZongjieError, match=f"{host} port {port}"):
        serve(index, host, port)
