"""The label tables: the shipped ones are sound, a folder replaces them one by one, mistakes are explained."""

from pathlib import Path

import pytest

from indexer.classify import Classifier, Tables
from indexer.errors import ZongjieError

ROLES = ("引言", "基本情况", "主要做法", "工作成效", "存在问题", "下步打算", "经验体会", "其他")
SMALL = (
    'fallback = "其他"\nminimum = 1\nshare = 0.5\nat_most = 2\n[[label]]\nvalue = "水利"\ntext.5 = ["水库"]\n'
)


def test_the_shipped_tables_hold_the_labels_of_the_contract():
    tables = Tables.load()
    assert tables.section.values == ROLES
    assert {"工作总结", "述职报告", "工作计划", "心得体会", "讲话", "调研报告", "通知"} < set(
        tables.genre.values
    )
    assert {"党建", "教育", "企业管理", "工程技术", "安全生产", "医疗卫生"} < set(tables.domain.values)
    assert {"农业农村", "科技", "政务", "财务"} < set(tables.domain.values)


@pytest.mark.parametrize("axis", ["genre", "domain", "section"])
def test_every_label_has_cues_and_the_fallback_is_last(axis: str):
    table = getattr(Tables.load(), axis)
    with_cues = {value for cues in table.cues.values() for found in cues.values() for value, _ in found}
    assert set(table.values[:-1]) <= with_cues <= set(table.values)
    assert table.values[-1] == table.fallback
    assert len(set(table.values)) == len(table.values)


def test_a_folder_replaces_only_the_tables_it_has(tmp_path: Path):
    (tmp_path / "domain.toml").write_text(SMALL, "utf-8")
    tables = Tables.load(tmp_path)
    assert tables.domain.values == ("水利", "其他")
    assert tables.genre == Tables.load().genre
    assert tables.digest != Tables.load().digest


def test_the_fallback_may_have_cues_and_is_last_all_the_same(tmp_path: Path):
    other = '[[label]]\nvalue = "其他"\ntext.5 = ["天气"]\n'
    (tmp_path / "domain.toml").write_text(SMALL.replace("[[label]]", other + "[[label]]"), "utf-8")
    tables = Tables.load(tmp_path)
    assert tables.domain.values == ("水利", "其他")
    classifier = Classifier(tables)
    found = [label.value for label in classifier.domain("", "水库的天气")]
    assert sorted(found) == ["其他", "水利"]
    assert classifier.domain("", "天气")[0].evidence == ("正文“天气”",)
    assert classifier.domain("", "无关")[0].evidence == ()


def test_the_digest_changes_with_cues_and_not_with_comments(tmp_path: Path):
    table = tmp_path / "domain.toml"
    digests = []
    for text in (SMALL, "# 说明\n" + SMALL, SMALL.replace("text.5", "text.6")):
        table.write_text(text, "utf-8")
        digests.append(Tables.load(tmp_path).digest)
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('fallback = "其他"', "fallback = ", "no valid TOML"),
        ('fallback = "其他"', "", "fallback"),
        ("minimum = 1", 'minimum = "1"', "minimum must be a number"),
        ("at_most = 2", "at_most = 0", "at_most must be a number above 0"),
        ("at_most = 2", "at_most = 1.5", "whole number"),
        ('[[label]]\nvalue = "水利"\ntext.5 = ["水库"]\n', "", "no labels"),
        ('[[label]]\nvalue = "水利"\ntext.5 = ["水库"]\n', 'label = ["x"]', "write it as [[label]]"),
        ('value = "水利"', "value = 3", "the value of a"),
        ("minimum = 1", "minimum = nan", "minimum must be a number"),
        ("text.5", f"text.{'9' * 5000}", "must be a number"),
        ("text.5", "heading.5", "has cues in 'heading'"),
        ("text.5", "text.strong", "text.strong"),
        ("text.5", "text", "text.5 = [...]"),
        ('["水库"]', '"水库"', "is no list"),
        ('["水库"]', "[7]", "a cue in text.5"),
        ('["水库"]', '["水"]', "too short"),
        ('["水库"]', '["水库", "水库"]', "twice"),
        ("[[label]]", '[[label]]\nvalue = "水利"\n[[label]]', "occurs twice"),
    ],
)
def test_a_mistake_is_named_with_its_file(tmp_path: Path, before: str, after: str, said: str):
    assert before in SMALL
    table = tmp_path / "domain.toml"
    table.write_text(SMALL.replace(before, after), "utf-8")
    with pytest.raises(ZongjieError) as error:
        Tables.load(tmp_path)
    assert str(error.value).startswith(str(table))
    assert said in str(error.value)


def test_a_date_in_a_table_is_no_fault(tmp_path: Path):
    (tmp_path / "domain.toml").write_text("changed = 2024-01-01\n" + SMALL, "utf-8")
    assert Tables.load(tmp_path).domain.values == ("水利", "其他")


def test_the_introduction_must_be_a_role(tmp_path: Path):
    text = SMALL.replace("minimum", 'introduction = "开头"\nminimum')
    (tmp_path / "section.toml").write_text(text, "utf-8")
    with pytest.raises(ZongjieError, match="'开头' is none of the labels"):
        Tables.load(tmp_path)


def test_what_comes_after_must_be_a_role(tmp_path: Path):
    text = SMALL.replace("minimum", 'introduction = "水利"\nminimum').replace(
        "text.5", 'after.3 = ["开头"]\ntext.5'
    )
    (tmp_path / "section.toml").write_text(text, "utf-8")
    with pytest.raises(ZongjieError, match="'开头' in 'after' is none of the labels"):
        Tables.load(tmp_path)


def test_what_comes_after_is_told_both_ways():
    cues = Tables.load().section.cues
    pairs = {(earlier, later, weight) for earlier, found in cues["after"].items() for later, weight in found}
    assert ("存在问题", "下步打算", 9) in pairs
    assert pairs == {
        (earlier, later, weight) for later, found in cues["before"].items() for earlier, weight in found
    }


def test_what_cannot_be_read_is_named(tmp_path: Path):
    with pytest.raises(ZongjieError, match="no such folder"):
        Tables.load(tmp_path / "missing")
    (tmp_path / "genre.toml").write_bytes("体裁".encode("gb18030"))
    with pytest.raises(ZongjieError, match=r"genre\.toml.* UTF-8"):
        Tables.load(tmp_path)
