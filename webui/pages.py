"""The pages for people. A view asks the index, turns the answer into plain dataclasses and renders them."""

from dataclasses import replace
from urllib.parse import urljoin

from flask import Blueprint, Response, render_template, request

from webui.asked import present_asked
from webui.context import ask, current_index
from webui.downloads import attachment, source_lines, written_out
from webui.figures import present_charts, present_stats
from webui.guide import examples, guide_topics
from webui.outline import find_passage, parts_of
from webui.params import MAX_OFFERED, MAX_PER_PAGE, asks_for_nothing, read_passage_id, read_search
from webui.present import present_result
from webui.query_log import note_search
from webui.reading import present_document
from webui.urls import part_url
from webui.whole import present_part

__all__ = ["pages"]

pages = Blueprint("pages", __name__)


@pages.get("/")
def search() -> str:
    """What a search found; with nothing asked for, the first page."""
    wanted = read_search(request.args)
    index = current_index()
    if asks_for_nothing(wanted):
        return render_template("landing.html", about=present_stats(index.stats()), examples=examples())
    result = ask(index, replace(wanted, related=MAX_OFFERED))
    note_search(wanted, result.total)
    view = present_result(result)
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


@pages.get("/texts/", defaults={"passage_id": None})
@pages.get("/texts/<passage:passage_id>")
def text(passage_id: str | None) -> Response:
    """The whole part a passage belongs to, as a text to be kept; ``source=0`` leaves out where it is from."""
    index = current_index()
    passage = index.get(read_passage_id(passage_id, request.args))
    parts = parts_of(index.siblings(passage.id))
    written = written_out(parts[find_passage(parts, passage.id)[0]])
    if request.args.get("source") != "0":
        written += "\n" + source_lines(passage, urljoin(request.url_root, part_url(passage.id)))
    return Response(
        # Lone surrogates cannot be said in UTF-8.
        written.encode("utf-8", "replace"),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": attachment(passage.title)},
    )


@pages.get("/help")
def guide() -> str:
    """The query language and the addresses."""
    return render_template("help.html", topics=guide_topics(), max_per_page=MAX_PER_PAGE)


@pages.get("/stats")
def stats() -> str:
    """What the index holds, in numbers and pictures, and what is asked of it where that is noted."""
    held = current_index().stats()
    return render_template(
        "stats.html",
        about=present_stats(held),
        charts=tuple(present_charts(held)),
        asked=present_asked(),
    )


@pages.get("/healthz")
def healthz() -> Response:
    """The process is up."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@pages.get("/readyz")
def readyz() -> Response:
    """The index answers a search; otherwise the 503 that says why."""
    current_index().search(per_page=1)
    return Response("ready\n", content_type="text/plain; charset=utf-8")
