"""Every error the project raises on purpose. A message says what was wrong, where, and what to do.

ZongjieError
├── DocumentError        a source file cannot be read; the build reports it and goes on
├── IndexMissing         there is no index at this place
├── IndexOutdated        the index was made by another format, dictionary or table
├── IndexDamaged         a file of the index is truncated, altered or foreign
├── IndexLocked          another process is writing this index
├── EngineUnreachable    the engine's address does not answer
├── PassageNotFound      no passage has this id
└── BadRequest           a parameter of a search is out of range or malformed
"""

__all__ = [
    "BadRequest",
    "DocumentError",
    "EngineUnreachable",
    "IndexDamaged",
    "IndexLocked",
    "IndexMissing",
    "IndexOutdated",
    "PassageNotFound",
    "ZongjieError",
]


class ZongjieError(Exception):
    """The root of the tree: catch this to catch them all."""


class DocumentError(ZongjieError):
    """A source cannot be read. The message is the reason alone; the report adds the path."""


class IndexMissing(ZongjieError):
    """There is no index at the given place."""


class IndexOutdated(ZongjieError):
    """The index was made by another format version, dictionary or label table."""


class IndexDamaged(ZongjieError):
    """A file of the index is truncated, altered or foreign."""


class IndexLocked(ZongjieError):
    """Another process is writing this index."""


class EngineUnreachable(ZongjieError):
    """The engine's address does not answer."""


class PassageNotFound(ZongjieError):
    """No passage of the index has this id."""


class BadRequest(ZongjieError):
    """A parameter of a search is out of range or malformed. The message is in Chinese: people see it."""
