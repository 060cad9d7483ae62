"""BM25 against the formula written out, the best of scores against sorting, and the pairs of a text."""

import math
import random
from collections import Counter

import numpy as np
import pytest

from indexer.relevance.bm25 import Bm25, best, pairs, rankings
from tests.relevance.material import passage


def plain(texts: list[list[str]], asked: list[str]) -> list[float]:
    """The formula, text by text."""
    average = sum(map(len, texts)) / len(texts)
    scores = []
    for text in texts:
        score = 0.0
        for word in sorted(set(asked)):
            times = text.count(word)
            having = sum(word in other for other in texts)
            rarity = math.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
            score += rarity * times / (times + 1.2 * (1 - 0.75 + 0.75 * len(text) / average))
        scores.append(score)
    return scores


@pytest.mark.parametrize("seed", range(20))
def test_scores_are_those_of_the_formula(seed: int):
    dice = random.Random(seed)
    texts = [
        [dice.choice("甲乙丙丁戊") for _ in range(dice.randrange(12))] for _ in range(dice.randint(1, 15))
    ]
    texts.append(["甲"])
    asked = [dice.choice("甲乙丙丁戊己") for _ in range(dice.randrange(6))]
    assert Bm25(texts).scores(asked).tolist() == pytest.approx(plain(texts, asked))


def test_texts_without_any_unit_are_found_by_nothing():
    assert Bm25([[], []]).scores(["甲"]).tolist() == [0, 0]


@pytest.mark.parametrize("seed", range(30))
def test_the_best_are_those_of_sorting(seed: int):
    dice = random.Random(seed)
    scores = [dice.choice((0.0, 0.5, 1.0, 2.0, dice.random())) for _ in range(dice.randrange(60))]
    order = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    wanted = [place for place in order if scores[place] > 0]
    for limit in (1, 3, 10, 100):
        assert best(np.array(scores), limit) == wanted[:limit]


def test_pairs_overlap_and_other_letters_stay_whole():
    assert pairs("提高ＰＤ1728機組，好。降_本增效") == ["提高", "pd1728", "机组", "好", "降", "本增", "增效"]


def test_title_headings_and_text_count_together():
    found = rankings(
        ["bm25-words", "bm25-bigrams"],
        [
            passage("text", "学校开展安全教育。"),
            passage("heading", "全年无事故。", "学校总结", ("工作", "安全教育")),
            passage("other", "粮食丰收。"),
        ],
    )
    for name, ranking in found.items():
        assert Counter(ranking("安全教育", 10)) == Counter(["text", "heading"]), name
        assert ranking("安全教育", 1) == ["text"], name
        assert ranking("粮仓", 10) == [], name
