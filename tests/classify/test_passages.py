"""Passages: one a section, nothing lost, metadata first, ids that stay the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.classify import Classifier, Tables
from indexer.model import Collection, Heading, Metadata, Part, Passage, ReadyPassage, Section

TABLES = Tables.load()
CLASSIFIER = Classifier(TABLES)


def section(text: str, *path: str) -> Section:
    headings = tuple(Heading(f"{level}、", words, level) for level, words in enumerate(path, start=1))
    return Section(headings, text)


def collection(*sections: Section, preface: str = "", **changes: object) -> Collection:
    part = Part(1, "2022年护理工作总结篇一", sections)
    plain = Collection("a.txt", "a.txt", "护理工作总结(大全3篇)", "护理工作总结(大全3篇)", preface, (part,))
    return replace(plain, **changes)


def passages(item: Collection | ReadyPassage) -> list[Passage]:
    return list(CLASSIFIER.passages(item))


def test_a_section_becomes_one_passage_with_all_its_labels():
    item = collection(section("一年来，病房护理质量提高。"), section("护士人手不够。", "存在的问题"))
    opening, problems = passages(item)
    assert (opening.section, opening.heading) == ("引言", ())
    assert problems == Passage(
        id=problems.id,
        collection="护理工作总结(大全3篇)",
        part=1,
        title="2022年护理工作总结篇一",
        heading=("存在的问题",),
        section="存在问题",
        genre=("工作总结",),
        domain=("医疗卫生",),
        year=2022,
        text="护士人手不够。",
        source="a.txt",
        period="2022年",
    )


def test_period_organisation_and_author_are_those_of_the_part():
    part = Part(
        1, "2021年上半年总结篇一", (section("正文。"), section("明年继续。\n县农技站\n2021年7月2日", "打算"))
    )
    first, second = passages(collection(parts=(part,)))
    assert (first.period, first.organisation, first.author) == ("2021年上半年", "县农技站", "")
    assert (second.period, second.organisation) == ("2021年上半年", "县农技站")


def test_the_words_of_all_part_titles_name_no_organisation():
    part = Part(1, "检修车间年度总结篇一", (section("正文。"),))
    page = collection(parts=(part,), title="检修车间年度总结(大全3篇)", title_line="")
    (only,) = passages(page)
    assert only.organisation == ""
    (own,) = passages(replace(page, title="总结(大全3篇)"))
    assert own.organisation == "检修车间"


def test_what_the_source_says_of_period_and_author_wins():
    metadata = Metadata(period="2020年第一季度", organisation="乙站", author="林木生")
    part = Part(None, "", (section("正文。\n县农技站\n2021年7月2日"),))
    (only,) = passages(collection(parts=(part,), metadata=metadata))
    assert (only.period, only.organisation, only.author) == ("2020年第一季度", "乙站", "林木生")


def test_the_preface_is_an_introduction_without_a_part():
    first, _ = passages(collection(section("正文。", "做法"), preface="欢迎大家阅读。\n希望有所帮助。"))
    assert (first.part, first.section, first.heading) == (None, "引言", ())
    assert (first.title, first.text) == ("护理工作总结(大全3篇)", "欢迎大家阅读。\n希望有所帮助。")


def test_a_text_without_parts_has_the_collection_s_title():
    part = Part(None, "", (section("正文。"),))
    (only,) = passages(collection(parts=(part,)))
    assert (only.part, only.title) == (None, "护理工作总结(大全3篇)")


def test_a_heading_without_text_is_in_the_path_of_the_next_passage():
    item = collection(
        section("", "做法"), section("", "做法", "学习"), section("每周一次。", "做法", "学习", "读书")
    )
    assert [passage.heading for passage in passages(item)] == [("做法", "学习", "读书")]


def test_a_heading_that_no_passage_would_carry_has_one_of_its_own():
    item = collection(
        section("", "做法"), section("很好。", "成效"), section("", "打算"), section("", "打算", "学习")
    )
    assert [(passage.heading, passage.text) for passage in passages(item)] == [
        (("做法",), "做法"),
        (("成效",), "很好。"),
        (("打算", "学习"), "学习"),
    ]


@pytest.mark.parametrize("parts", [(), (Part(None, "", ()),), (Part(None, "", (section(""),)),)])
def test_a_text_that_is_only_a_title_is_found_by_it(parts: tuple[Part, ...]):
    (only,) = passages(collection(parts=parts))
    assert only.text == only.title == "护理工作总结(大全3篇)"


def test_a_part_that_is_only_a_title_is_found_by_it():
    item = collection(parts=(Part(1, "总结篇一", ()), Part(2, "总结篇二", (section("正文。"),))))
    assert [(passage.part, passage.text) for passage in passages(item)] == [(1, "总结篇一"), (2, "正文。")]


def test_a_title_in_the_text_that_people_do_not_read_is_kept():
    item = collection(section("正文。"), title="另一个题目", title_line="# 原来的题目", preface="前言。")
    assert passages(item)[0].text == "# 原来的题目\n前言。"
    same = collection(section("正文。"), title="原来的题目", title_line="# 原来的题目")
    assert [passage.text for passage in passages(same)] == ["正文。"]


def test_a_long_section_becomes_pieces_that_are_labelled_one_by_one():
    doing = "通过培训，护士的操作更熟练了。" * 60
    lacking = "虽然有进步，但还存在不足，人手不够。" * 60
    first, second = passages(collection(section(f"{doing}\n{lacking}")))
    assert (first.text, second.text) == (doing, lacking)
    assert (first.section, second.section) == ("主要做法", "存在问题")
    assert first.id != second.id


def test_a_ready_passage_stays_one_piece_and_keeps_its_id():
    text = "护士的操作更熟练了。" * 300
    (only,) = passages(ReadyPassage("行 7/甲", "b.jsonl", "护理总结", "合集", 4, ("不足",), text))
    assert (only.id, only.text, only.part, only.heading) == ("行 7/甲", text, 4, ("不足",))
    assert (only.section, only.genre, only.domain) == ("存在问题", ("工作总结",), ("医疗卫生",))


GIVEN = Metadata(genre=("讲话", "自定"), domain=("气象",), section="下步打算", year=1999)


def test_what_the_source_says_wins_over_every_cue():
    item = collection(section("护士人手不够。", "存在的问题"), preface="前言。", metadata=GIVEN)
    ready = ReadyPassage("7", "b.jsonl", "2022年护理总结", "合集", None, (), "护士。", GIVEN)
    for passage in (*passages(item), *passages(ready)):
        given = (passage.genre, passage.domain, passage.section, passage.year)
        assert given == (("讲话", "自定"), ("气象",), "下步打算", 1999)
    labels = CLASSIFIER.part_labels(item, item.parts[0])
    assert {label.evidence for label in (*labels.genre.labels(), *labels.domain.labels())} == {("来源注明",)}


WORDS = st.text("护理工作\x1f\"']|, ", max_size=4)
PATHS = st.lists(WORDS, max_size=3)
SECTIONS = st.lists(st.builds(lambda path, text: section(text, *path), PATHS, WORDS), max_size=6).map(tuple)
PARTS = st.lists(st.builds(Part, st.sampled_from([None, 1, 2]), WORDS, SECTIONS), max_size=4).map(tuple)


@given(PARTS, st.sampled_from(["", "前言。"]))
def test_ids_are_unique_and_stay_the_same(parts: tuple[Part, ...], preface: str):
    item = collection(parts=parts, preface=preface)
    ids = [passage.id for passage in passages(item)]
    assert len(set(ids)) == len(ids)
    assert ids == [passage.id for passage in Classifier(TABLES).passages(item)]
    assert not set(ids) & {passage.id for passage in passages(replace(item, key="b.txt"))}


@given(PARTS, st.sampled_from(["", "前言。"]))
def test_every_word_of_the_source_is_in_some_field(parts: tuple[Part, ...], preface: str):
    item = collection(parts=parts, preface=preface)
    found = passages(item)
    fields = {piece for p in found for piece in (p.collection, p.title, p.text, *p.heading)}
    pieces = {item.title_line, preface, *(part.title for part in parts)}
    for part in parts:
        pieces |= {section.text for section in part.sections}
        pieces |= {section.path[-1].text for section in part.sections if section.path}
    assert {piece for piece in pieces if piece.strip()} <= fields


def test_a_new_section_does_not_change_the_ids_of_the_others():
    old = collection(
        section("甲。", "做法"), section("乙。", "做法"), section("丙。", "打算"), preface="前言。"
    )
    (part,) = old.parts
    new = replace(old, parts=(replace(part, sections=(section("新。", "概况"), *part.sections)),))
    by_text = {passage.text: passage.id for passage in passages(new)}
    assert all(by_text[passage.text] == passage.id for passage in passages(old))
    assert by_text["甲。"] != by_text["乙。"]


def test_two_parts_with_one_number_have_different_ids():
    part = Part(3, "总结篇三", (section("正文。"),))
    first, second = passages(collection(parts=(part, part)))
    assert first.id != second.id


def test_ids_are_those_of_every_build():
    """A change of this value makes every stored link to a passage point nowhere."""
    (only,) = passages(collection(section("正文。", "做法")))
    assert only.id == "b8b03c40ec8a99d9"
