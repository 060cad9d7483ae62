"""The application factory. Nothing happens at import; the index is opened and closed by the caller."""

from collections.abc import Sequence

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.routing import BaseConverter

from indexer import Index
from webui.api import OPERATIONS, PREFIX, make_api
from webui.context import keep_index
from webui.cors import allow_origins
from webui.exports import keep_streams
from webui.failures import register_failures
from webui.language import speak
from webui.openapi import serve_description
from webui.opensearch import opensearch
from webui.pages import pages
from webui.query_log import QueryLog, keep_log
from webui.security import add_headers, refuse_overlong
from webui.urls import language_url, page_url

__all__ = ["create_app"]


class _PassageId(BaseConverter):
    """The rest of the address as one id, whatever it holds: slashes at its ends, line breaks."""

    regex = "(?s:.+)"
    part_isolating = False


def create_app(index: Index, *, cors: Sequence[str] = (), query_log: QueryLog | None = None) -> Flask:
    """A WSGI application that answers from ``index``, which must stay open as long as it is used.

    ``cors`` are origins whose pages may ask the JSON API from a browser; "*" is any. What is asked on the
    page is noted in ``query_log``, if there is one.
    """
    app = Flask("webui")
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    # A name a template does not get is a mistake, not an empty text.
    app.jinja_env.undefined = StrictUndefined
    app.url_map.converters["passage"] = _PassageId
    keep_index(app, index)
    keep_log(app, query_log)
    keep_streams(app)
    speak(app)
    app.jinja_env.globals |= {"page_url": page_url, "language_url": language_url}
    app.before_request(refuse_overlong)
    app.after_request(add_headers)
    app.register_blueprint(pages)
    app.register_blueprint(opensearch)
    app.register_blueprint(make_api())
    serve_description(app, OPERATIONS, PREFIX)
    register_failures(app)
    allow_origins(app, cors)
    return app
