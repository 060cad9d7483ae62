"""What the API can be asked, as data: its routes and its description are both made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from webui.params import About, Params, read, read_passage_id

__all__ = ["JSON", "Operation", "add_operation"]

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Operation:
    """One address that answers GET. The docstring of ``view`` is its description, the first line its summary.

    ``path`` is as OpenAPI writes it; its ``{id}`` may hold any character. ``view`` gets what ``params``
    validated. ``answer`` is the type that the answer has, as ``answers.py`` names it; ``str`` for one that
    is not JSON.
    """

    name: str
    path: str
    tag: str
    params: type[Params]
    view: Callable[[Any], Response]
    answer: Any
    media_type: str = JSON


def add_operation(blueprint: Blueprint, operation: Operation) -> None:
    """Lets ``blueprint`` answer ``operation``."""
    operation.params.model_rebuild()  # its validator is built now, not by the first requests that come

    def answer() -> Response:
        return operation.view(read(operation.params, request.args))

    def answer_about(passage_id: str | None) -> Response:
        wanted = read_passage_id(passage_id, request.args)
        return operation.view(read(operation.params, request.args, id=wanted))

    if not issubclass(operation.params, About):
        blueprint.add_url_rule(operation.path, operation.name, answer)
        return
    folder = operation.path.removesuffix("{id}")
    blueprint.add_url_rule(folder, operation.name, answer_about, defaults={"passage_id": None})
    blueprint.add_url_rule(f"{folder}<passage:passage_id>", operation.name, answer_about)
