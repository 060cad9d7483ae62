"""The API's description (OpenAPI 3.1), made of the types that validate requests and those that answers have.

What 3.1 calls a schema is JSON Schema, which is what pydantic writes, so nothing is translated on the way.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from pydantic import TypeAdapter

from webui.answers import PassageRecord, Problem
from webui.caching import FRESH, program_version
from webui.operations import JSON, Operation
from webui.params import About, Params
from webui.problems import PROBLEM
from webui.security import MAX_ADDRESS_BYTES

__all__ = ["DESCRIPTION_PATH", "describe", "serve_description"]

DESCRIPTION_PATH = "/openapi.json"

_Described = Mapping[str, Any]

_EXAMPLES = Path(__file__).with_name("examples.json")
_REFERENCE = "#/components/schemas/{model}"
_TAGS = {
    "searching": "Finding passages.",
    "passages": "One passage, by its id.",
    "leading on": "What to ask next.",
    "the index": "What there is.",
}
_ABOUT = """\
Full-text search for Chinese work summaries. Parameters and fields are those of the Python API, every address
answers GET (and HEAD), and every error is `application/problem+json`.

An unknown parameter is ignored, an empty one counts as absent, and of a repeated one that is no list the
first value counts. Answers carry a weak `ETag` that stays the same as long as the index does: with
`If-None-Match` an unchanged answer is 304, without a search."""

_LAST = {"lang"}
"""Parameters that every operation has; its own are named first."""

_PROBLEMS: Mapping[str, str] = {
    "400": "A parameter is out of range or malformed; `detail` names it and what it may be.",
    "404": "There is no passage with this id.",
    "414": f"The address is longer than {MAX_ADDRESS_BYTES // 1024} KiB.",
    "503": "The index is missing, outdated, damaged or being asked too much; `detail` says what to do.",
}


def serve_description(app: Flask, operations: Sequence[Operation], prefix: str) -> None:
    """Lets ``app`` answer DESCRIPTION_PATH with the description of ``operations``."""

    def answer() -> Response:
        response = Response(_written(operations, prefix), content_type=JSON)
        response.headers["Cache-Control"] = FRESH
        response.add_etag()
        response.make_conditional(request.environ)
        return response

    app.add_url_rule(DESCRIPTION_PATH, "openapi", answer)


@cache
def _written(operations: Sequence[Operation], prefix: str) -> str:
    return json.dumps(describe(operations, prefix), ensure_ascii=False, indent=1) + "\n"


def describe(operations: Sequence[Operation], prefix: str) -> _Described:
    """The description of ``operations``, whose paths are below ``prefix``."""
    answers = {one.name: one.answer for one in operations}
    types = {**answers, "": PassageRecord, "problem": Problem}
    schemas, definitions = TypeAdapter.json_schemas(
        [(name, "serialization", TypeAdapter(type_)) for name, type_ in types.items()],
        ref_template=_REFERENCE,
    )
    examples = json.loads(_EXAMPLES.read_text("utf-8"))
    paths = {
        prefix + one.path: {"get": _operation(one, schemas[one.name, "serialization"], examples[one.name])}
        for one in operations
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Zongjie",
            "summary": "Full-text search for Chinese work summaries",
            "description": _ABOUT,
            "version": program_version(),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [],
        "tags": [{"name": name, "description": text} for name, text in _TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": {name: _untitled(schema) for name, schema in definitions["$defs"].items()},
            "headers": _HEADERS,
            "responses": {
                status: _problem(status, text, examples["problem"]) for status, text in _PROBLEMS.items()
            },
        },
    }


_HEADERS: _Described = {
    "ETag": {
        "description": "Names the answer; it changes with the index, never without.",
        "schema": {"type": "string"},
        "example": 'W/"5a1f0c9be2d7"',
    },
    "Retry-After": {
        "description": "Seconds after which to try again.",
        "schema": {"type": "integer"},
        "example": 30,
    },
}


def _operation(operation: Operation, schema: _Described, example: Any) -> _Described:
    summary, _, rest = (operation.view.__doc__ or "").partition("\n")
    properties = operation.params.model_json_schema()["properties"]
    tag = {"ETag": {"$ref": "#/components/headers/ETag"}}
    found = {
        "description": (schema.get("description") or summary).partition("\n")[0],
        "headers": tag,
        "content": {operation.media_type: {"schema": _untitled(schema), "example": example}},
    }
    return {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": summary.rstrip("."),
        "description": " ".join(rest.split()),
        "parameters": [
            _parameter(name, properties[name]) for name in sorted(properties, key=_LAST.__contains__)
        ],
        "responses": {
            "200": found,
            "304": {"description": "`If-None-Match` names the answer as it still is.", "headers": tag},
            **{
                status: {"$ref": f"#/components/responses/{status}"} for status in _statuses(operation.params)
            },
        },
    }


def _statuses(params: type[Params]) -> Iterator[str]:
    """What may go wrong where these parameters are taken."""
    properties = params.model_json_schema()["properties"]
    if any(not _takes_anything(about) for about in properties.values()):
        yield "400"
    if issubclass(params, About) or "near" in properties:
        yield "404"
    yield from ("414", "503")


def _takes_anything(about: _Described) -> bool:
    about = about.get("items", about)
    return about["type"] == "string" and "enum" not in about


def _parameter(name: str, about: _Described) -> _Described:
    place: dict[str, Any] = {"in": "path", "required": True} if name == "id" else {"in": "query"}
    if not _takes_anything(about):
        place["allowEmptyValue"] = True  # it counts as absent, as a form sends its empty fields too
    # A default that is empty says only that the parameter may be absent.
    schema = {
        key: value
        for key, value in about.items()
        if key != "description" and not (key == "default" and not value)
    }
    return {"name": name, **place, "description": about["description"], "schema": _untitled(schema)}


def _problem(status: str, text: str, example: _Described) -> _Described:
    problem = {
        "description": text,
        "content": {
            PROBLEM: {"schema": {"$ref": _REFERENCE.format(model="Problem")}, "example": example[status]}
        },
    }
    if status == "503":
        problem["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    return problem


def _untitled(schema: Any) -> Any:
    """``schema`` without the titles that pydantic makes of names; a property may be called so."""
    if isinstance(schema, list):
        return [_untitled(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _untitled(one) for name, one in value.items()}
        if key == "properties"
        else _untitled(value)
        for key, value in schema.items()
        if key != "title"
    }
