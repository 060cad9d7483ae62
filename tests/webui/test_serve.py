"""The server: it answers, finishes what it has begun when told to stop, and says why it cannot start."""

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
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
    serve(index, "127.0.0.1", int(sys.argv[2]))
print("closed in order")
"""


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def server(index_folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A process that serves the index at ``port``, ready to answer."""
    command = [sys.executable, "-c", SERVER, str(index_folder), str(port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stderr
        assert process.stderr.readline() == f"serving at http://127.0.0.1:{port}/ (Ctrl-C stops)\n"
        yield process
        process.kill()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_until_it_is_told_to_stop(
    server: subprocess.Popen[str], port: int, stop: signal.Signals
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/?q=%E5%B7%A1%E6%A3%80")
    response = connection.getresponse()
    assert response.status == 200
    assert "<mark>巡检</mark>" in response.read().decode()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    connection.close()
    server.send_signal(stop)
    output, errors = server.communicate(timeout=30)
    assert (server.returncode, output, errors) == (0, "closed in order\n", "")


@pytest.mark.parametrize(
    "path", ["/documents/a%2F%2Fb", "/documents/%2Ffront", "/documents/back%2F", "/parts/100%25"]
)
@pytest.mark.usefixtures("server")
def test_odd_addresses_reach_the_application_as_they_are(port: int, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    assert response.status == 200
    assert "怪异编号" in response.read().decode()
    connection.close()


@pytest.mark.usefixtures("server")
def test_overlong_requests_are_refused_and_never_an_error_of_the_server(port: int) -> None:
    for length in (20_000, 300_000):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/?q=" + "x" * length)
        response = connection.getresponse()
        assert response.status in {400, 414, 431}
        response.read()
        connection.close()


def test_a_taken_port_is_a_clear_error(index: Index) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = listener.getsockname()[1]
        with pytest.raises(ZongjieError, match=rf"127\\.0\\.0\\.1 port {taken}.*--port"):
            serve(index, "127.0.0.1", taken)


@pytest.mark.parametrize(("host", "port_"), [("no-such-host.invalid", 8000), ("127.0.0.1", 70_000)])
def test_an_impossible_address_is_a_clear_error(index: Index, host: str, port_: int) -> None:
    with pytest.raises(ZongjieError, match=f"{host} port {port_}"):
        serve(index, host, port_)
