"""The index of the material, the application over it, a client, and pages as parsed trees."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from indexer import Index, Settings, build_index, open_index
from tests.support import write_lines
from tests.webui.material import Page, records
from webui import create_app


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("webui")
    (folder / "synonyms.txt").write_text("过关 => 评比\n", "utf-8")
    report = build_index([write_lines(folder / "passages.jsonl", records())], folder / "index")
    assert not report.skipped
    return folder / "index"


@pytest.fixture(scope="session")
def index(index_folder: Path) -> Iterator[Index]:
    synonyms = index_folder.parent / "synonyms.txt"
    with open_index(index_folder, settings=Settings(synonyms=synonyms)) as opened:
        yield opened


@pytest.fixture(scope="session")
def app(index: Index) -> Flask:
    return create_app(index)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def page(client: FlaskClient) -> Page:
    def get(address: str, status: int = 200) -> html.HtmlElement:
        response = client.get(address)
        assert response.status_code == status, response.text
        assert response.content_type == "text/html; charset=utf-8"
        return html.document_fromstring(response.text)

    return get
