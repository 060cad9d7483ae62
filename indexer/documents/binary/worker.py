"""The process that reads one file: takes limits upon itself, imports one parser, answers in JSON.

Started by ``sandbox`` and by nobody else. An error other than DocumentError ends the process, and its
last words are the reason that is reported.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
from contextlib import suppress
from pathlib import Path

from indexer.documents.source import Draft, Limits
from indexer.errors import DocumentError

__all__ = ["main"]


def main(parser: str, path: str, limits: str) -> None:
    """Reads ``path`` by the module ``parser`` under ``limits`` (JSON) and writes what came of it."""
    own = Limits(**json.loads(limits))
    _limit(own)
    try:
        module = importlib.import_module(parser)
        answer = _answer(module.read(Path(path), own))
    except DocumentError as error:
        answer = {"reason": str(error)}
    sys.stdout.write(json.dumps(answer))


def _limit(limits: Limits) -> None:
    seconds = limits.max_parse_seconds
    for what, soft, hard in (
        (resource.RLIMIT_AS, limits.max_parse_memory, limits.max_parse_memory),
        (resource.RLIMIT_CPU, seconds, seconds + 5),
        (resource.RLIMIT_FSIZE, limits.max_unpacked_bytes, limits.max_unpacked_bytes),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with suppress(ValueError, OSError):  # one that is lower already; or of a system that has none
            resource.setrlimit(what, (soft, hard))


def _answer(draft: Draft) -> dict[str, object]:
    return {
        "blocks": [(_sound(block.text), block.level) for block in draft.blocks],
        "title": _sound(draft.title),
        "encoding": draft.encoding,
        "confidence": draft.confidence,
        "warnings": [_sound(warning) for warning in draft.warnings],
    }


def _sound(text: str) -> str:
    """A damaged file may give half a character, which nothing could store."""
    return text.encode("utf-8", "replace").decode()
