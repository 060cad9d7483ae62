"""JSON is read as the types say, and anything else is refused by one kind of error."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import Index, Passage, SearchResult, passage_record, result_record
from indexer.remote.answers import read, read_as


class Pair(NamedTuple):
    first: int
    second: str


@dataclass(frozen=True)
class Node:
    label: str
    parts: tuple["Node", ...] = ()


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (int, "3", 3),
        (float, "3", 3.0),
        (float, "0.1", 0.1),
        (bool, "true", True),
        (int | None, "null", None),
        (str | int, '"2020"', "2020"),
        (str | int, "2020", 2020),
        (Literal["a", "b"], '"b"', "b"),
        (
            tuple[Pair, ...],
            '[[1, "x"], {"second": "y", "first": 2, "more": 0}]',
            (Pair(1, "x"), Pair(2, "y")),
        ),
        (Mapping[str, tuple[int, ...]], '{"a": [1], "b": []}', {"a": (1,), "b": ()}),
        (Node, '{"label": "a", "parts": [{"label": "b"}], "more": 1}', Node("a", (Node("b"),))),
    ],
)
def test_values_of_a_type(kind: Any, written: str, value: object) -> None:
    found = read_as(kind, json.loads(written))
    assert found == value
    assert repr(found) == repr(value)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (int, "1.0"),
        (int, "true"),
        (int, '"1"'),
        (float, "true"),
        (str, "1"),
        (bool, "1"),
        (int | None, '"x"'),
        (Literal["a", "b"], '"c"'),
        (Literal["a", "b"], '["a"]'),
        (tuple[int, ...], '{"0": 1}'),
        (tuple[int, ...], '"12"'),
        (tuple[Pair, ...], "[[1]]"),
        (tuple[Pair, ...], '[["x", 1]]'),
        (tuple[Pair, ...], '[{"first": 1}]'),
        (Mapping[str, int], "[]"),
        (Node, '{"parts": []}'),
        (Node, '["a"]'),
        (Node, '{"label": "a", "parts": [{}]}'),
    ],
)
def test_anything_else_is_refused(kind: Any, written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  its words are for whoever asked
        read_as(kind, json.loads(written))


def test_a_type_that_no_answer_has_is_a_mistake_here() -> None:
    with pytest.raises(TypeError):
        read_as(set[int], [])


def test_what_is_written_is_read_again(local: Index) -> None:
    for passage in local.passages():
        assert read(Passage, json.loads(json.dumps(passage_record(passage)))) == passage
    result = replace(local.search("线路训检", group=True), took_ms=1.5)
    assert result.corrections
    assert read(SearchResult, json.loads(json.dumps(result_record(result))), request=result.request) == result


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


def places(value: Any) -> list[Callable[[Any], None]]:
    """What puts something else in the place of each value inside a structure."""
    found: list[Callable[[Any], None]] = []
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys):
        found += [lambda other, key=key: value.__setitem__(key, other), *places(value[key])]
    return found


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_answer_that_was_altered_is_read_or_refused(local: Index, data: st.DataObject) -> None:
    result = local.search("线路训检", per_page=2)
    record = json.loads(json.dumps(result_record(result)))
    data.draw(st.sampled_from(places(record)))(data.draw(JSON))
    try:
        found = read(SearchResult, record, request=result.request)
    except ValueError:
        return
    assert isinstance(found, SearchResult)
    hash(found.hits)  # no list and no object has slipped in
