"""Near-duplicates in an index: compared with sets of shingles, through segments, updates, pages and filters."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from indexer import Index, PassageNotFound, build_index, open_index
from indexer.analysis import Analyser
from indexer.analysis.sketches import sketch_of
from indexer.engines.embedded.codec.index import ArrayIndex
from indexer.engines.embedded.evaluation.folding import FOLDED, READ, NearDuplicates
from indexer.engines.embedded.evaluation.snapshot import Snapshot
from indexer.engines.embedded.segments.batch import make_batch
from indexer.model import Passage
from tests.analysis.test_sketches import edited, jaccard, pairs, random_text
from tests.support import write_lines

NEARLY = 0.8


def passage(number: int, text: str) -> Passage:
    return Passage(f"p{number}", "合集", None, "总结", (), "其他", ("总结",), (), None, text, "a.txt")


def families(seed: int, count: int, edits: int) -> list[str]:
    """Texts of 150 characters with up to 5 versions of each, in no order; edits far from or near the limit."""
    rng = random.Random(seed)
    found = []
    for _ in range(count):
        text = random_text(rng, 150)
        found += [text, *(edited(rng, text, rng.randrange(1 + edits)) for _ in range(rng.randrange(6)))]
    rng.shuffle(found)
    return found


def indexed(
    folder: Path, analyser: Analyser, parts: Sequence[Sequence[Passage]], gone: Sequence[str] = ()
) -> ArrayIndex:
    """An index of one segment a part, with some ids deleted afterwards."""
    index = ArrayIndex.create_in(folder)
    for part in parts:
        writer = index.writer()
        writer.add_batches([make_batch(analyser.analyse(part))])
        writer.commit(merge=False)
    writer = index.writer()
    writer.delete_labelled("id", gone)
    writer.commit(merge=False)
    return index


def plainly_folded(texts: Sequence[str]) -> list[int]:
    """The obvious way: under the first that is not folded itself and has enough shingles in common."""
    owners: list[int] = []
    for place, text in enumerate(texts):
        leaders = (n for n in range(place) if owners[n] < 0 and jaccard(texts[n], text) >= NEARLY)
        owners.append(next(leaders, -1))
    return owners


def near_ids(snapshot: Snapshot, passage_id: str) -> set[str]:
    (number,) = (n for n in snapshot.numbers() if snapshot.ids([n]) == [passage_id])
    return set(snapshot.ids(snapshot.near(number).tolist()))


# ---- the engine ----


@pytest.mark.parametrize("seed", range(10))
def test_folding_is_the_obvious_one(tmp_path, analyser, seed):
    texts = families(seed, 5, edits=3)
    snapshot = indexed(tmp_path, analyser, [[passage(n, text) for n, text in enumerate(texts)]]).snapshot()
    order = random.Random(seed).sample(range(len(texts)), len(texts))
    owners = snapshot.fold(order).tolist()
    assert owners == plainly_folded([texts[number] for number in order])
    assert sum(owner >= 0 for owner in owners) > 3


@pytest.mark.parametrize("seed", range(3))
def test_given_sketches_and_texts_are_folded_as_those_of_an_index(tmp_path, analyser, seed):
    """Hits in their order, wherever they come from; what must be read is asked for together and once."""
    texts = families(seed, 12, edits=9)
    passages = [passage(n, text) for n, text in enumerate(texts)]
    snapshot = indexed(tmp_path, analyser, [passages[:30], passages[30:]]).snapshot()
    order = random.Random(seed).sample(range(len(texts)), len(texts))
    asked: list[list[int]] = []

    def read(places: Sequence[int]) -> list[str]:
        asked.append(list(places))
        return [texts[order[place]] for place in places]

    sketches = np.array([sketch_of(texts[number]) for number in order], np.uint64)
    duplicates = NearDuplicates([sketches], read)
    owners = duplicates.fold(range(len(order))).tolist()
    assert owners == snapshot.fold(order).tolist()
    assert sum(owner >= 0 for owner in owners) > 5
    places = list(chain.from_iterable(asked))
    assert len(places) == len(set(places)) > len(asked)
    assert duplicates.fold(range(len(order))).tolist() == owners
    assert len(places) == sum(map(len, asked))
    near = [order[place] for place in duplicates.near(3).tolist()]
    assert sorted(near) == snapshot.near(order[3]).tolist()


def test_around_the_limit_no_fold_is_wrong_and_few_are_missed(tmp_path, analyser):
    """Every pair is asked by itself, so every doubtful one is read."""
    texts = list(chain.from_iterable(pairs(7, 150, 600)))
    snapshot = indexed(tmp_path, analyser, [[passage(n, text) for n, text in enumerate(texts)]]).snapshot()
    agreed, found = [], []
    for number in range(0, len(texts), 2):
        agreed.append(jaccard(texts[number], texts[number + 1]))
        found.extend(snapshot._near_duplicates.nearly_same(number, np.array([number + 1])).tolist())
    exact, same = np.array(agreed), np.array(found)
    barely = (exact >= NEARLY) & (exact < 0.85)
    assert min(barely.sum(), ((exact < NEARLY) & (exact > 0.75)).sum()) > 30
    assert not same[exact < NEARLY].any()
    assert same[exact >= 0.85].all()
    assert same[barely].mean() > 0.95


def test_past_the_texts_that_are_read_only_the_closest_are_folded(tmp_path, analyser):
    rng = random.Random(3)
    text = random_text(rng, 400)
    close = [edited(rng, text, 1) + f"{n}" for n in range(3 * READ)]
    far = [edited(rng, text, 14) for _ in range(3 * READ)]
    texts = [text, *rng.sample(close + far, 6 * READ)]
    snapshot = indexed(tmp_path, analyser, [[passage(n, one) for n, one in enumerate(texts)]]).snapshot()
    owners = snapshot.fold(range(len(texts)))
    folded = [jaccard(texts[owners[n]], texts[n]) for n in np.flatnonzero(owners >= 0).tolist()]
    assert len(folded) > 2.5 * READ
    assert min(folded) > 0.7
    near = snapshot.near(0).tolist()
    assert {n for n, one in enumerate(texts) if jaccard(text, one) > 0.97} <= set(near)
    assert min(jaccard(text, texts[n]) for n in near) > 0.7


def test_texts_without_content_are_near_to_nothing_and_short_ones_to_equal_ones(tmp_path, analyser):
    texts = ["。", "。", "，", "略", "“略”", "略。", "无", "加强安全生产", "加强安全生产管理"]
    snapshot = indexed(tmp_path, analyser, [[passage(n, text) for n, text in enumerate(texts)]]).snapshot()
    assert snapshot.fold(range(len(texts))).tolist() == [-1, -1, -1, -1, 3, 3, -1, -1, -1]
    assert snapshot.near(0).tolist() == [0]
    assert snapshot.near(4).tolist() == [3, 4, 5]
    assert snapshot._near_duplicates.nearly_same(0, np.array([0, 1, 3])).tolist() == [False, False, False]
    assert snapshot._near_duplicates.nearly_same(3, np.array([], np.int64)).tolist() == []


def test_segments_deletions_and_merges_change_nothing(tmp_path, analyser):
    items = [passage(n, text) for n, text in enumerate(families(5, 10, edits=3))]
    gone = [item.id for item in random.Random(5).sample(items, len(items) // 3)]
    left = [item for item in items if item.id not in gone]
    index = indexed(tmp_path / "three", analyser, [items[:9], items[9:20], items[20:]], gone)
    expected = {
        item.id: {other.id for other in left if jaccard(item.text, other.text) >= NEARLY} for item in left
    }
    assert max(map(len, expected.values())) > 2
    folded = plainly_folded([item.text for item in left])
    for _ in range(2):
        snapshot = index.snapshot()
        assert {item.id: near_ids(snapshot, item.id) for item in left} == expected
        assert snapshot.fold(list(snapshot.numbers())).tolist() == folded
        assert not index.check().problems
        index.writer().commit(optimize=True)


def test_an_updated_text_has_its_new_sketch(tmp_path):
    text = random_text(random.Random(1), 80)
    for now in (text, random_text(random.Random(2), 80)):
        write_lines(tmp_path / "a.jsonl", [{"id": "a", "title": "一", "text": text}])
        write_lines(tmp_path / "b.jsonl", [{"id": "b", "title": "二", "text": now}])
        build_index([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], tmp_path / "index")
        with open_index(tmp_path / "index") as index:
            assert index.search(near="a").total == (2 if now == text else 1)
            assert index.check() == ()


# ---- the public handle ----


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    rng = random.Random(9)
    long = families(9, FOLDED // 3 + 20, edits=1)
    return {f"p{number}": f"工作{rng.choice(['', '总结'])}{text}" for number, text in enumerate(long)}


@pytest.fixture(scope="module")
def repeating(tmp_path_factory, texts) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("repeating")
    lines = [
        {"id": one, "title": f"第{number % 7}篇", "text": text, "year": 2015 + number % 9}
        for number, (one, text) in enumerate(texts.items())
    ]
    build_index([write_lines(folder / "a.jsonl", lines)], folder / "index")
    with open_index(folder / "index") as opened:
        yield opened


@pytest.mark.parametrize("sort", ["relevance", "newest", "longest"])
@pytest.mark.parametrize("per_page", [7, 100])
def test_pages_of_groups_join_to_the_whole_order(repeating, texts, sort, per_page):
    whole = [
        hit.id
        for page in range(1, 11)
        for hit in repeating.search("工作", per_page=100, page=page, sort=sort).hits
    ]
    first = repeating.search("工作", per_page=per_page, sort=sort, group=True)
    hits = [
        hit
        for page in range(1, first.pages + 1)
        for hit in repeating.search("工作", per_page=per_page, page=page, sort=sort, group=True).hits
    ]
    assert len(whole) == first.total == len(texts) > FOLDED + 100
    assert len(hits) == first.groups < first.total - 100
    shown = [hit.id for hit in hits]
    assert shown == [one for one in whole if one in set(shown)]
    assert sorted([*shown, *chain.from_iterable(hit.folded_ids for hit in hits)]) == sorted(whole)
    rank = {one: place for place, one in enumerate(whole)}
    for hit in hits:
        for one in hit.folded_ids:
            assert rank[hit.id] < rank[one] < FOLDED
            assert jaccard(texts[hit.id], texts[one]) >= NEARLY
    assert first.facets == repeating.search("工作").facets


def test_without_grouping_nothing_is_folded(repeating):
    result = repeating.search("工作")
    assert result.groups is None
    assert result.pages == -(-result.total // 10)
    assert all(hit.folded_ids == () for hit in result.hits)


def test_a_page_past_the_last_group_is_empty(repeating):
    last = repeating.search("工作", group=True).pages
    assert repeating.search("工作", group=True, page=last).hits
    assert repeating.search("工作", group=True, page=last + 1).hits == ()


def test_near_opens_a_group(repeating, texts):
    opened = 0
    for hit in repeating.search("工作 总结", per_page=50, group=True).hits:
        near = {one for one, text in texts.items() if jaccard(texts[hit.id], text) >= NEARLY}
        everything = repeating.search(near=hit.id, per_page=100)
        assert {one.id for one in everything.hits} == near
        matching = repeating.search("工作 总结", near=hit.id, per_page=100, matching="all")
        assert {one.id for one in matching.hits} == {one for one in near if "总结" in texts[one]}
        assert {hit.id, *hit.folded_ids} <= {one.id for one in matching.hits}
        of_2020 = repeating.search(near=hit.id, year=[2020])
        assert of_2020.total == sum(one.year == 2020 for one in everything.hits)
        assert {value: count for value, count, _ in of_2020.facets["year"]}[2020] == of_2020.total
        opened += bool(hit.folded_ids)
    assert opened > 10


def test_near_to_a_passage_that_is_not_there(repeating):
    with pytest.raises(PassageNotFound, match="nowhere"):
        repeating.search("工作", near="nowhere")
