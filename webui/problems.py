"""A failure -> problem details for programs (RFC 9457)."""

from http import HTTPStatus
from urllib.parse import quote

from flask import Response, request

from indexer import to_json
from webui.language import gettext as _

__all__ = ["PROBLEM", "is_for_programs", "problem_answer"]

PROBLEM = "application/problem+json"


def is_for_programs(path: str) -> bool:
    """Whether programs ask at this path, not people."""
    return path.startswith("/api/") or path == "/openapi.json"


def problem_answer(status: int, title: str, detail: str, code: str | None) -> Response:
    """What a program is told: ``title`` and ``detail`` are sentences for the person behind it.

    ``code`` is the name of the error of the Python API, where it is one: a client of ours raises it again.
    """
    # "about:blank" means: the status says which kind of problem it is; then the title is the status phrase.
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": _("%(title)s：%(detail)s", title=title, detail=detail),
        "instance": quote(request.path),
        **({"code": code} if code else {}),
    }
    return Response(to_json(problem) + "\n", status, content_type=PROBLEM)
