"""Synonyms: how their file is read, what a query becomes, and what is never widened."""

import os
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query

from indexer import ZongjieError
from indexer.analysis import Analyser, normalise
from indexer.model import TEXT_FIELDS
from indexer.query import Literal, Run, SynonymFile, SynonymRules, Synonyms, leaves, parse
from indexer.query.widening import MAX_OF_QUERY, MAX_OF_RUN, MAX_WIDENED


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture(scope="module")
def shipped() -> SynonymRules:
    return SynonymFile().rules


def read(folder: Path, content: str) -> SynonymRules:
    path = folder / "synonyms.txt"
    path.write_text(content, "utf-8")
    return SynonymFile(path).rules


def of(rules: SynonymRules, text: str) -> list[str]:
    return [variant for variant, _ in rules.variants(text, ())]


# ---- the file ----


def test_a_line_leads_both_ways_or_one(tmp_path: Path) -> None:
    rules = read(
        tmp_path,
        "\ufeff# 说明\n\n困难职工, 特困职工，生活困难 职工  # 工会\n安全事故、事故 => 工伤事故、C#事故\n甲 ＝＞ 乙\n",
    )
    assert of(rules, "困难职工") == ["特困职工", "生活困难 职工"]
    assert of(rules, "特困职工") == ["困难职工", "生活困难 职工"]
    assert of(rules, "安全事故") == of(rules, "事故") == ["工伤事故", "c#事故"]
    assert of(rules, "工伤事故") == [f"工伤{other}" for other in of(rules, "事故")]
    assert of(rules, "甲") == ["乙"]
    assert of(rules, "乙") == []


