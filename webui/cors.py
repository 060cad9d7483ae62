"""Which other servers' pages may ask the API from a browser (CORS): none but those an operator names."""

from collections.abc import Sequence

from flask import Flask
from flask_cors import CORS

__all__ = ["allow_origins"]


def allow_origins(app: Flask, origins: Sequence[str]) -> None:
    """Let pages from ``origins`` ("*" is any) read what the API answers; never with a user's credentials."""
    if not origins:
        return
    CORS(
        app,
        resources=[r"^/api/.*", r"^/openapi\.json$"],
        origins=list(origins),
        methods=["GET", "HEAD"],
        allow_headers=["If-None-Match"],
        expose_headers=["ETag", "Retry-After"],
        max_age=3600,
        send_wildcard=True,
        always_send=False,
    )
