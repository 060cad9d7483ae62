"""An answer that has not changed is not looked for again; one that has is always sent."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer import Index, Settings, build_index, open_index
from tests.support import write_lines
from webui import create_app

ADDRESSES = [
    "search?q=巡检",
    "search.csv?q=巡检",
    "passages?q=巡检",
    "documents/story-1",
    "siblings/story-1",
    "evidence/story-1",
    "explain/story-1?q=车间",
    "similar/story-1",
    "suggest?q=xian路",
    "related?q=巡检",
    "stats",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_answer_has_a_weak_tag_and_is_not_sent_again(
    client: FlaskClient, address: str, method: str
) -> None:
    first = client.open("/api/v1/" + address, method=method)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "private, no-cache"
    tag = first.headers["ETag"]
    assert tag.startswith('W/"')
    for asked in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = client.open("/api/v1/" + address, method=method, headers={"If-None-Match": asked})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Cache-Control"] == "private, no-cache"
        assert "Content-Security-Policy" in again.headers


def test_another_tag_has_a_whole_answer(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=巡检", headers={"If-None-Match": 'W/"other"'})
    assert (response.status_code, response.get_json()["total"]) == (200, 37)


def test_the_tag_is_of_the_whole_address(client: FlaskClient) -> None:
    asked = ["search?q=巡检", "search?q=巡检&page=2", "search?q=巡检&lang=en", "search.csv?q=巡检", "search"]
    assert len({client.get("/api/v1/" + address).headers["ETag"] for address in asked}) == len(asked)


@pytest.mark.parametrize("address", ["search?page=x", "documents/nothing", "nothing"])
def test_errors_are_kept_nowhere(client: FlaskClient, address: str) -> None:
    for headers in ({}, {"If-None-Match": "*"}):
        response = client.get("/api/v1/" + address, headers=headers)
        assert response.status_code in {400, 404}
        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers


def test_an_unchanged_answer_costs_no_search(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = client.get("/api/v1/search?q=巡检").headers["ETag"]

    def searched(*_: object, **__: object) -> None:
        raise AssertionError("it was searched")

    monkeypatch.setattr(Index, "search", searched)
    assert client.get("/api/v1/search?q=巡检", headers={"If-None-Match": tag}).status_code == 304


def test_a_rebuild_and_a_change_of_synonyms_change_the_tag(tmp_path: Path) -> None:
    def build(word: str) -> None:
        line = {"id": "one", "title": "车间总结", "text": f"这是{word}的内容。"}
        build_index([write_lines(tmp_path / "passages.jsonl", [line])], tmp_path / "index")

    build("从前")
    (tmp_path / "synonyms.txt").write_text("过关 => 评比\n", "utf-8")
    with open_index(tmp_path / "index", settings=Settings(synonyms=tmp_path / "synonyms.txt")) as index:
        client = create_app(index).test_client()
        tags = [client.get("/api/v1/documents/one").headers["ETag"]]
        assert client.get("/api/v1/documents/one").headers["ETag"] == tags[0]
        build("现在")
        answer = client.get("/api/v1/documents/one", headers={"If-None-Match": tags[0]})
        assert (answer.status_code, answer.get_json()["text"]) == (200, "这是现在的内容。")
        tags.append(answer.headers["ETag"])
        (tmp_path / "synonyms.txt").write_text("过关 => 评比, 合格\n", "utf-8")
        tags.append(client.get("/api/v1/documents/one").headers["ETag"])
        assert len(set(tags)) == 3
        with open_index(tmp_path / "index", settings=Settings(synonyms=tmp_path / "synonyms.txt")) as other:
            assert create_app(other).test_client().get("/api/v1/documents/one").headers["ETag"] == tags[-1]
