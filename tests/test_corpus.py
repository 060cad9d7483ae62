"""The sample summaries: each file's outline and labels are as written down, and nothing of a text is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import build_index, open_index
from indexer.classify import Classifier, Tables
from indexer.documents import Limits, SourceFile, find_sources, read_source, render_outline
from indexer.model import Collection, Passage, ReadyPassage

CORPUS = Path(__file__).parents[1] / "corpus"
GOLDEN = Path(__file__).parent / "documents" / "golden" / "corpus"
FILES = [file for file in find_sources([CORPUS]) if isinstance(file, SourceFile)]


def items(file: SourceFile) -> Iterator[Collection | ReadyPassage]:
    for item in read_source(file, Limits()).items:
        assert isinstance(item, Collection | ReadyPassage), item
        yield item


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    classifier = Classifier(Tables.load())
    return [passage for file in FILES for item in items(file) for passage in classifier.passages(item)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.source)
def test_the_outline_is_the_golden_one(file: SourceFile) -> None:
    outlines = [render_outline(item) for item in items(file) if isinstance(item, Collection)]
    golden = (GOLDEN / f"{file.source}.outline").read_text("utf-8")
    assert "\n".join(outlines) == golden, (
        f"help: a rule of indexer/documents changed; if for the better, update {GOLDEN.name}/"
    )


def test_the_corpus_is_as_large_and_as_wide_as_its_readme_says(passages: list[Passage]) -> None:
    collections = [item for file in FILES for item in items(file) if isinstance(item, Collection)]
    headed = [s for c in collections for part in c.parts for s in part.sections if s.path and s.text]
    assert (len(FILES), sum(len(c.parts) for c in collections), len(headed)) == (15, 68, 318)
    assert len({domain for passage in passages for domain in passage.domain}) >= 10
    assert {passage.section for passage in passages} == {
        "引言", "基本情况", "主要做法", "工作成效", "存在问题", "下步打算", "经验体会", "其他"
    }  # fmt: skip


def test_the_readme_names_each_file_with_its_parts() -> None:
    readme = (CORPUS / "README.md").read_text("utf-8")
    held = {
        file.source: sum(len(item.parts) for item in items(file) if isinstance(item, Collection))
        for file in FILES
    }
    told = re.findall(r"^\*\*(\d\d-\S+)\*\*.*?(\d+) parts", readme, re.MULTILINE | re.DOTALL)
    assert {name: int(parts) for name, parts in told} == held
    assert f"the files hold {sum(held.values())} parts" in readme


def test_every_text_is_found_again_in_its_passages(passages: list[Passage]) -> None:
    fields = "\n".join("\n".join((p.collection, p.title, *p.heading, p.text)) for p in passages)
    for file in FILES:
        for item in items(file):
            texts = (
                [item.text]
                if isinstance(item, ReadyPassage)
                else [
                    item.preface,
                    *(line for part in item.parts for s in part.sections for line in s.text.split("\n")),
                ]
            )
            assert all(text in fields for text in texts)


def test_ids_are_unique(passages: list[Passage]) -> None:
    assert len({passage.id for passage in passages}) == len(passages)


def test_every_heading_is_found_as_it_is_written(tmp_path: Path, passages: list[Passage]) -> None:
    build_index([CORPUS], tmp_path)
    places = {(passage.source, passage.part, passage.heading): passage.id for passage in passages}
    tried = 0
    with open_index(tmp_path) as index:
        for file in FILES:
            for part in (p for item in items(file) if isinstance(item, Collection) for p in item.parts):
                for section in (s for s in part.sections if s.path and s.text):
                    heading = section.path[-1]
                    place = file.source, part.ordinal, tuple(one.text for one in section.path)
                    number = heading.number.lstrip("# ").rstrip()  # with a blank behind it, it is a word
                    written = (number + heading.text).replace('"', "")
                    found = {passage.id for passage in index.matches(written)}
                    assert places[place] in found, written
                    tried += 1
    assert tried == 318
