"""What several tests need: real texts, tiny sources, and plain evaluators to compare with."""

import json
import lzma
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def samples(shared: Path) -> list[dict[str, str]]:
    """The real documents: id, source, title, document."""
    with lzma.open(shared / "samples" / "documents.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """A JSON-lines file of the records."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    return path
