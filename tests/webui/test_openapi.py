"""The description says what is so: of every address, every parameter and every field of an answer."""

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient

from indexer import Hit, IndexStats, Passage, SearchRequest
from tests.webui.material import ODD_IDS
from webui.api import OPERATIONS, PREFIX
from webui.openapi import describe
from webui.params import REPEATABLE, Search

DESCRIPTION: dict[str, Any] = json.loads(json.dumps(describe(OPERATIONS, PREFIX)))
NAMES = [operation.name for operation in OPERATIONS]

ASKED = {
    "search": [
        "", "q=巡检", "q=巡检&group=1&per_page=50", "q=线路训检&matching=all", "q=过关", "q=巡检&near=inspection-1",
        "q=巡检&domain=教育&year=2011&sort=newest", "q=敌意", "q=请问线路怎样浇水", "q=花圃&lang=en", "q=没有这种话",
    ],
    "related": ["q=巡检", "q=修剪&limit=1", ""],
    "suggest": ["q=xian路", "q=", "q=线&limit=1"],
    "stats": [""],
}  # fmt: skip
IDS = ("story-1", "story-3", "garden-0", "hostile", *(one for one in ODD_IDS if one not in {".", ".."}))
ABOUT = {
    "document": ["", "q=点检", "q=没有这种话"],
    "siblings": [""],
    "evidence": [""],
    "explain": ["q=点检", "q=修剪", ""],
    "similar": ["", "limit=1&keywords=3"],
}


