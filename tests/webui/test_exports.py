"""CSV that spreadsheets read and do not run; JSON lines that are sent while they are read."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indexer import (
    Hit,
    Index,
    IndexDamaged,
    Passage,
    SearchRequest,
    SearchResult,
    build_index,
    open_index,
    passage_record,
)
from tests.serving import served
from tests.support import write_lines
from tests.webui.material import HOSTILE
from webui import create_app
from webui.exports import COLUMNS, csv_answer, lines_answer


def table(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))


def test_a_table_has_the_hits_of_the_page(client: FlaskClient) -> None:
    asked = "q=巡检&section=存在问题&per_page=3&page=2&sort=newest"
    response = client.get("/api/v1/search.csv?" + asked)
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="search.csv"'
    heads, *rows = table(response.text)
    assert tuple(heads) == COLUMNS
    hits = client.get("/api/v1/search?" + asked).get_json()["hits"]
    assert len(rows) == len(hits) == 3
    for row, hit in zip(rows, hits, strict=True):
        cells = dict(zip(heads, row, strict=True))
        assert (cells["id"], cells["title"], cells["year"]) == (hit["id"], hit["title"], str(hit["year"]))
        assert float(cells["score"]) == hit["score"]
        assert cells["heading"] == "线路巡检"
        assert cells["part"] == ""
        assert cells["snippets"] == hit["snippets"][0]["text"]


def test_a_table_of_nothing_has_its_heads(client: FlaskClient) -> None:
    assert table(client.get("/api/v1/search.csv?q=没有这种话&matching=all").text) == [list(COLUMNS)]


def test_bad_values_are_refused_as_for_a_search(client: FlaskClient) -> None:
    response = client.get("/api/v1/search.csv?page=x")
    assert (response.status_code, response.content_type) == (400, "application/problem+json")


@given(st.text(st.sampled_from("=+-@＝＋－＠\t\r\n\"',; 一a1\ud800"), max_size=12))
def test_no_cell_is_a_formula_and_every_text_is_read_again(text: str) -> None:
    hit = Hit(
        id=text, score=1.5, collection=text, part=None, title=text, heading=(text, text), section=text,
        genre=(text,), domain=(text,), year=2020, source=text, snippets=(), author=text,
    )  # fmt: skip
    result = SearchResult(SearchRequest(), total=1, hits=(hit,), facets={})
    heads, row = table(csv_answer(result).get_data(as_text=True))
    expected = text.replace("\ud800", "?")
    for name, cell in zip(heads, row, strict=True):
        if name in {"score", "year"}:
            continue
        assert not cell.lstrip(" ").startswith(tuple("=+@＝＋＠")) or cell.startswith(" ")
        assert not cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))
        if name in {"id", "title", "genre", "author"}:
            assert cell.removeprefix("'") == expected.removeprefix("'")


def lines(text: str) -> Iterator[dict[str, object]]:
    return map(json.loads, text.split("\n")[:-1])


def plain(passages: Iterator[object]) -> list[object]:
    return json.loads(json.dumps([passage_record(one) for one in passages]))  # type: ignore[arg-type]


def test_with_nothing_asked_for_all_passages_come_as_lines(client: FlaskClient, index: Index) -> None:
    response = client.get("/api/v1/passages")
    assert response.content_type == "application/jsonl"
    assert list(lines(response.text)) == plain(index.passages())


def test_passages_that_match_come_whole_and_in_order(client: FlaskClient, index: Index) -> None:
    response = client.get("/api/v1/passages?q=巡检&section=存在问题&year=2011&year=2013&page=7&per_page=1")
    expected = plain(index.matches("巡检", section=["存在问题"], year=[2011, 2013]))
    assert list(lines(response.text)) == expected
    assert len(expected) == 6
    assert client.get("/api/v1/passages?q=过关&synonyms=0").text.count("\n") == 1
    assert client.get("/api/v1/passages?q=过关").text.count("\n") == 2
    assert client.get("/api/v1/passages?q=没有这种话").text == ""


@pytest.mark.parametrize("query", ["敌意", "怪异"])
def test_a_line_is_one_line_whatever_the_passage_holds(client: FlaskClient, query: str) -> None:
    found = list(lines(client.get("/api/v1/passages", query_string={"q": query}).text))
    assert found
    assert any(HOSTILE in str(one["title"]) or one["id"] == "line\nbreak" for one in found)


def test_a_stream_goes_on_with_its_version_while_the_index_is_rebuilt(tmp_path: Path) -> None:
    def build(word: str) -> None:
        rows = ({"id": str(n), "title": f"{word}{n}", "text": word * 500} for n in range(600))
        build_index([write_lines(tmp_path / "passages.jsonl", rows)], tmp_path / "index")

    build("从前")
    with open_index(tmp_path / "index") as index:
        client = create_app(index).test_client()
        stream = client.get("/api/v1/passages", buffered=False)
        chunks = iter(stream.response)
        first = next(chunks)
        build("现在")
        build("后来")  # a build removes the version before the last one
        titles = {client.get("/api/v1/documents/599").get_json()["title"]}
        body = b"".join([first, *chunks])
    assert titles == {"后来599"}
    assert [one["title"] for one in lines(body.decode())] == [f"从前{n}" for n in range(600)]


def test_lines_are_sent_while_they_are_read(app: Flask, index: Index) -> None:
    read = 0

    def counted() -> Iterator[Passage]:
        nonlocal read
        for _ in range(100):
            for passage in index.siblings("hostile"):
                read += 1
                yield passage

    with app.test_request_context():
        response = lines_answer(counted())
        assert response.content_length is None
        sent = [(read, chunk) for chunk in response.response]
    assert [place for place, _ in sent] == sorted({place for place, _ in sent})
    assert sent[0][0] < 10
    assert b"".join(chunk for _, chunk in sent).count(b"\n") == read == 100


def test_damage_in_the_first_passages_has_an_answer_of_its_own(app: Flask, index: Index) -> None:
    def broken() -> Iterator[Passage]:
        yield index.get("story-1")
        raise IndexDamaged("cut off")

    with app.test_request_context():
        for _ in range(10):
            with pytest.raises(IndexDamaged):
                lines_answer(broken())


def test_a_few_are_sent_at_once_and_the_next_asked_to_come_again(index: Index) -> None:
    app = create_app(index)
    streams = [app.test_client().get("/api/v1/passages", buffered=False) for _ in range(4)]
    client = app.test_client()
    refused = client.get("/api/v1/passages")
    assert (refused.status_code, refused.content_type) == (503, "application/problem+json")
    (wait,) = refused.headers.getlist("Retry-After")
    assert 0 < int(wait) < 30
    assert client.get("/api/v1/search").status_code == 200
    streams[0].close()
    streams[1].get_data()
    for method in ("GET", "HEAD", "GET", "HEAD", "GET"):
        assert client.open("/api/v1/passages?q=巡检", method=method, buffered=True).status_code == 200
    for stream in streams:
        stream.close()


def test_readers_that_stop_reading_do_not_stop_the_server(index_folder: Path) -> None:
    with served(index_folder) as address, httpx.Client(base_url=address) as client:
        for _ in range(6):
            with client.stream("GET", "/api/v1/passages") as response:
                assert response.status_code == 200
                assert next(response.iter_lines())
        lines = client.get("/api/v1/passages").text.split("\n")[:-1]
        assert len(lines) == client.get("/api/v1/stats").json()["passages"]
