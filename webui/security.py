"""What every response carries, and what no request may exceed.

The pages hold other people's texts. All output is escaped; these headers are the second wall: a browser
runs no script but our files, makes no markup of a string, loads nothing from elsewhere and sends no form
elsewhere, whatever a text contains. Our files may be kept by a browser, which asks whether they changed.
"""

from flask import Response, abort, request

__all__ = ["MAX_ADDRESS_BYTES", "add_headers", "refuse_overlong"]

MAX_ADDRESS_BYTES = 32_768
"""A query may be 2,000 characters long: 18,000 bytes of Chinese, percent-encoded."""

_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def refuse_overlong() -> None:
    """Answer 414 to an address no page of ours would ever make."""
    if len(request.path.encode()) + len(request.query_string) > MAX_ADDRESS_BYTES:
        abort(414)


def add_headers(response: Response) -> Response:
    """Set the security headers, and keep out of every cache what says nothing of caches itself."""
    response.headers["Content-Security-Policy"] = _CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if request.endpoint != "static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
