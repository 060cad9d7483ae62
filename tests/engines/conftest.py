"""A small index of generated passages, and the passages themselves."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from indexer import Index, Passage, Settings, build_index, open_index
from indexer.analysis import Analyser
from tests.support import write_lines

SEED = 20260823
VOCABULARY = [
    "处理",
    "待处理",
    "工作",
    "工作总结",
    "总结",
    "管理",
    "二级经理",
    "经验",
    "创新",
    "亮点",
    "问题",
    "存在问题",
    "措施",
    "下一步",
    "党支部",
    "安全生产",
    "5S",
    "BIM",
    "2023年",
    "教學",
    "質量",
]
JOINTS = ["", "", "", "，", "。", "的", " ", "、", "\n", "（一）"]


def sentence(source: random.Random, words: int) -> str:
    return "".join(source.choice(VOCABULARY) + source.choice(JOINTS) for _ in range(words))


def generated(count: int, seed: int = SEED) -> list[dict[str, object]]:
    """JSON-lines records of random passages; the seed makes them the same every time."""
    source = random.Random(seed)
    return [
        {
            "id": f"p{number}",
            "title": sentence(source, 3).replace("\n", ""),
            "collection": f"合集{number // 7} {source.choice(VOCABULARY)}",
            "heading": [sentence(source, 2).strip() or "标题" for _ in range(source.randrange(3))],
            "text": sentence(source, source.randrange(1, 40)).strip() or "正文",
            "genre": source.sample(["工作总结", "述职报告", "心得体会"], source.randrange(1, 3)),
            "domain": source.sample(["党建", "教育", "科技"], source.randrange(1, 3)),
            "section": source.choice(["存在问题", "主要做法", "下步打算"]),
            **({"year": source.randrange(2018, 2025)} if source.random() < 0.8 else {}),
        }
        for number in range(count)
    ]


SYNONYMS = """
管理, 經驗、二级经理
问题 => 措施, ＢＩＭ
存在问题 => 亮点
创新 => 管理创新
"""
"""A file of synonyms: both kinds of rule, a longer left side, other scripts and widths, a cycle."""

RULES = {
    "管理": ["经验", "二级经理"],
    "经验": ["管理", "二级经理"],
    "二级经理": ["管理", "经验"],
    "问题": ["措施", "bim"],
    "存在问题": ["亮点"],
    "创新": ["管理创新"],
}
"""The same, as plain as can be."""


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("generated")
    synonyms = folder / "synonyms.txt"
    synonyms.write_text(SYNONYMS, "utf-8")
    report = build_index(
        [write_lines(folder / "passages.jsonl", generated(200))], folder / "index", settings=Settings()
    )
    assert not report.skipped
    with open_index(folder / "index", settings=Settings(synonyms=synonyms)) as opened:
        yield opened


@pytest.fixture(scope="session")
def passages(index: Index) -> Sequence[Passage]:
    return list(index.passages())


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "few.jsonl", generated(5, seed=1))
