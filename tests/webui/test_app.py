"""The application borrows an index: it follows its rebuilds, and two applications share nothing."""

from pathlib import Path

from indexer import build_index, open_index
from tests.support import write_lines
from webui import create_app


def test_a_rebuilt_index_is_picked_up_without_a_restart(tmp_path: Path) -> None:
    def build(word: str) -> None:
        line = {"id": "one", "title": "车间总结", "text": f"这是{word}的内容。"}
        build_index([write_lines(tmp_path / "passages.jsonl", [line])], tmp_path / "index")

    build("从前")
    with open_index(tmp_path / "index") as index:
        client = create_app(index).test_client()
        assert "<mark>从前</mark>" in client.get("/?q=从前").text
        build("现在")
        assert "<mark>现在</mark>" in client.get("/?q=现在").text
        assert client.get("/api/v1/search?q=从前").get_json()["total"] == 0


def test_applications_are_independent(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        line = {"id": "one", "title": f"{name}厂总结", "text": "内容。"}
        build_index([write_lines(tmp_path / f"{name}.jsonl", [line])], tmp_path / name)
    with open_index(tmp_path / "甲") as first, open_index(tmp_path / "乙") as second:
        clients = [create_app(index).test_client() for index in (first, second)]
        titles = [client.get("/api/v1/documents/one").get_json()["title"] for client in clients]
    assert titles == ["甲厂总结", "乙厂总结"]
