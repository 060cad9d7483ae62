"""Any id has an address that browsers leave alone, and that leads to its passage and no other."""

from urllib.parse import unquote, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.webui.material import ODD_IDS
from webui.urls import document_url, part_url

pytestmark = pytest.mark.parametrize("passage_id", ODD_IDS)


def test_the_document_page_is_found(client: FlaskClient, passage_id: str) -> None:
    response = client.get(document_url(passage_id))
    assert response.status_code == 200
    assert f"<h1>怪异编号{ODD_IDS.index(passage_id)}</h1>" in response.text


def test_the_part_page_is_found(client: FlaskClient, passage_id: str) -> None:
    response = client.get(part_url(passage_id))
    assert response.status_code == 200
    assert f"<h1>怪异编号{ODD_IDS.index(passage_id)}</h1>" in response.text


def test_the_api_finds_it_at_the_same_address(client: FlaskClient, passage_id: str) -> None:
    response = client.get("/api/v1" + document_url(passage_id))
    assert response.status_code == 200
    assert response.get_json()["id"] == passage_id


def test_no_browser_rewrites_the_address(passage_id: str) -> None:
    path = urlsplit(document_url(passage_id)).path
    assert path.isascii()
    assert path.isprintable()
    assert "\\" not in path
    assert not [segment for segment in path.split("/") if unquote(segment) in {".", ".."}]
