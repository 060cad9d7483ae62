"""Questions to one server over HTTP, from any number of threads: JSON, or lines of JSON, come back.

Nothing is asked but by GET, and nothing is sent but what is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from indexer.errors import BadRequest, ZongjieError
from indexer.remote.troubles import broken_off, foreign, refusal, too_large, unreachable

__all__ = ["Connection", "Pairs"]

Pairs = Sequence[tuple[str, str]]
"""Parameters of an address: names and values, in order; a name may come more than once."""

_MAX_BYTES = 64 << 20
"""An answer, or a line of a stream, is not read beyond this: nothing that a server sends fills the memory."""

_API = "/api/v1/"
_CONNECT_SECONDS = 5.0
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class Connection:
    """The API of the server at an address, asked through one pool of connections. Safe to share."""

    def __init__(self, address: str, patience: float) -> None:
        """``patience`` are the seconds that a server may be silent.

        Raises BadRequest where the address is none of HTTP.
        """
        url = _read_address(address)
        self.address = str(url.copy_with(userinfo=b""))
        """As people may see it: without a password."""
        self._client = httpx.Client(
            base_url=url,
            timeout=httpx.Timeout(patience, connect=min(patience, _CONNECT_SECONDS)),
            # A proxy that the environment names is not asked for what runs on this machine.
            mounts={f"all://{host}": None for host in _LOOPBACK},
        )

    def close(self) -> None:
        """Lets go of all connections; questions after that raise ZongjieError."""
        self._client.close()

    def ask(self, path: str, pairs: Pairs = ()) -> Any:
        """The JSON that the server answers. Raises EngineUnreachable, and what the server says is wrong."""
        with self._asked(path, pairs) as response:
            body = self._body(response)
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            raise foreign(self.address, f"its answer is no JSON: {error}") from error

    def lines(self, path: str, pairs: Pairs = ()) -> Iterator[bytes]:
        """The lines that the server answers, without their ends, as they come. Raises what ``ask`` raises.

        Only "\\n" ends a line: texts hold other characters that Unicode calls line ends.
        """
        with self._asked(path, pairs) as response:
            yield from self._lines(response.iter_bytes())

    @contextmanager
    def _asked(self, path: str, pairs: Pairs) -> Iterator[httpx.Response]:
        if self._client.is_closed:
            raise ZongjieError(f"the index at {self.address} was closed; open it again")
        # Half of a surrogate pair cannot be said in UTF-8, and stands in no text of an index.
        sent: list[tuple[str, str | int | float | bool | None]] = [
            (name, value.encode("utf-8", "replace").decode("utf-8")) for name, value in pairs
        ]
        began = False
        try:
            with self._client.stream("GET", _API + path, params=sent) as response:
                began = True
                if response.status_code != httpx.codes.OK:
                    raise refusal(self.address, response, self._body(response))
                yield response
        except httpx.HTTPError as error:
            raise unreachable(self.address, error, began=began) from error

    def _body(self, response: httpx.Response) -> bytes:
        chunks: list[bytes] = []
        held = 0
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            held = self._bounded(held + len(chunk))
        return b"".join(chunks)

    def _lines(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        pieces: list[bytes] = []
        held = 0
        for chunk in chunks:
            first, *others = chunk.split(b"\n")
            pieces.append(first)
            held = self._bounded(held + len(first))
            for other in others:
                yield b"".join(pieces)
                pieces, held = [other], len(other)
        if held:
            raise broken_off(self.address, "its last line has no end")

    def _bounded(self, held: int) -> int:
        if held > _MAX_BYTES:
            raise too_large(self.address, _MAX_BYTES)
        return held


def _read_address(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise BadRequest(f"索引位置“{address}”不是有效的网址：{error}。") from error
    reachable = url.host and (url.port is None or 0 < url.port < 65_536)
    if url.scheme not in ("http", "https") or not reachable or url.query or url.fragment:
        raise BadRequest(
            f"索引位置“{url.copy_with(userinfo=b'')}”应为 http://主机:端口 或 https://主机:端口。"
        )
    return url
