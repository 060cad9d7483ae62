"""For browsers that add the search to theirs: the OpenSearch description, and suggestions in their format."""

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request, url_for
from lxml import etree
from werkzeug.urls import iri_to_uri

from indexer import Message, SearchRequest
from webui.context import current_index
from webui.language import LANGUAGES, current_language, translated
from webui.language import gettext as _
from webui.params import MAX_OFFERED
from webui.urls import page_url, search_url

__all__ = ["opensearch"]

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_SUGGESTIONS = "application/x-suggestions+json"
_KINDS: Mapping[str, Message] = {
    "title": Message("标题"),
    "heading": Message("小标题"),
    "term": Message("常用词"),
}

opensearch = Blueprint("opensearch", __name__)


@opensearch.get("/opensearch.xml")
def description() -> Response:
    """The search as a browser adds it, with the addresses of the host that it was asked at."""
    if not request.host:
        abort(400)  # the header Host names none, and an address without a host is none
    root = etree.Element("OpenSearchDescription", nsmap={None: _NAMESPACE})
    for name, text in (
        ("ShortName", _("总结检索")),
        ("Description", _("工作总结全文检索")),
        ("Language", LANGUAGES[current_language()]),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        etree.SubElement(root, name).text = text
    icon = etree.SubElement(root, "Image", type="image/svg+xml")
    icon.text = _absolute(url_for("static", filename="icon.svg"))
    for attributes in _addresses():
        etree.SubElement(root, "Url", attributes)
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return Response(body, content_type="application/opensearchdescription+xml")


@opensearch.get("/suggestions")
def suggestions() -> Response:
    """What to offer for the beginning of a query: ["typed", [texts], [what each is], [searches]]."""
    typed = request.args.get("q", "")
    offered = current_index().suggest(typed, MAX_OFFERED)
    answer = [
        typed,
        [one.text for one in offered],
        [translated(_KINDS[one.kind]) for one in offered],
        [_absolute(iri_to_uri(search_url(SearchRequest(one.text)))) for one in offered],
    ]
    return Response(json.dumps(answer, ensure_ascii=False), content_type=_SUGGESTIONS)


def _addresses() -> Iterator[dict[str, str]]:
    yield {"type": "text/html", "method": "get", "template": _template("/")}
    yield {"type": _SUGGESTIONS, "method": "get", "template": _template("/suggestions")}
    results = _template("/api/v1/search", page="{startPage?}", per_page="{count?}")
    yield {"type": "application/json", "rel": "results", "template": results}
    description_url = _absolute(page_url("/opensearch.xml"))
    yield {"type": "application/opensearchdescription+xml", "rel": "self", "template": description_url}


def _template(path: str, **others: str) -> str:
    """An address with ``{searchTerms}`` in it, in the current language."""
    places = urlencode({"q": "{searchTerms}", **others}, safe="{}?")
    language = page_url(path).partition("?")[2]
    return _absolute(f"{path}?{places}" + ("&" + language if language else ""))


def _absolute(address: str) -> str:
    return request.url_root.rstrip("/") + address
