"""The pages for people. A view asks the index, turns the answer into plain dataclasses and renders them."""

from flask import Blueprint, Response, render_template, request

from webui.context import ask, ask_related, current_index
from webui.figures import present_stats
from webui.guide import EXAMPLES, GUIDE
from webui.params import MAX_PER_PAGE, asks_for_nothing, read_passage_id, read_search
from webui.present import present_result
from webui.reading import present_document, present_part

__all__ = ["pages"]

pages = Blueprint("pages", __name__)


@pages.get("/")
def search() -> str:
    """What a search found; with nothing asked for, the first page."""
    wanted = read_search(request.args)
    index = current_index()
    if asks_for_nothing(wanted):
        return render_template("landing.html", about=present_stats(index.stats()), examples=EXAMPLES)
    result = ask(index, wanted)
    first = wanted.page == 1 and result.total and not wanted.near
    view = present_result(result, ask_related(index, wanted) if first else ())
    return render_template("results.html", view=view, query=view.query)


@pages.get("/documents/", defaults={"passage_id": None})
@pages.get("/documents/<passage:passage_id>")
def document(passage_id: str | None) -> str:
    """One passage in its part and collection. The id comes in the path, or as ``?id=`` (see urls.py)."""
    wanted = read_search(request.args)
    index = current_index()
    view = present_document(index, index.get(read_passage_id(passage_id, request.args)), wanted)
    return render_template("document.html", view=view, query=view.query)


@pages.get("/parts/", defaults={"passage_id": None})
@pages.get("/parts/<passage:passage_id>")
def part(passage_id: str | None) -> str:
    """The whole part a passage belongs to."""
    wanted = read_search(request.args)
    index = current_index()
    view = present_part(index, index.get(read_passage_id(passage_id, request.args)), wanted)
    return render_template("part.html", view=view, query=view.query)


@pages.get("/help")
def guide() -> str:
    """The query language and the addresses."""
    return render_template("help.html", topics=GUIDE, max_per_page=MAX_PER_PAGE)


@pages.get("/stats")
def stats() -> str:
    """What the index holds, in numbers."""
    return render_template("stats.html", about=present_stats(current_index().stats()))


@pages.get("/healthz")
def healthz() -> Response:
    """The process is up."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@pages.get("/readyz")
def readyz() -> Response:
    """The index answers a search; otherwise the 503 that says why."""
    current_index().search(per_page=1)
    return Response("ready\n", content_type="text/plain; charset=utf-8")