def test_rules_of_one_left_side_add_up_and_words_are_kept_as_written(tmp_path: Path) -> None:
    rules = read(tmp_path, "質量 => ＱＣ\n质量 => 品质, qc\n")
    assert [(new, *one) for new, (one,) in rules.variants("质量", ())] == [
        ("qc", "qc", "ＱＣ"),
        ("品质", "品质", "品质"),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("孤单", "'孤单' stands alone"),
        ("甲, , 乙", "a word is missing"),
        ("甲, 乙,", "a word is missing"),
        ("=> 乙", "a word is missing"),
        ("甲 =>  # 还没想好", "a word is missing"),
        ("甲 => 乙 => 丙", "'=>' stands twice"),
        ("總結, 总结", "'总结' stands twice"),
        ("ＢＩＭ => 建模, bim", "'bim' stands twice"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(ZongjieError, match=rf"synonyms\.txt, line 3: {problem}"):
        read(tmp_path, f"# 第一行\n问题, 不足\n{line}\n")


def test_a_file_that_is_missing_or_no_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZongjieError, match=r"nothing\.txt cannot be read"):
        SynonymFile(tmp_path / "nothing.txt")
    with pytest.raises(ZongjieError, match="cannot be read"):
        SynonymFile(tmp_path)
    (tmp_path / "gbk.txt").write_bytes("问题, 不足".encode("gbk"))
    with pytest.raises(ZongjieError, match=r"gbk\.txt cannot be read as UTF-8"):
        SynonymFile(tmp_path / "gbk.txt")


def test_the_shipped_rules_are_many_and_none_is_without_effect(shipped: SynonymRules) -> None:
    file = files("indexer.query") / "tables" / "synonyms.txt"
    lines = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert len(lines) >= 150
    assert len(set(lines)) == len(lines)
    for line in lines:
        left, _, right = line.partition("=>")
        for typed in left.replace(",", " ").split():
            also, others = set(map(normalise, right.replace(",", " ").split())), of(shipped, normalise(typed))
            assert also <= set(others)
            assert 0 < len(others) <= MAX_OF_RUN, typed
            # What contains a left side is found by it anyway.
            assert not [other for other in also if normalise(typed) in other], typed


# ---- changes of the file ----


def write(path: Path, content: str, second: int) -> None:
    """Writes a file as if at a second long past."""
    path.write_text(content, "utf-8")
    os.utime(path, (second, second))


def test_a_change_of_the_file_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.txt"
    write(path, "问题, 不足", 1_000)
    file = SynonymFile(path)
    before = file.rules
    assert not file.refresh()
    write(path, "问题, 短板", 2_000)
    assert file.refresh()
    assert not file.refresh()
    assert of(file.rules, "问题") == ["短板"]
    assert of(before, "问题") == ["不足"]


def test_changes_within_one_tick_of_the_clock_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.txt"
    path.write_text("问题, 不足", "utf-8")
    file, time = SynonymFile(path), path.stat().st_mtime_ns
    for other in ("短板", "差距", "弱项"):
        path.write_text(f"问题, {other}", "utf-8")
        os.utime(path, ns=(time, time))
        assert file.refresh()
        assert of(file.rules, "问题") == [other]


def test_a_malformed_change_or_a_lost_file_leaves_the_old_rules_and_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "synonyms.txt"
    write(path, "问题, 不足", 1_000)
    file = SynonymFile(path)
    write(path, "问题, 不足\n孤单", 2_000)
    for _ in range(3):
        assert not file.refresh()
    path.unlink()
    for _ in range(3):
        assert not file.refresh()
    malformed, missing = (record.getMessage() for record in caplog.records)
    assert "line 2: '孤单' stands alone" in malformed
    assert "cannot be read" in missing
    assert of(file.rules, "问题") == ["不足"]
    write(path, "问题, 短板", 3_000)
    assert file.refresh()
    assert of(file.rules, "问题") == ["短板"]


# ---- the query ----


def rules_of(**others: str) -> SynonymRules:
    return SynonymRules((typed, other) for typed, some in others.items() for other in some.split())


def runs(tree: query.Query) -> list[str]:
    """The texts of the leaves, each once."""
    return list(dict.fromkeys(leaf.text for leaf in leaves(tree)))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("存在问题原因", ["存在问题原因", "存在不足原因"]),
        ("存在問題原因", ["存在问题原因", "存在不足原因"]),
        ("职工 管理", ["职工", "员工", "管理"]),
        ("职工管理问题", ["职工管理问题", "员工管理问题", "职工管理不足", "员工管理不足"]),
        ("困难职工问题", ["困难职工问题", "特困户问题", "困难职工不足", "特困户不足"]),
        ("困难 职工", ["困难", "职工", "员工"]),
        ("学习班", ["学习班"]),  # one word: no part of it is replaced
        ("不足", ["不足", "短板"]),
        ("问题", ["问题", "不足"]),  # and not 短板: no chains
        ("一、存在问题", ["一、存在问题", "一、存在不足", "存在问题", "存在不足"]),
        ("标题:问题", ["问题", "不足"]),
        ("体裁:问题", ["问题"]),
        ("“问题”", ["问题"]),
        ("问题~", ["问题", "问题~"]),
        ("管理 -问题", ["管理"]),
        ("管理 NOT (职工 OR 问题)", ["管理"]),
        ("管理 OR (职工 问题)", ["管理", "职工", "员工", "问题", "不足"]),
    ],
)
def test_what_a_query_also_looks_for(analyser: Analyser, typed: str, found: list[str]) -> None:
    rules = rules_of(问题="不足", 不足="短板", 职工="员工", 困难职工="特困户", 学习="自学", 习班="组")
    parsed = parse(typed, analyser, rules)
    assert runs(parsed.tree) == found
    for leaf in leaves(parsed.tree):
        if isinstance(leaf, Run) and leaf.words:
            assert leaf.words == tuple(dict.fromkeys(analyser.words(leaf.text)))


def test_synonyms_stand_beside_what_was_typed_in_its_fields(analyser: Analyser) -> None:
    rules = rules_of(问题="薄弱环节")
    words = analyser.words("薄弱环节")
    tree = parse("标题:问题", analyser, rules).tree.subqueries[0]
    assert tree == Synonyms(Run(("title",), "问题", ["问题"]), [Run(("title",), "薄弱环节", words)])
    (_, heading) = parse("一、问题", analyser, rules).tree.subqueries[0].subqueries
    assert heading == Synonyms(Literal("heading", "问题"), [Literal("heading", "薄弱环节")])


