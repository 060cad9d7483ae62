"""Writing an array index: merging, deleting, locking, failing."""

from __future__ import annotations

import random

import numpy as np
import pytest
from whoosh import query

from indexer.engines.embedded.codec import writer as array_writer
from indexer.engines.embedded.codec.index import ArrayIndex
from indexer.errors import IndexLocked, IndexMissing
from tests.engines.array_corpora import batch_of, build, random_passages, random_tree, split


def arrays_of(index):
    """All arrays of an index of one segment."""
    (segment,) = index._current_segments()
    file = index.open_segment(segment).file
    return {name: file._sections[name].verified() for name in file.names()}, file.meta


def assert_same_arrays(one, other):
    """Equal but for where the blocks of stored passages are cut, which is compared by reading them."""
    (arrays, meta), (arrays_, meta_) = arrays_of(one), arrays_of(other)
    assert list(arrays) == list(arrays_)
    assert meta == meta_
    passages, passages_ = ([s.passage(n) for n in s.numbers()] for s in (one.snapshot(), other.snapshot()))
    assert passages == passages_
    for name, array in arrays.items():
        if name.startswith("stored."):
            continue
        np.testing.assert_array_equal(array, arrays_[name], err_msg=name)


@pytest.mark.parametrize("sizes", [3, 7])
def test_merged_segments_equal_one_build(tmp_path, sizes):
    items = random_passages(1, 96)
    index = build(tmp_path / "parts", split(items, sizes))
    writer = index.writer()
    writer.commit(optimize=True)
    assert_same_arrays(index, build(tmp_path / "whole", [items]))


def test_merging_after_deletions_equals_a_build_of_the_survivors(tmp_path):
    items = random_passages(2, 90)
    gone = {item.passage.id for item in random.Random(2).sample(items, 40)}
    index = build(tmp_path / "parts", split(items, 3), sorted(gone))
    assert len(index.snapshot()) == 50
    writer = index.writer()
    writer.commit(optimize=True)
    survivors = [item for item in items if item.passage.id not in gone]
    assert_same_arrays(index, build(tmp_path / "whole", [survivors]))


def test_cutting_into_segments_changes_no_score(tmp_path):
    items, rng = random_passages(3, 80), random.Random(3)
    one = build(tmp_path / "one", [items]).snapshot()
    many = build(tmp_path / "many", split(items, 4)).snapshot()
    for _ in range(80):
        tree = random_tree(rng)
        found, found_ = one.search(tree, limit=20), many.search(tree, limit=20)
        assert found.hits == found_.hits, tree
        assert found.facets == found_.facets
        assert found.expanded == found_.expanded


def test_a_snapshot_does_not_change_with_later_commits(tmp_path):
    items = random_passages(4, 20)
    index = build(tmp_path / "index", [items])
    before = index.snapshot()
    writer = index.writer()
    assert writer.delete_labelled("source", ["0.txt", "none.txt"]) == 5
    writer.add_batches([batch_of(random_passages(5, 7))])
    writer.commit(optimize=True)
    assert (len(before), before.search(query.Every()).total) == (20, 20)
    assert [before.passage(n) for n in before.numbers()] == [item.passage for item in items]
    assert len(index.snapshot()) == 22
    assert index.check().problems == ()


def test_a_cancelled_or_failed_writer_leaves_the_index_as_it_was(tmp_path, monkeypatch):
    index = build(tmp_path, [random_passages(6, 10)])
    files = sorted(path.name for path in tmp_path.iterdir())
    writer = index.writer()
    writer.add_batches([batch_of(random_passages(7, 10))])
    writer.cancel()
    assert sorted(path.name for path in tmp_path.iterdir()) == files

    def fails(*_):
        raise OSError("disk full")

    monkeypatch.setattr(array_writer, "write_toc", fails)
    writer = index.writer()
    writer.add_batches([batch_of(random_passages(7, 10))])
    with pytest.raises(OSError, match="disk full"):
        writer.commit()
    assert sorted(path.name for path in tmp_path.iterdir()) == files
    assert len(ArrayIndex.open_in(tmp_path).snapshot()) == 10


def test_orphans_of_a_killed_writer_are_removed_by_the_next_commit(tmp_path):
    index = build(tmp_path, [random_passages(8, 4)])
    (tmp_path / "MAIN_0123456789abcdef.arr").write_bytes(b"left by a process that was killed")
    writer = index.writer()
    writer.commit(merge=False)
    assert len(list(tmp_path.glob("*.arr"))) == 1


def test_two_writers_and_a_missing_index_are_refused(tmp_path):
    with pytest.raises(IndexMissing, match="zongjie index"):
        ArrayIndex.open_in(tmp_path)
    index = ArrayIndex.create_in(tmp_path)
    writer = index.writer()
    with pytest.raises(IndexLocked):
        index.writer()
    writer.cancel()
    index.writer().cancel()


def test_many_small_commits_leave_few_segments(tmp_path):
    index = ArrayIndex.create_in(tmp_path)
    items = random_passages(9, 48)
    for part in split(items, 16):
        writer = index.writer()
        writer.add_batches([batch_of(part)])
        writer.commit()
    assert len(index._current_segments()) <= 5
    snapshot = index.snapshot()
    assert [snapshot.passage(n) for n in snapshot.numbers()] == [item.passage for item in items]


def test_an_empty_index_answers(tmp_path):
    index = ArrayIndex.create_in(tmp_path)
    assert index.snapshot().search(query.Term("text", "管理")).total == 0
    writer = index.writer()
    writer.add_batches([])
    writer.commit()
    assert len(index.snapshot()) == 0
