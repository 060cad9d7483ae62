"""What went wrong between here and a server -> one error that says what was tried and what to do."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator, Sequence
from typing import Any

import httpx

from indexer.errors import (
    BadRequest,
    EngineUnreachable,
    IndexDamaged,
    IndexMissing,
    IndexOutdated,
    PassageNotFound,
    ZongjieError,
)

__all__ = ["broken_off", "foreign", "refusal", "too_large", "unreachable"]

_PROBLEM = "application/problem+json"
_KINDS = {
    kind.__name__: kind
    for kind in (BadRequest, EngineUnreachable, IndexDamaged, IndexMissing, IndexOutdated, PassageNotFound)
}
"""The errors that a server names in the member ``code`` of problem details."""

_NO_SERVER = "no server answers at {address}"
_UNTRUSTED = "the certificate of {address} is not trusted ({reason})"
_HUNG_UP = (httpx.ProtocolError, httpx.ReadError, httpx.WriteError)
_ADVICE: Sequence[tuple[type[BaseException] | tuple[type[BaseException], ...], str]] = (
    (httpx.ConnectTimeout, f"{_NO_SERVER} in time; correct the address (http:// where there is no TLS)"),
    (httpx.TimeoutException, "the server at {address} takes too long to answer; try again, or see its log"),
    (ssl.SSLCertVerificationError, f"{_UNTRUSTED}; SSL_CERT_FILE may name an authority of your own"),
    (ssl.SSLError, "what answers at {address} speaks no TLS ({reason}); where that is meant, write http://"),
    (socket.gaierror, "there is no host of the name in {address} ({reason}); correct the address"),
    (httpx.ProxyError, "the proxy keeps {address} from us ({reason}); NO_PROXY names hosts asked without it"),
    (_HUNG_UP, "what answers at {address} hung up or speaks no HTTP ({reason}); for TLS write https://"),
    (Exception, f"{_NO_SERVER} ({{reason}}); start it there with `zongjie serve`, or correct the address"),
)  # fmt: skip
"""What to do about an error that is, or comes from, one of a type: the first that fits."""

_LONGEST_DETAIL = 500


def unreachable(address: str, error: httpx.HTTPError, *, began: bool) -> EngineUnreachable:
    """There is no answer, or no whole one: ``began`` says whether there was a beginning."""
    causes = list(_causes(error))
    reason = _plain(str(causes[-1])) or type(error).__name__
    if began and not isinstance(error, httpx.TimeoutException):
        return broken_off(address, reason)
    told = next(told for kind, told in _ADVICE if any(isinstance(cause, kind) for cause in causes))
    return EngineUnreachable(told.format(address=address, reason=reason))


def broken_off(address: str, reason: str) -> EngineUnreachable:
    """An answer began and did not end."""
    return EngineUnreachable(
        f"the server at {address} broke off its answer ({reason}); try again, and see its log"
    )


def too_large(address: str, most: int) -> EngineUnreachable:
    """An answer is larger than anybody wants to hold."""
    return EngineUnreachable(
        f"the server at {address} answers with more than {most >> 20} MiB at once; ask for less"
    )


def foreign(address: str, what: str) -> EngineUnreachable:
    """There is an answer, and none that a server of this project gives."""
    return EngineUnreachable(
        f"what answers at {address} is no Zongjie server, or one of another version ({_plain(what)}); give "
        "the address that `zongjie serve` prints"
    )


def refusal(address: str, response: httpx.Response, body: bytes) -> ZongjieError:
    """The error that an answer other than 200 stands for."""
    if response.has_redirect_location:
        place = _plain(response.headers["location"])
        return EngineUnreachable(f"{address} leads on to {place}; give the address it leads to")
    status, problem = response.status_code, _problem(response, body)
    if problem is None or (status == httpx.codes.NOT_FOUND and "code" not in problem):
        return foreign(address, f"it answers {response.request.url.path} with status {status}")
    detail, kind = _plain(str(problem.get("detail", ""))), _KINDS.get(str(problem.get("code")))
    if kind in (BadRequest, PassageNotFound) or status == httpx.codes.REQUEST_URI_TOO_LONG:
        return (kind or BadRequest)(detail)
    return (kind or EngineUnreachable)(f"the server at {address} fails with status {status}: {detail}")


def _problem(response: httpx.Response, body: bytes) -> dict[str, Any] | None:
    """The members of problem details (RFC 9457), where the answer is such."""
    if response.headers.get("content-type", "").partition(";")[0].strip() != _PROBLEM:
        return None
    try:
        members = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return members if isinstance(members, dict) else None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came from, the first cause last."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


def _plain(text: str) -> str:
    """Words of a stranger on one line, without control characters, and not without end."""
    return "".join(char if char.isprintable() else " " for char in text[:_LONGEST_DETAIL]).strip()
