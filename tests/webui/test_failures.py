"""Every error becomes one answer: a page for people, problem details for programs, and no inner workings."""

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from indexer import EngineUnreachable, Index, IndexDamaged, IndexMissing, IndexOutdated
from tests.webui.material import Page, parameters, submitted, texts
from webui import create_app

SECRET = "/srv/secret/index: traceback\nforged line"
ERRORS = [
    (IndexMissing, 503, "scripts/rebuild"),
    (IndexOutdated, 503, "scripts/rebuild"),
    (IndexDamaged, 503, "zongjie check"),
    (EngineUnreachable, 503, "运维人员"),
    (RuntimeError, 500, "日志"),
]


@pytest.fixture
def failing(index: Index) -> FlaskClient:
    """An application with addresses that raise each error, as a page and as an API."""
    app = create_app(index)
    for prefix in ("/raise/", "/api/raise/"):
        for kind, _, _ in ERRORS:
            _raise_at(app, prefix + kind.__name__, kind)
    return app.test_client()


def _raise_at(app: Flask, address: str, kind: type[Exception]) -> None:
    def view(**_: str) -> None:
        raise kind(SECRET)

    app.add_url_rule(address, address, view)


@pytest.mark.parametrize(("kind", "status", "cure"), ERRORS)
def test_people_get_a_page_with_the_cure(
    failing: FlaskClient, caplog: pytest.LogCaptureFixture, kind: type[Exception], status: int, cure: str
) -> None:
    with caplog.at_level(logging.ERROR):
        response = failing.get(f"/raise/{kind.__name__}")
    page = html.document_fromstring(response.text)
    assert response.status_code == status
    assert cure in page.text_content()
    assert page.xpath("//form[@role='search']")
    assert (response.headers.get("Retry-After") == "30") == (status == 503)
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert repr(SECRET) in caplog.text


@pytest.mark.parametrize(("kind", "status", "cure"), ERRORS)
@pytest.mark.usefixtures("caplog")
def test_programs_get_problem_details(
    failing: FlaskClient, kind: type[Exception], status: int, cure: str
) -> None:
    response = failing.get(f"/api/raise/{kind.__name__}")
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    problem = response.get_json(force=True)
    assert list(problem)[:5] == ["type", "title", "status", "detail", "instance"]
    assert problem.get("code") == (kind.__name__ if status == 503 else None)
    assert problem["status"] == status
    assert problem["instance"] == f"/api/raise/{kind.__name__}"
    assert ("Retry-After" in response.headers) == (status == 503)
    assert cure in problem["detail"]
    assert (response.headers.get("Retry-After") == "30") == (status == 503)
    assert "secret" not in response.text


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [
        ("/nothing", "GET", 404),
        ("/documents/nothing", "GET", 404),
        ("/documents/", "GET", 404),
        ("/parts/nothing", "GET", 404),
        ("/", "POST", 405),
        ("/help", "DELETE", 405),
        ("/api/v1/nothing", "GET", 404),
        ("/api/nothing", "GET", 404),
        ("/api/v1/documents/nothing", "GET", 404),
        ("/api/v1/documents/", "GET", 404),
        ("/api/v1/search", "POST", 405),
        ("/openapi.json", "PUT", 405),
        ("/api/v1/search?page=x", "GET", 400),
    ],
)
def test_wrong_requests_are_answered_in_kind(
    client: FlaskClient, address: str, method: str, status: int
) -> None:
    response = client.open(address, method=method)
    assert response.status_code == status
    if address.startswith(("/api/", "/openapi")):
        assert response.content_type == "application/problem+json"
        assert response.get_json(force=True)["status"] == status
    else:
        assert html.document_fromstring(response.text).xpath("//h1")
    if status == 405:
        assert "GET" in response.headers["Allow"]


def test_neither_an_address_nor_an_error_starts_a_line_in_the_log(
    index: Index, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(index)
    _raise_at(app, "/raise/<passage:rest>", IndexMissing)
    with caplog.at_level(logging.ERROR):
        assert app.test_client().get("/raise/x%0Aforged%0D%0Aline").status_code == 503
    assert "forged" in caplog.text
    assert all(record.getMessage().isprintable() for record in caplog.records)


@pytest.mark.parametrize(("kind", "status"), [(kind, status) for kind, status, _ in ERRORS])
@pytest.mark.usefixtures("caplog")
def test_people_are_told_in_their_language(failing: FlaskClient, kind: type[Exception], status: int) -> None:
    response = failing.get(f"/raise/{kind.__name__}?lang=en&q=x")
    page = html.document_fromstring(response.text)
    assert (response.status_code, page.get("lang")) == (status, "en")
    said = " ".join(texts(page, "//div[@class='failure']/*[not(self::form)]"))
    assert said.isascii() or not re.search(r"[\u4e00-\u9fff]", said)
    assert "secret" not in response.text
    assert not page.xpath("//a[contains(., 'again')]"), "the same would fail again"


def test_a_passage_that_is_gone_leads_back_to_its_search(page: Page) -> None:
    gone = page("/documents/gone?q=“巡检” 点检&genre=工作总结", 404)
    (again,) = gone.xpath("//a[contains(., '重新搜索')]")
    assert again.text == "重新搜索““巡检” 点检”"
    assert parameters(again.get("href")) == [("q", "“巡检” 点检")]
    assert gone.xpath("//input[@name='q']/@value") == ["“巡检” 点检"]
    assert not page("/documents/gone", 404).xpath("//a[contains(., '重新搜索')]")


def test_an_overlong_address_gets_a_page_that_is_not(page: Page) -> None:
    shown = page("/?lang=en&q=" + "长" * 12_000, 414)
    assert texts(shown, "//h1") == ["The address is too long"]
    assert shown.xpath("//input[@name='q']/@value") == ["长" * 1_000]
    assert page(submitted(shown)).xpath("//h1"), "what it offers is not too long"
    assert len(html.tostring(shown, encoding="utf-8")) < 40_000
