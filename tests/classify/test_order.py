"""The roles of a part's sections together: the best sequence, by trying all; what each rule promises."""

from itertools import pairwise, product

import numpy as np
import pytest

from indexer.analysis import normalised_points
from indexer.classify import Classifier, Tables
from indexer.classify.order import RoleOrder
from indexer.classify.tally import PlaceCues, Tally
from indexer.classify.taxonomy import Table
from indexer.model import Collection, Heading, Part, Section

VALUES = ("甲类", "乙类", "丙类", "其他")


def a_table(seed: int) -> Table:
    """A table of four labels whose cues are the labels themselves, with random gains between them."""
    random = np.random.default_rng(seed)
    after = {one: tuple((other, float(random.integers(1, 9))) for other in VALUES) for one in VALUES}
    text = {f"{value}{n}": ((value, float(n)),) for value in VALUES for n in range(1, 9)}
    return Table(VALUES, "其他", "甲类", 3, 1, 1, {"after": after, "before": {}, "text": text})


def some_tallies(table: Table, seed: int, count: int) -> list[Tally]:
    random = np.random.default_rng(seed)
    place, tallies = PlaceCues(table, "text"), []
    for _ in range(count):
        tallies.append(Tally(table))
        words = "，".join(f"{value}{random.integers(1, 9)}" for value in VALUES if random.random() < 0.6)
        tallies[-1].add("正文", place, normalised_points(words))
    return tallies


def sum_of(table: Table, tallies: list[Tally], roles: tuple[str, ...]) -> float:
    """What speaks for a sequence of roles: its cues, its neighbours, and the minimum for the fallback."""
    total = 0.0
    for tally, role in zip(tallies, roles, strict=True):
        score = float(tally.scores[VALUES.index(role)])
        total += max(score, table.minimum) if role == table.fallback else score
    for earlier, later in pairwise(roles):
        total += 0.5 * dict(table.cues["after"][earlier])[later]
    return total


@pytest.mark.parametrize("seed", range(40))
def test_of_all_sequences_the_one_with_most_points_is_taken(seed: int):
    table = a_table(seed)
    tallies = some_tallies(table, seed, 1 + seed % 5)
    found = RoleOrder(table, 0.5).roles(tallies)
    best = max(sum_of(table, tallies, roles) for roles in product(VALUES, repeat=len(tallies)))
    assert sum_of(table, tallies, tuple(found)) == pytest.approx(best)


@pytest.mark.parametrize("seed", range(40))
def test_a_section_alone_has_the_role_that_its_own_cues_give(seed: int):
    table = a_table(seed)
    (tally,) = some_tallies(table, seed, 1)
    assert RoleOrder(table, 0.5).roles([tally]) == list(tally.values())


def a_part(*sections: tuple[str, str]) -> Collection:
    part = Part(None, "", tuple(Section((Heading("", heading, 1),), text) for heading, text in sections))
    return Collection("a", "a", "年度总结", "年度总结", "", (part,))


def test_a_section_with_weak_cues_follows_its_neighbours():
    classifier = Classifier(Tables.load())
    heading, doubtful = "仓库", "屋顶老化。"
    alone = classifier.section((heading,), doubtful, "middle", ("工作总结",)).value
    problems = ("存在的问题", "人手少。"), (heading, doubtful), ("存在的不足", "设备旧。")
    between = [passage.section for passage in classifier.passages(a_part(*problems))]
    assert alone == "主要做法"
    assert between == ["存在问题"] * 3


def test_a_clear_heading_is_believed_whatever_its_neighbours_are():
    classifier = Classifier(Tables.load())
    unlikely = ("下步打算", "存在的问题", "主要成效", "经验体会", "基本情况", "引言")
    passages = classifier.passages(a_part(*((heading, "天晴。") for heading in unlikely)))
    roles = ["下步打算", "存在问题", "工作成效", "经验体会", "基本情况", "引言"]
    assert [passage.section for passage in passages] == roles


def test_evidence_names_the_neighbours_that_speak_for_a_role():
    classifier = Classifier(Tables.load())
    part = list(
        classifier.passages(
            a_part(("主要成效", "产量增长。"), ("存在的问题", "人手少。"), ("下步打算", "招人。"))
        )
    )
    (label,) = classifier.evidence(part[1], part)["section"]
    assert label.value == "存在问题"
    assert label.evidence == ("标题“存在的问题”", "上一段“工作成效”", "下一段“下步打算”")
    (label,) = classifier.evidence(part[0], part)["section"]
    assert label.evidence == ("标题“主要成效”", "下一段“存在问题”")


def test_the_neighbours_of_the_shipped_table_cannot_outweigh_a_clear_heading():
    gains = [weight for found in Tables.load().section.cues["after"].values() for _, weight in found]
    assert 2 * max(gains) * 0.25 < 7
