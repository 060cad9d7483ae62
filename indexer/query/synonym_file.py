"""The file of synonyms: how its lines are read, and how a change of it is noticed while an index is open."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Iterator
from importlib.resources import files
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from indexer.analysis import fold_width, normalise
from indexer.errors import ZongjieError
from indexer.query.synonyms import SynonymRules

__all__ = ["SynonymFile"]

_COMMENT = re.compile(r"(?:^|\s)#.*")
_BETWEEN = re.compile(r"[,、､]")
_ARROW = "=>"

_SETTLED = 2.0
"""Seconds after which a second change of a file has another time of change than the first."""

_log = logging.getLogger(__name__)


class _Seen(NamedTuple):
    """A state of the file: its time of change, size and number, whether these tell it from others, its bytes.

    What there is not, or cannot be read, is None.
    """

    stat: tuple[int, int, int] | None
    settled: bool
    content: bytes | None


class SynonymFile:
    """The rules of a file, which follow its changes. Safe to share between threads."""

    def __init__(self, path: Path | None = None) -> None:
        """Reads ``path``, or the shipped rules. Raises ZongjieError where it is missing or malformed."""
        self._path = path or Path(str(files("indexer.query") / "tables" / "synonyms.txt"))
        self._reading = threading.Lock()
        self._seen = _look(self._path)
        self._rules = _parsed(self._seen.content, self._path)

    @property
    def rules(self) -> SynonymRules:
        """The rules of now; who has them may go on using them when they change."""
        return self._rules

    def refresh(self) -> bool:
        """Reads the file again where it has changed, and says whether there are other rules now.

        Cheap where it has not. Where the file is missing or malformed the old rules stay and the log says so.
        """
        if self._seen.settled and _stat(self._path) == self._seen.stat:
            return False
        if not self._reading.acquire(blocking=False):
            return False  # another thread is reading it
        try:
            before, self._seen = self._seen, _look(self._path)
            if self._seen.content == before.content:
                return False
            self._rules = _parsed(self._seen.content, self._path)
        except ZongjieError as error:
            _log.warning("%s; the synonyms of before stay in use", error)
            return False
        finally:
            self._reading.release()
        return True


def _look(path: Path) -> _Seen:
    stat, now = _stat(path), time.time()
    try:
        content = path.read_bytes()
    except OSError:
        content = None
    return _Seen(stat, stat is None or now - stat[0] / 1e9 > _SETTLED, content)


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _parsed(content: bytes | None, path: Path) -> SynonymRules:
    if content is None:
        raise ZongjieError(f"synonyms {path} cannot be read; is there such a file, and may you read it?")
    return SynonymRules(_rules(content, path))


def _rules(content: bytes, path: Path) -> Iterator[tuple[str, str]]:
    """What is typed and what is looked for as well, rule by rule. Raises ZongjieError."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ZongjieError(f"synonyms {path} cannot be read as UTF-8 text: {error}") from error
    for number, line in enumerate(lines, 1):
        try:
            yield from _of_line(_COMMENT.sub("", line))
        except _Malformed as problem:
            raise ZongjieError(f"synonyms {path}, line {number}: {problem}") from None


class _Malformed(Exception):
    """What is wrong in a line and how to mend it; the place is added by the caller."""


def _of_line(line: str) -> Iterator[tuple[str, str]]:
    # Width is folded for the marks only: the words are shown as they are written.
    folded = fold_width(line)
    if not folded.strip():
        return
    arrows = folded.count(_ARROW)
    if arrows > 1:
        raise _Malformed(f"{_ARROW!r} stands twice; write one rule a line")
    if arrows:
        arrow = folded.index(_ARROW)
        typed, others = _words(line[:arrow]), _words(line[arrow + len(_ARROW) :])
        _check_distinct([*typed, *others])
        yield from ((one, other) for one in typed for other in others)
    else:
        words = _words(line)
        if len(words) == 1:
            raise _Malformed(f"{words[0]!r} stands alone; write: word, synonym  or  word => synonym")
        _check_distinct(words)
        yield from permutations(words, 2)


def _words(side: str) -> list[str]:
    """The words of one side of a rule, as written."""
    places = [found.span() for found in _BETWEEN.finditer(fold_width(side))]
    starts, ends = [0, *(end for _, end in places)], [*(start for start, _ in places), len(side)]
    words = [side[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if not all(words):
        raise _Malformed("a word is missing before or after a comma or an arrow")
    return words


def _check_distinct(words: list[str]) -> None:
    seen = set[str]()
    for word in words:
        if normalise(word) in seen:
            raise _Malformed(f"{word!r} stands twice (case, width and script make no difference)")
        seen.add(normalise(word))
