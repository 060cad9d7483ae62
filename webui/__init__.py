"""The search page and the JSON API over an open index.

``serve(index)`` answers at an address; ``create_app(index)`` is the WSGI application for any other server.
``serve_app`` serves another application as pages are served.
"""

from webui.app import create_app
from webui.query_log import QueryLog
from webui.server import serve, serve_app

__all__ = ["QueryLog", "create_app", "serve", "serve_app"]
