"""Where nothing is found, the answer names what was typed that no passage has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Index, build_index, open_index
from tests.support import write_lines


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("unfound")
    texts = ["设备检修按计划完成", "培训员工三百人次", "机场扩建，编号 A-1"]
    lines = [{"id": str(n), "title": "总结", "text": text, "year": 2020 + n} for n, text in enumerate(texts)]
    build_index([write_lines(folder / "a.jsonl", lines)], folder / "index")
    with open_index(folder / "index") as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "unfound"),
    [
        ("鲸鱼", ("鲸鱼",)),
        ("鲸鱼 “检修设备” 设备", ("鲸鱼", "检修设备")),
        ("鯨魚 ABC", ("鲸鱼", "abc")),
        ("鲸鱼 鲸鱼", ("鲸鱼",)),
        ("“检修” “培训”", ()),  # each is there, no passage has both
        ("设备 -设备", ()),
        ("-鲸鱼 -设备 “海”", ("海",)),
        ("鲸鱼*", ()),  # a pattern
        ("正文:鲸鱼 设备", ("鲸鱼",)),
        ("体裁:无", ()),
    ],
)
def test_what_no_passage_has_is_named(index: Index, query: str, unfound: tuple[str, ...]) -> None:
    result = index.search(query, matching="all")
    assert result.total == 0
    assert result.unfound == unfound


def test_filters_hide_no_word(index: Index) -> None:
    result = index.search("检修", year=[2021])
    assert (result.total, result.unfound) == (0, ())


def test_where_something_is_found_nothing_is_named(index: Index) -> None:
    result = index.search("设备 鲸鱼")  # relaxed
    assert result.total
    assert result.unfound == ()


def test_a_pasted_text_names_nothing(index: Index) -> None:
    assert index.search(" ".join(f"鲸{number}" for number in range(60))).unfound == ()
