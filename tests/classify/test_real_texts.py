"""Real texts by others, read and classified whole: sensible labels, unique ids, nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.classify import Classifier, Tables
from indexer.documents import Limits, SourceFile, find_sources, read_source
from indexer.model import Collection

CLASSIFIER = Classifier(Tables.load())


def collections(folder: Path) -> Iterator[Collection]:
    for found in find_sources([folder]):
        if isinstance(found, SourceFile):
            yield from (item for item in read_source(found, Limits()).items if isinstance(item, Collection))


@pytest.fixture(scope="module")
def seed(shared: Path) -> Collection:
    (only,) = collections(shared / "seed")
    return only


def test_the_six_parts_of_the_seed_page_come_from_six_walks_of_life(seed: Collection):
    labels = [CLASSIFIER.part_labels(seed, part) for part in seed.parts]
    assert [part.domain.values()[0] for part in labels] == [
        "教育",
        "党建",
        "企业管理",
        "工程技术",
        "安全生产",
        "科技",
    ]
    assert labels[1].domain.values()[1:] == ("农业农村",)
    assert {value for part in labels for value in part.genre.values()} == {"工作总结"}
    assert {part.year for part in labels} == {None}


def test_the_roles_of_the_seed_page(seed: Collection):
    roles = {(passage.part, passage.section) for passage in CLASSIFIER.passages(seed)}
    assert {(None, "引言"), (2, "主要做法"), (4, "主要做法"), (5, "存在问题")} <= roles


@pytest.mark.parametrize("name", ["seed", "samples"])
def test_ids_are_unique_and_no_character_is_lost(shared: Path, name: str):
    ids = []
    for item in collections(shared / name):
        passages = list(CLASSIFIER.passages(item))
        ids += [passage.id for passage in passages]
        text = "".join("".join(passage.text.split()) for passage in passages)
        for part in item.parts:
            for section in part.sections:
                assert "".join(section.text.split()) in text, f"{item.key}: a section is in no passage"
    assert ids
    assert len(set(ids)) == len(ids)
