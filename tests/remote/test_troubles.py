"""What does not answer as it should is an error of one line that names the address and says what to do."""

import json
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest

import indexer
from indexer import BadRequest, EngineUnreachable, Passage, ZongjieError, open_index, to_line
from indexer.remote import RemoteIndex
from tests.remote.conftest import served
from tests.remote.strangers import answering, listening, streamed, whole

LINE = to_line(
    Passage("1", "合集", None, "题", (), "其他", (), (), None, "上\u2028下\x85\u2029。", "a.txt")
).encode()


@contextmanager
def told(match: str, kind: type[ZongjieError] = EngineUnreachable) -> Iterator[None]:
    """Expects an error of exactly this class, on one printable line."""
    with pytest.raises(kind, match=match) as caught:
        yield
    assert type(caught.value) is kind
    assert str(caught.value).isprintable()


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_nobody_there() -> None:
    address = f"http://127.0.0.1:{closed_port()}"
    with told(rf"no server answers at {address} \(.*refused\); start it there with `zongjie serve`"):
        open_index(address)


def test_no_such_host() -> None:
    with told(r"no host of the name in http://no-such-host\.invalid:8000 .*correct the address"):
        open_index("http://no-such-host.invalid:8000")


def test_silence() -> None:
    with listening(lambda _: None) as address, told(f"{address} takes too long to answer; try again"):
        RemoteIndex(address, patience=0.2)


def test_silence_in_the_middle() -> None:
    done = Event()

    def send(chunk: Callable[[bytes], None]) -> None:
        chunk(LINE + b"\n")
        assert done.wait(30)

    with answering(streamed(send)) as address, RemoteIndex(address, patience=0.2) as index:
        passages = index.passages()
        assert next(passages).id == "1"
        with told("takes too long to answer"):
            next(passages)
        done.set()


@pytest.mark.parametrize("words", [b"SSH-2.0-Example_1.0\r\n", b"\x15\x03\x01\x00\x02\x02\x46", b""])
def test_no_http(words: bytes) -> None:
    def talk(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(words)
        connection.shutdown(socket.SHUT_WR)

    with listening(talk) as address, told(f"{address} hung up or speaks no HTTP .*for TLS write https://"):
        open_index(address)


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (200, "text/html", b"<!DOCTYPE html><title>It works!</title>"),
        (404, "text/html", b"<h1>Not Found</h1>"),
        (401, "text/plain", b"who are you?"),
        (502, "text/html", b"<h1>Bad Gateway</h1>"),
        (404, "application/problem+json", b'{"status": 404, "detail": "no such page"}'),
        (404, "application/problem+json", b"no JSON"),
        (404, "application/problem+json", b'["no object"]'),
        (200, "application/json", b'{"cluster_name": "docs", "version": {}}'),
        (200, "application/json", b'{"fingerprint": 7}'),
        (200, "application/json", b"[]"),
        (200, "application/json", b"null"),
        (200, "application/json", b"\xff"),
        (200, "application/json", b"[" * 100_000),
    ],
)
def test_somebody_else_is_there(status: int, kind: str, body: bytes) -> None:
    with (
        answering(whole(body, status, kind)) as address,
        told(f"{address} is no Zongjie server, or one of another version .*`zongjie serve` prints"),
    ):
        open_index(address)


def test_a_compressed_answer_that_is_none() -> None:
    with (
        answering(whole(b"no gzip", Content_Encoding="gzip")) as address,
        told(f"{address} broke off its answer"),
    ):
        open_index(address)


def test_a_way_to_elsewhere_is_not_followed_but_told() -> None:
    there = "https://search.example/\u202e\n"
    with (
        answering(whole(b"", 308, Location=there.encode().decode("latin-1").strip())) as address,
        told(rf"{address} leads on to https://search\.example/.*; give the address it leads to"),
    ):
        open_index(address)


