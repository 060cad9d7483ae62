"""Hits grouped by collection are what plain code makes of all hits, whatever the order, segments and deletions."""

import random
from collections.abc import Iterator
from itertools import pairwise

import pytest

from indexer import BadRequest, Index, build_index, open_index
from tests.support import write_lines

SORTS = ["relevance", "newest", "longest"]
QUERIES = ["工作", "加强 管理", "加强管理 OR 设备", "管理 -设备", "", "怎样加强设备管理工作"]


def lines(rng: random.Random, count: int, start: int = 0) -> list[dict[str, object]]:
    words = ["加强", "管理", "设备", "工作", "检修", "培训"]
    return [
        {
            "id": f"n{number}",
            "title": f"第{number % 5}篇",
            "collection": f"合集{rng.randrange(9) ** 2}",
            "year": 2015 + rng.randrange(6),
            "genre": [rng.choice(["工作总结", "讲话"])],
            "text": "".join(rng.choices(words, k=rng.randrange(1, 30))),
        }
        for number in range(start, start + count)
    ]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """More than fit the second look, over several segments; an update deleted some."""
    rng = random.Random(5)
    folder = tmp_path_factory.mktemp("collections")
    first = write_lines(folder / "a.jsonl", lines(rng, 400))
    build_index([first], folder / "index")
    write_lines(first, lines(rng, 330))
    second = write_lines(folder / "b.jsonl", lines(rng, 90, 1000))
    build_index([first, second], folder / "index")
    with open_index(folder / "index") as opened:
        yield opened


def everything(index: Index, query: str, sort: str, **more: object) -> list:
    first = index.search(query, sort=sort, per_page=100, **more)
    pages = (
        index.search(query, sort=sort, per_page=100, page=page, **more) for page in range(2, first.pages + 1)
    )
    return [*first.hits, *(hit for page in pages for hit in page.hits)]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("chosen", [{}, {"genre": ["讲话"]}])
def test_groups_are_those_that_plain_code_makes(index: Index, query: str, sort: str, chosen: dict) -> None:
    apart = everything(index, query, sort, **chosen)
    best: dict[str, str] = {}
    for hit in apart:
        best.setdefault(hit.collection, hit.id)
    grouped = index.search(query, sort=sort, group="collection", per_page=100, **chosen)
    plain = index.search(query, sort=sort, **chosen)
    assert [hit.id for hit in grouped.hits] == list(best.values())
    assert grouped.groups == len(best) > 3
    assert [hit.folded + 1 for hit in grouped.hits] == [
        sum(other.collection == hit.collection for other in apart) for hit in grouped.hits
    ]
    assert (grouped.total, grouped.facets) == (plain.total, plain.facets)
    assert {hit.folded_ids for hit in grouped.hits} == {()}


def test_pages_of_groups_hold_every_collection_once(index: Index) -> None:
    whole = index.search("工作", group="collection", per_page=100).hits
    pages = [index.search("工作", group="collection", per_page=2, page=page) for page in range(1, 7)]
    assert [hit.id for page in pages for hit in page.hits] == [hit.id for hit in whole]
    assert {page.pages for page in pages} == {-(-len(whole) // 2)}
    assert all(one.score >= other.score for one, other in pairwise(whole))


def test_a_group_opens_as_a_choice_of_its_collection(index: Index) -> None:
    for hit in index.search("加强 管理", group="collection").hits:
        opened = index.search("加强 管理", collection=[hit.collection], per_page=100)
        assert opened.total == hit.folded + 1


def test_near_duplicates_are_grouped_by_true_and_by_name(index: Index) -> None:
    one, other = index.search("工作", group=True), index.search("工作", group="near")
    assert (one.hits, one.groups) == (other.hits, other.groups)
    assert [hit.folded for hit in one.hits] == [len(hit.folded_ids) for hit in one.hits]


@pytest.mark.parametrize("group", ["title", "Collection", 1, None])
def test_other_groups_are_refused(index: Index, group: object) -> None:
    with pytest.raises(BadRequest, match="group"):
        index.search("工作", group=group)  # type: ignore[arg-type]
