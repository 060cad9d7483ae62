"""Evidence from what an index keeps: the same text, the same places, the labels that are stored."""

from itertools import groupby
from pathlib import Path

import pytest

from indexer import Passage
from indexer.classify import Classifier, Tables
from indexer.classify.runs import runs
from indexer.classify.stored import neighbours, place_in, text_of
from indexer.documents import Limits, SourceFile, find_sources, read_source
from indexer.model import Collection, Heading, Metadata, Part, Section

CLASSIFIER = Classifier(Tables.load())


@pytest.fixture(scope="module")
def collections() -> list[Collection]:
    files = find_sources([Path(__file__).parents[2] / "corpus"])
    items = [
        item for file in files if isinstance(file, SourceFile) for item in read_source(file, Limits()).items
    ]
    return [item for item in items if isinstance(item, Collection)]


def parts_of(item: Collection) -> list[list[Passage]]:
    """The passages of each part, without those of the introduction."""
    passages = CLASSIFIER.passages(item)
    groups = [list(part) for _, part in groupby(passages, key=lambda passage: (passage.part, passage.title))]
    return [part for part in groups if part[0].part is not None or len(item.parts) == 1]


def test_the_text_and_the_places_of_a_part_are_found_again(collections: list[Collection]):
    parts = 0
    for item in collections:
        for stored, part in zip(parts_of(item), item.parts, strict=True):
            lines = [line for run in part.sections for line in (*[h.text for h in run.path[-1:]], run.text)]
            assert "".join(text_of(stored).split()) == "".join("".join(lines).split())
            places = [run.position for run in runs(part)]
            pieces = [next(passages) for _, passages in groupby(stored, key=lambda passage: passage.heading)]
            assert [place_in(stored, passage) for passage in pieces] == places
            parts += 1
    assert parts == 68


def test_every_stored_label_is_given_with_what_speaks_for_it(collections: list[Collection]):
    for item in collections:
        for part in parts_of(item):
            for passage in part:
                found = CLASSIFIER.evidence(passage, part)
                assert tuple(label.value for label in found["genre"]) == passage.genre
                assert tuple(label.value for label in found["domain"]) == passage.domain
                assert tuple(label.value for label in found["section"]) == (passage.section,)
                labels = [label for axis in found.values() for label in axis if label.value != "其他"]
                assert all(label.evidence and label.score > 0 for label in labels)


def test_all_pieces_of_a_section_stand_where_the_section_stands():
    long = Section((Heading("一、", "做法", 1),), "每月检查一次，有记录。" * 300)
    item = Collection("a", "a", "年度总结", "年度总结", "", (Part(None, "", (long, Section((), "完。"))),))
    stored = list(CLASSIFIER.passages(item))
    assert [place_in(stored, passage) for passage in stored] == ["first"] * (len(stored) - 1) + ["last"]
    assert len(stored) > 2


def test_the_neighbours_of_a_passage_are_the_stored_ones():
    sections = tuple(
        Section((Heading("", name, 1),), "天晴。") for name in ("主要做法", "主要成效", "存在问题")
    )
    item = Collection("a", "a", "年度总结", "年度总结", "", (Part(None, "", sections),))
    stored = list(CLASSIFIER.passages(item))
    found = [neighbours(stored, passage) for passage in stored]
    assert found == [("", "工作成效"), ("主要做法", "存在问题"), ("工作成效", "")]
    assert neighbours(stored[:1], stored[2]) == ("", "")


def test_a_label_that_no_cue_speaks_for_is_named_without_evidence():
    given = Metadata(genre=("讲话", "自定"), domain=("气象",), section="下步打算")
    part = Part(None, "", (Section((), "窗外下着雨。"),))
    item = Collection("a", "a", "雨后", "雨后", "", (part,), given)
    (passage,) = CLASSIFIER.passages(item)
    found = CLASSIFIER.evidence(passage, [passage])
    assert [(label.value, label.evidence) for label in found["genre"]] == [("讲话", ()), ("自定", ())]
    assert [(label.value, label.score) for label in found["domain"]] == [("气象", 0.0)]
    assert found["section"][0].value == "下步打算"