def test_a_synonym_of_one_word_is_looked_for_as_a_word(analyser: Analyser) -> None:
    rules = rules_of(问题="不足")
    tree = parse("问题", analyser, rules).tree.subqueries[0]
    assert tree.others == (query.Or([query.Term(name, "不足") for name in TEXT_FIELDS]),)
    (_, heading) = parse("一、问题", analyser, rules).tree.subqueries[0].subqueries
    assert heading.others == (query.Or([query.Term("heading", "不足")]),)


def test_a_note_names_the_synonyms_as_written(analyser: Analyser) -> None:
    rules = rules_of(质量="ＱＣ 品質", 问题="不足")
    parsed = parse("質量 质量问题", analyser, rules)
    assert parsed.synonyms == ("ＱＣ", "品質", "不足")
    assert parsed.notes == ("同时查找了近义词：ＱＣ、品質、不足。",)
    assert parse("别的", analyser, rules).notes == ()
    assert parse("质量 -问题", analyser, rules).synonyms == ("ＱＣ", "品質")


def test_below_a_not_nothing_is_widened(analyser: Analyser) -> None:
    rules = rules_of(问题="不足")
    assert parse("-问题", analyser, rules) == parse("-问题", analyser)
    assert parse("管理 -(问题 OR “问题”)", analyser, rules) == parse("管理 -(问题 OR “问题”)", analyser)


def test_limits_cut_with_a_note(analyser: Analyser) -> None:
    rules = rules_of(问题=" ".join(f"词{n}" for n in range(MAX_OF_RUN + 1)), 职工="员工")
    parsed = parse("问题", analyser, rules)
    assert len(parsed.tree.subqueries[0].others) == len(parsed.synonyms) == MAX_OF_RUN
    assert parsed.notes[1:] == ("近义词太多，只使用了其中一部分。",)
    assert "员工" in parse("问题职工", analyser, rules).synonyms  # each part has its turn
    many = parse(" ".join(["问题"] * 20), analyser, rules)
    beside = [len(one.others) if isinstance(one, Synonyms) else 0 for one in many.tree.subqueries]
    assert beside == [MAX_OF_RUN] * (MAX_OF_QUERY // MAX_OF_RUN) + [0] * (20 - MAX_OF_QUERY // MAX_OF_RUN)
    longest = parse("职工" * (MAX_WIDENED // 2), analyser, rules)
    assert len(longest.tree.subqueries[0].others) == MAX_OF_RUN
    assert not parse("职工" * 1_000, analyser, rules).synonyms


PIECES = st.sampled_from(
    ["(", ")", '"', "“", "”", "-", "*", "~", "标题:", "年份:2020", " ", " OR ", "NOT ", "一、",
     "问题", "不足", "职工", "存在问题", "下一步打算", "\0", "\ud800", "𠀀"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_without_its_synonyms_a_widened_tree_is_the_plain_one(
    analyser: Analyser, shipped: SynonymRules, typed: str
) -> None:
    def plain(tree: query.Query) -> query.Query:
        if isinstance(tree, Synonyms):
            assert tree.others
            assert len(set(tree.subqueries)) == len(tree.subqueries)
            return tree.typed
        if isinstance(tree, query.Not):
            assert "Synonyms" not in repr(tree)
        if isinstance(tree, query.And | query.Or) and not isinstance(tree, Run):
            return type(tree)([plain(child) for child in tree.subqueries])
        return tree

    widened, alone = parse(typed, analyser, shipped), parse(typed, analyser)
    assert repr(plain(widened.tree)) == repr(alone.tree)
    assert widened.notes[: len(alone.notes)] == alone.notes
    assert bool(widened.synonyms) == ("Synonyms" in repr(widened.tree))
