"""Pages of other servers may ask the API only where the operator names them, and never the pages."""

from pathlib import Path

import httpx
import pytest
from flask.testing import FlaskClient

from indexer import Index
from tests.serving import served
from webui import create_app

API = [
    "/api/v1/search?q=巡检",
    "/api/v1/passages",
    "/api/v1/documents/nothing",
    "/api/v1/search?page=x",
    "/openapi.json",
]
PAGES = ["/", "/?q=巡检", "/help", "/documents/story-1", "/healthz", "/static/style.css", "/nothing"]
OURS, ALSO_OURS, OTHER = "https://a.example", "http://localhost:3000", "https://b.example"


def client_for(index: Index, *origins: str) -> FlaskClient:
    return create_app(index, cors=origins).test_client()


def allowed(client: FlaskClient, address: str, origin: str, method: str = "GET") -> str | None:
    with client.open(address, method=method, headers={"Origin": origin}) as response:
        assert "Access-Control-Allow-Credentials" not in response.headers
        return response.headers.get("Access-Control-Allow-Origin")


@pytest.mark.parametrize("address", API + PAGES)
def test_nobody_is_let_in_unless_named(client: FlaskClient, address: str) -> None:
    assert allowed(client, address, OTHER) is None


@pytest.mark.parametrize("address", API)
@pytest.mark.parametrize("origins", [(OURS,), (OURS, ALSO_OURS)])
def test_named_origins_may_ask_the_api(index: Index, address: str, origins: tuple[str, ...]) -> None:
    client = client_for(index, *origins)
    for origin in origins:
        assert allowed(client, address, origin) == origin
    for origin in (
        OTHER,
        "null",
        OURS + ".evil.example",
        "https://xa.example",
        OURS + ":8443",
        "http://a.example",
    ):
        assert allowed(client, address, origin) is None


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("origins", [(OURS,), ("*",)])
def test_nobody_may_read_the_pages(index: Index, address: str, origins: tuple[str, ...]) -> None:
    assert allowed(client_for(index, *origins), address, OURS) is None


@pytest.mark.parametrize("address", API)
def test_everybody_may_be_let_in(index: Index, address: str) -> None:
    assert allowed(client_for(index, "*"), address, OTHER) == "*"


def test_the_setting_reaches_the_server(index_folder: Path) -> None:
    with served(index_folder, cors=f"{OURS} {ALSO_OURS}") as address:
        for origin, expected in ((OURS, OURS), (OTHER, None)):
            response = httpx.get(f"{address}/api/v1/stats", headers={"Origin": origin})
            assert response.headers.get("Access-Control-Allow-Origin") == expected


def test_a_browser_may_ask_first_and_read_the_tag(index: Index) -> None:
    client = client_for(index, OURS)
    asked = {
        "Origin": OURS,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match, x-other",
    }
    answer = client.options("/api/v1/search", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Headers"].lower() == "if-none-match"
    assert set(answer.headers["Access-Control-Allow-Methods"].split(", ")) == {"GET", "HEAD"}
    found = client.get("/api/v1/search", headers={"Origin": OURS})
    assert "ETag" in found.headers["Access-Control-Expose-Headers"]
    asked["Access-Control-Request-Method"] = "DELETE"
    assert "Access-Control-Allow-Methods" not in client.options("/api/v1/search", headers=asked).headers
