"""A collection is built for the questions alone, and this engine is asked as its users ask it."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.build import build_index
from indexer.errors import DocumentError, IndexMissing
from indexer.relevance.asking import open_collection, ours
from indexer.settings import Settings
from tests.support import write_lines

PASSAGES = [{"id": str(number), "title": "总结", "text": "安全。" * number + "完"} for number in range(1, 31)]


@pytest.fixture
def passages(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "passages.jsonl", PASSAGES)


def test_the_ranking_is_that_of_a_search(passages: Path):
    with open_collection([passages], Settings()) as collection:
        assert [passage.id for passage in collection.passages] == [one["id"] for one in PASSAGES]
        hits = [hit.id for hit in collection.index.search("安全", per_page=30).hits]
        assert len(hits) == 30
        assert ours(collection.index)("安全", 20) == hits[:20]
        assert ours(collection.index)("安全", 1) == hits[:1]


def test_nothing_of_it_is_left_and_the_index_of_the_settings_is_not_touched(
    passages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    settings = replace(Settings(), index=str(tmp_path / "index"))
    with open_collection([passages], settings):
        assert list((tmp_path / "temporary").iterdir())
    assert not list((tmp_path / "temporary").iterdir())
    assert not (tmp_path / "index").exists()


def test_without_passages_the_index_of_the_settings_is_asked(passages: Path, tmp_path: Path):
    settings = replace(Settings(), index=str(tmp_path / "index"))
    with pytest.raises(IndexMissing), open_collection([], settings):
        pass
    build_index([passages], settings.index)
    with open_collection([], settings) as collection:
        assert len(collection.passages) == 30
        assert collection.skipped == ()


def test_a_mistyped_path_is_an_error(tmp_path: Path):
    with pytest.raises(DocumentError), open_collection([tmp_path / "nowhere"], Settings()):
        pass
