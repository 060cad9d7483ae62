"""What can be set: ``zongjie.toml`` first, the environment over it, a command's options over both."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from indexer.errors import ZongjieError

__all__ = ["Settings", "is_address"]


_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?", re.ASCII)
"""A scheme, a host and perhaps a port, and nothing behind them: what a browser sends as ``Origin``."""


def is_address(location: str | Path) -> bool:
    """Whether an index's place is the address of what answers it, and no folder."""
    return "://" in str(location)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. A relative path in a settings file is relative to that file's folder.

    In the environment a setting is called ZONGJIE_ and its name in capitals: ZONGJIE_INDEX, ZONGJIE_PORT.
    """

    index: str = "var/index"
    """The index: a folder, made when it is missing, or the address of a server."""
    host: str = "127.0.0.1"
    """The address that ``serve`` listens on."""
    port: int = 8000
    """The port that ``serve`` listens on."""
    cors: tuple[str, ...] = ()
    """Origins whose pages may ask the JSON API, such as https://example.org; "*" is any. None unless set."""
    dictionary: Path | None = None
    """A user dictionary in jieba's format, for documents and queries alike."""
    labels: Path | None = None
    """A folder with label tables of your own: genre.toml, domain.toml, section.toml; any may be missing."""
    synonyms: Path | None = None
    """A file of synonyms of your own, in place of the shipped one. Only searches read it."""
    query_log: Path | None = None
    """A file in which ``serve`` notes what is asked on the page. None: nothing is noted."""
    max_file_mb: int = 64
    """A larger source file is skipped. Not so JSON lines, which are read line by line, and archives, whose
    members are judged one by one."""

    @classmethod
    def load(cls, config: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
        """Settings from ``config``, else from ZONGJIE_CONFIG, else from ./zongjie.toml where there is one.

        Raises ZongjieError where a named file is missing or a setting is unknown or malformed.
        """
        named = config or (Path(environ["ZONGJIE_CONFIG"]) if environ.get("ZONGJIE_CONFIG") else None)
        path = named or Path("zongjie.toml")
        settings = cls()
        if named is not None or path.exists():
            settings = settings._with(_read(path), f"settings file {path}", path.parent)
        known = {f"ZONGJIE_{field.name.upper()}": field.name for field in fields(cls)}
        given = {name: environ[variable] for variable, name in known.items() if environ.get(variable)}
        return settings._with(given, "environment", Path())

    def _with(self, values: Mapping[str, object], origin: str, folder: Path) -> Settings:
        unknown = set(values) - {field.name for field in fields(self)}
        if unknown:
            raise ZongjieError(
                f"{origin}: unknown setting {', '.join(sorted(unknown))}; "
                f"known are {', '.join(field.name for field in fields(self))}"
            )
        checked: dict[str, Any] = {
            name: _value(name, value, origin, folder) for name, value in values.items()
        }
        return replace(self, **checked)


def _read(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ZongjieError(f"settings file {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ZongjieError(f"settings file {path} is not valid TOML: {error}") from error


def _value(name: str, value: object, origin: str, folder: Path) -> object:
    if name in ("dictionary", "labels", "synonyms", "query_log"):
        if not isinstance(value, str):
            raise ZongjieError(f"{origin}: {name} must be a path, not {value!r}")
        return folder / value
    if name in ("port", "max_file_mb"):
        try:
            number = int(str(value))
        except ValueError:
            number = -1
        if not 0 <= number <= 65535:
            raise ZongjieError(f"{origin}: {name} must be a whole number from 0 to 65535, not {value!r}")
        return number
    if name == "cors":
        return _origins(value, origin)
    if not isinstance(value, str):
        raise ZongjieError(f"{origin}: {name} must be a text, not {value!r}")
    if name == "index" and not is_address(value):
        return str(folder / value)
    return value


def _origins(value: object, origin: str) -> tuple[str, ...]:
    """A list, or a text with blanks between."""
    given = value.split() if isinstance(value, str) else value
    if isinstance(given, list) and (given == ["*"] or all(_ORIGIN.fullmatch(str(one)) for one in given)):
        return tuple(map(str, given))
    raise ZongjieError(
        f'{origin}: cors must be origins such as "https://example.org", or "*" alone, not {value!r}'
    )
