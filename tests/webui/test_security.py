"""Every answer carries the security headers, and no text of a passage or a request becomes markup."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.webui.material import HOSTILE

STATIC = Path(__file__).parents[2] / "webui" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
PAGES = [
    "/",
    "/?q=敌意",
    "/?q=巡检",
    "/?q=没有这种话",
    "/documents/hostile?q=敌意",
    "/parts/hostile?q=敌意",
    "/help",
    "/stats",
]
OTHERS = [
    "/nothing",
    "/?page=x",
    "/documents/nothing",
    "/documents/",
    "/api/v1/search?q=敌意",
    "/api/nothing",
    "/healthz",
    "/readyz",
    "/static/style.css",
    "/static/nothing",
    "/documents",
    "/?q=" + "x" * 40_000,
]


@pytest.mark.parametrize("address", PAGES + OTHERS)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
def test_every_answer_carries_the_headers(client: FlaskClient, address: str, method: str) -> None:
    with client.open(address, method=method) as response:
        headers = response.headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers
    if not address.startswith("/static"):
        checked = address.startswith("/api/v1/search") and method in {"GET", "HEAD"}
        assert headers["Cache-Control"] == ("private, no-cache" if checked else "no-store")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_needs_nothing_the_policy_forbids(client: FlaskClient, address: str) -> None:
    page = html.document_fromstring(client.get(address).text)
    assert not page.xpath("//script[not(@src) or text()] | //style | //iframe | //object | //*[@style]")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    for target in page.xpath("//@href | //@src | //@action"):
        assert target.startswith(("/", "#")), f"{address} links to {target}"
        assert not target.startswith("//")


@pytest.mark.parametrize(
    "address", ["/?q=敌意", "/documents/hostile?q=敌意", "/parts/hostile?q=敌意", "/", "/stats"]
)
def test_a_hostile_passage_shows_as_text(client: FlaskClient, address: str) -> None:
    page = html.document_fromstring(client.get(address).text)
    assert HOSTILE in page.text_content()
    assert not page.xpath("//script[not(@src)] | //img")
    assert not page.xpath("//*[@onerror]")


@pytest.mark.parametrize(
    "address", ["/?q={}", "/documents/story-1?q={}", "/?genre={}&domain={}&collection={}", "/{}"]
)
def test_a_hostile_request_shows_as_text(client: FlaskClient, address: str) -> None:
    response = client.get(address.replace("{}", quote(HOSTILE, safe="")))
    page = html.document_fromstring(response.text)
    assert not page.xpath("//script[not(@src)] | //b")
    asked = HOSTILE if "?q=" in address else ""
    assert page.xpath("//input[@name='q']/@value") == [asked], (
        "the page is whole, and the box holds what was asked"
    )
    assert len(page.xpath("//form")) == 1


def test_a_hostile_filter_keeps_its_value(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/", query_string={"genre": f"敌意体裁{HOSTILE}"}).text)
    assert page.xpath("//input[@name='genre'][@checked]/@value") == [f"敌意体裁{HOSTILE}"]
    assert len(page.xpath("//article")) == 1


FILES = sorted(path.name for path in STATIC.iterdir())


@pytest.mark.parametrize("name", FILES)
def test_a_browser_keeps_our_files_and_asks_whether_they_changed(client: FlaskClient, name: str) -> None:
    with client.get(f"/static/{name}") as first:
        assert first.status_code == 200
        assert first.headers["Cache-Control"] == "no-cache"
        tag = first.headers["ETag"]
    with client.get(f"/static/{name}", headers={"If-None-Match": tag}) as second:
        assert second.status_code == 304
        assert second.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".js")])
def test_no_script_makes_markup_or_code_of_a_string(client: FlaskClient, name: str) -> None:
    """The policy forbids it too, where a browser knows trusted types."""
    with client.get(f"/static/{name}") as response:
        assert response.content_type.startswith("text/javascript")
        assert not re.search(
            r"(inner|outer)HTML|insertAdjacentHTML|document\.write|parseFromString|\beval\b|Function\(|srcdoc"
            r"|setTimeout\([\"'`]|https?://",
            response.text,
        )


def test_the_stylesheet_loads_nothing(client: FlaskClient) -> None:
    with client.get("/static/style.css") as response:
        assert response.content_type.startswith("text/css")
        assert not re.search(r"url\(|@import|@font-face", response.text)