def closed(schema: Any) -> Any:
    """``schema``, where an object may have no property that is not described."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    return made | {"additionalProperties": False} if "properties" in schema else made


def validator(schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    components = closed(DESCRIPTION["components"])
    return jsonschema_rs.Draft202012Validator(closed(schema) | {"components": components})


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DESCRIPTION["paths"].items():
        assert list(methods) == ["get"]
        yield path, methods["get"]


def operation_of(name: str) -> tuple[str, dict[str, Any]]:
    return next((path, one) for path, one in operations() if one["operationId"] == name)


def content_of(name: str) -> dict[str, Any]:
    (content,) = operation_of(name)[1]["responses"]["200"]["content"].values()
    return content


def test_the_description_is_served_and_valid(client: FlaskClient) -> None:
    response = client.get("/openapi.json")
    assert (response.status_code, response.content_type) == (200, "application/json")
    assert response.get_json() == DESCRIPTION
    assert DESCRIPTION["openapi"].startswith("3.1.")
    schemathesis.openapi.from_dict(DESCRIPTION).validate()


def test_an_unchanged_description_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/openapi.json").headers["ETag"]
    response = client.get("/openapi.json", headers={"If-None-Match": tag})
    assert (response.status_code, response.data) == (304, b"")


def test_every_address_of_the_api_is_described(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    paths = {path.replace("{id}", "<passage:passage_id>") for path, _ in operations()}
    # ``…/documents/?id=`` is the same as ``…/documents/{id}``, and the description of ``id`` says so.
    assert paths | {path.removesuffix("{id}") for path, _ in operations() if path.endswith("{id}")} == rules


def test_everything_has_words_and_a_name_of_its_own() -> None:
    tags = {tag["name"] for tag in DESCRIPTION["tags"]}
    names = [operation["operationId"] for _, operation in operations()]
    assert len(set(names)) == len(names) == len(OPERATIONS)
    for _, operation in operations():
        assert operation["summary"]
        assert set(operation["tags"]) <= tags
        for parameter in operation["parameters"]:
            assert parameter["description"]
    for schema in DESCRIPTION["components"]["schemas"].values():
        assert schema.get("description")


def test_the_parameters_of_a_search_are_those_that_are_read() -> None:
    described = {one["name"]: one["schema"] for one in operation_of("search")[1]["parameters"]}
    own = {"query", "related"}  # related words have an address of their own
    expected = {field.name for field in fields(SearchRequest)} - own | {"q", "lang"}
    assert set(described) == set(Search.model_fields) == expected
    assert {name for name, schema in described.items() if schema["type"] == "array"} == REPEATABLE
    assert described["per_page"] | {"examples": []} == {
        "type": "integer", "minimum": 1, "maximum": 100, "default": 10, "examples": [],
    }  # fmt: skip
    assert described["sort"]["enum"] == ["relevance", "newest", "longest"]


@pytest.mark.parametrize(("schema", "type_"), [("PassageRecord", Passage), ("HitRecord", Hit)])
def test_the_fields_are_those_of_the_python_api(schema: str, type_: type[Any]) -> None:
    described = DESCRIPTION["components"]["schemas"][schema]
    names = {field.name for field in fields(type_)}
    assert set(described["properties"]) == set(described["required"]) == names


def test_the_statistics_are_those_of_the_python_api() -> None:
    described = DESCRIPTION["components"]["schemas"]["StatsAnswer"]
    names = {field.name for field in fields(IndexStats)} | {"fingerprint"}
    assert set(described["properties"]) == set(described["required"]) == names


@pytest.mark.parametrize(
    ("name", "asked"), [(name, asked) for name, queries in ASKED.items() for asked in queries]
)
def test_real_answers_are_as_described(client: FlaskClient, name: str, asked: str) -> None:
    path = operation_of(name)[0]
    response = client.get(f"{path}?{asked}")
    assert response.status_code == 200
    validator(content_of(name)["schema"]).validate(response.get_json())


@pytest.mark.parametrize(
    ("name", "asked"), [(name, asked) for name, queries in ABOUT.items() for asked in queries]
)
def test_real_answers_about_a_passage_are_as_described(client: FlaskClient, name: str, asked: str) -> None:
    path = operation_of(name)[0]
    valid = validator(content_of(name)["schema"])
    for passage_id in IDS:
        response = client.get(f"{path.replace('{id}', quote(passage_id, safe=''))}?{asked}")
        assert response.status_code == 200
        valid.validate(response.get_json())


def test_lines_are_passages_as_described(client: FlaskClient) -> None:
    valid = validator({"$ref": "#/components/schemas/PassageRecord"})
    lines = client.get("/api/v1/passages").text.split("\n")[:-1]
    assert lines
    for line in lines:
        valid.validate(json.loads(line))


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_as_described(name: str) -> None:
    content = content_of(name)
    validator(content["schema"]).validate(content["example"])


@pytest.mark.parametrize("status", ["400", "404", "414", "503"])
def test_errors_are_described_with_examples(client: FlaskClient, status: str) -> None:
    (content,) = DESCRIPTION["components"]["responses"][status]["content"].values()
    valid = validator(content["schema"])
    valid.validate(content["example"])
    assert content["example"]["status"] == int(status)
    address = {"400": "search?page=x", "404": "documents/nothing", "414": "search?q=" + "x" * 40_000}.get(
        status
    )
    if address:
        response = client.get(f"/api/v1/{address}")
        assert response.content_type == "application/problem+json"
        valid.validate(response.get_json(force=True))


def test_what_no_address_allows_is_refused_by_the_types(client: FlaskClient) -> None:
    """The bounds in the description are those that requests meet."""
    for path, operation in operations():
        for parameter in operation["parameters"]:
            schema = parameter["schema"].get("items", parameter["schema"])
            address = path.replace("{id}", "story-1")
            if schema["type"] == "integer":
                good, bad = (
                    [schema["minimum"], schema["maximum"]],
                    [schema["minimum"] - 1, schema["maximum"] + 1],
                )
            elif "enum" in schema:
                good, bad = schema["enum"], [f"{schema['enum'][0]}x"]
            else:
                continue
            if parameter["name"] == "page":
                address += "?per_page=1"
            joint = "&" if "?" in address else "?"
            for value in good:
                assert client.get(f"{address}{joint}{parameter['name']}={value}").status_code == 200
            for value in bad:
                assert client.get(f"{address}{joint}{parameter['name']}={value}").status_code == 400