@pytest.mark.parametrize(
    "code",
    ["BadRequest", "PassageNotFound", "IndexMissing", "IndexOutdated", "IndexDamaged", "EngineUnreachable"],
)
def test_what_a_server_says_is_wrong_is_raised_as_that(code: str) -> None:
    body = json.dumps({"status": 503, "detail": "出\x1b[2J错\n了" + "很" * 9_999, "code": code}).encode()
    with (
        answering(whole(body, 503, "application/problem+json; charset=utf-8")) as address,
        told("出 .2J错 了很很", getattr(indexer, code)),
    ):
        open_index(address)


def test_a_failure_of_the_server_is_its_own() -> None:
    body = json.dumps({"status": 500, "detail": "服务器出错了", "code": "Surprise"}).encode()
    with (
        answering(whole(body, 500, "application/problem+json")) as address,
        told(f"the server at {address} fails with status 500: 服务器出错了"),
    ):
        open_index(address)


def test_passages_come_before_the_last_one_is_sent() -> None:
    seen = Event()

    def send(chunk: Callable[[bytes], None]) -> None:
        chunk(LINE[:100])
        chunk(LINE[100:] + b"\n" + LINE[:7])
        assert seen.wait(30)
        chunk(LINE[7:] + b"\n")
        chunk(b"")

    with answering(streamed(send)) as address, open_index(address) as index:
        passages = index.passages()
        assert next(passages).text == "上\u2028下\x85\u2029。"
        seen.set()
        assert len(list(passages)) == 1


@pytest.mark.parametrize("last", [b"", LINE[:9]])
def test_a_stream_that_breaks_off_says_so(last: bytes) -> None:
    """Without its end it would look like all there is."""

    def send(chunk: Callable[[bytes], None]) -> None:
        chunk(LINE + b"\n" + last)

    with answering(streamed(send)) as address, open_index(address) as index:
        passages = index.passages()
        assert next(passages).id == "1"
        with told(f"{address} broke off its answer"):
            list(passages)


def test_a_stream_whose_last_line_has_no_end_broke_off() -> None:
    def send(chunk: Callable[[bytes], None]) -> None:
        chunk(LINE + b"\n" + LINE)
        chunk(b"")

    with (
        answering(streamed(send)) as address,
        open_index(address) as index,
        told(f"{address} broke off its answer"),
    ):
        list(index.passages())


@pytest.mark.parametrize("line", [b"{}", b"[]", b"<html>", b"", b"\xff", b"[" * 100_000])
def test_a_line_that_is_no_passage(line: bytes) -> None:
    def send(chunk: Callable[[bytes], None]) -> None:
        chunk(line + b"\n")
        chunk(b"")

    with (
        answering(streamed(send)) as address,
        open_index(address) as index,
        told(f"{address} is no Zongjie server, or one of another version .*no passage"),
    ):
        list(index.passages())


def test_an_answer_without_end_is_not_taken_into_memory() -> None:
    sent: list[int] = []

    def send(chunk: Callable[[bytes], None]) -> None:
        sent.append(0)
        while True:
            chunk(bytes(1 << 20))
            sent[-1] += 1

    with answering(streamed(send)) as address, open_index(address) as index:
        with told(f"{address} answers with more than 64 MiB"):
            index.get("1")
        with told(f"{address} answers with more than 64 MiB"):
            list(index.passages())
    assert all(60 <= one <= 90 for one in sent)  # MiB; some wait in buffers of the system


def test_a_closed_index_says_so(address: str) -> None:
    index = open_index(address)
    index.close()
    index.close()
    with told(f"{address} was closed; open it again", ZongjieError):
        index.search("巡检")
    with told(f"{address} was closed; open it again", ZongjieError):
        list(index.passages())


