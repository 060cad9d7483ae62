"""The process that ``apart`` starts: imports one module, calls one function of it, writes the answer."""

from __future__ import annotations

import dataclasses
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from scripts.benches.place import Place

__all__ = ["main"]


def main(task: str, given: str, answer: str) -> None:
    """Calls ``module:function`` with a place and further values; ``given`` and the answer are JSON."""
    module, function = task.split(":")
    folder, copies, *arguments = json.loads(given)
    found = getattr(importlib.import_module(f"scripts.benches.{module}"), function)
    value: Any = found(Place(folder, copies), *arguments)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = dataclasses.asdict(value)
    Path(answer).write_text(json.dumps(value), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