def test_a_server_that_dies_is_said_and_one_that_comes_back_goes_on_answering(place: Path) -> None:
    with served(place) as (address, process):
        index = open_index(address)
        expected = index.search("巡检").total
        process.kill()
        process.wait()
        with told("start it there with `zongjie serve`"):
            index.search("巡检")
        with told("start it there with `zongjie serve`"):
            index.refresh()
    with served(place, int(address.rpartition(":")[2])), index:
        assert index.search("巡检").total == expected
        assert not index.refresh()


@pytest.mark.parametrize(
    "location",
    [
        "http://",
        "http:///path",
        "http://h:99999",
        "http://h:0",
        "http://h:eight",
        "http://h/?q=1",
        "http://h/#top",
        "http://\x00",
        "ftp://h/index",
        "opensearch://127.0.0.1:9200/summaries",
        "://",
    ],
)
def test_what_is_no_address_of_http(location: str) -> None:
    with pytest.raises(BadRequest, match="索引位置"):
        open_index(location)


def test_a_password_is_sent_and_never_shown() -> None:
    asked = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append((handler.path, handler.headers["Authorization"]))
        whole(b'{"fingerprint": "1"}')(handler)

    with answering(answer) as address:
        index = open_index(address.replace("://", "://reader:secret@") + "/zongjie/")
        with index, pytest.raises(ZongjieError) as caught:
            index.check()
    assert address in str(caught.value)
    assert "secret" not in str(caught.value)
    assert asked == [("/zongjie/api/v1/stats", "Basic cmVhZGVyOnNlY3JldA==")]
    closed = closed_port()
    with told(f"no server answers at http://127.0.0.1:{closed} "):
        open_index(f"http://reader:secret@127.0.0.1:{closed}")
    with pytest.raises(BadRequest) as refused:
        open_index("http://reader:secret@127.0.0.1/?q=1")
    assert "secret" not in str(refused.value)


def test_no_proxy_is_asked_for_this_machine(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    with open_index(address) as index:
        assert index.search("巡检").total > 0
    with told("no server answers at http://search.example"):
        open_index("http://search.example")


# ---- TLS ----


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody signed, with its key, made for this run."""
    command = shutil.which("openssl")
    if command is None:
        if os.environ.get("CI") == "true":
            pytest.fail("openssl is missing")
        pytest.skip("openssl is missing, which makes the certificate")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    options = (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    )
    made = subprocess.run(
        [command, *options.split(), "-keyout", "-", "-out", "-"], capture_output=True, check=True
    )
    file.write_bytes(made.stdout)
    return file


def relay(backend: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """What a server in front does: the answers of another one."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        connection = HTTPConnection(backend.removeprefix("http://"))
        connection.request("GET", handler.path)
        response = connection.getresponse()
        whole(response.read(), response.status, response.headers["Content-Type"])(handler)
        connection.close()

    return answer


def test_tls(address: str, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        answering(relay(address), certificate) as secure,
        told(rf"the certificate of {secure} is not trusted \(.*\); SSL_CERT_FILE may name"),
    ):
        open_index(secure)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with open_index(secure) as there, open_index(address) as here:
            assert there.get("garden-1") == here.get("garden-1")
            assert list(there.passages()) == list(here.passages())
        with told("is not trusted .*mismatch"):
            open_index(re.sub("127.0.0.1", "localhost", secure))


def test_tls_where_there_is_none_and_none_where_there_is(address: str, certificate: Path) -> None:
    secure = address.replace("http:", "https:")
    with told(f"no server answers at {secure} in time; .*http:// where there is no TLS"):
        RemoteIndex(secure, patience=0.3)  # ours waits for the end of what it takes for a request
    with listening(lambda connection: connection.sendall(b"SSH-2.0-Example_1.0\r\n")) as plain:
        secure = plain.replace("http:", "https:")
        with told(rf"what answers at {secure} speaks no TLS \(.*\); where that is meant, write http://"):
            open_index(secure)
    with answering(whole(b"{}"), certificate) as there:
        plain = there.replace("https:", "http:")
        with told(f"{plain} hung up or speaks no HTTP .*for TLS write https://"):
            open_index(plain)
