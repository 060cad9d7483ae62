"""JSON -> the frozen types that the project answers with, as their annotations say.

``records.py`` writes the fields of these types by their names; this reads any of them, so that a field has
one place, the type. A named tuple may be a list of its values or, like a dataclass, an object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

__all__ = ["read", "read_as"]

_Made = TypeVar("_Made")
_Reader = Callable[[Any], Any]


def read(kind: type[_Made], record: Any, **given: Any) -> _Made:
    """The dataclass ``kind`` from an object; ``given`` are fields that do not stand there.

    Members that are no field are passed over; a field may be missing where it has a default. Raises
    ValueError for anything else that does not fit.
    """
    if not isinstance(record, Mapping):
        raise ValueError(f"no object where {kind.__name__} should be")
    shape: Any = kind
    made = dict(given)
    for name, (reader, needed) in _fields(shape).items():
        if name in given:
            continue
        if name in record:
            made[name] = reader(record[name])
        elif needed:
            raise ValueError(f"{name!r} of {kind.__name__} is missing")
    return kind(**made)


def read_as(kind: Any, value: Any) -> Any:
    """A value of an annotated type, as ``tuple[Span, ...]`` is. Raises ValueError where it does not fit."""
    return _reader(kind)(value)


@cache
def _fields(kind: Any) -> Mapping[str, tuple[_Reader, bool]]:
    """How each field of a dataclass is read, and whether it must be there."""
    hints = get_type_hints(kind)
    return {
        field.name: (
            _reader(hints[field.name]),
            field.default is MISSING and field.default_factory is MISSING,
        )
        for field in fields(kind)
    }


@cache
def _reader(kind: Any) -> _Reader:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and is_dataclass(kind):
        return lambda value: read(kind, value)  # its fields are looked up later: they may be of its own type
    if hasattr(kind, "_fields"):
        return _named_tuple(kind)
    return _composed(get_origin(kind), get_args(kind))


def _composed(origin: Any, inner: tuple[Any, ...]) -> _Reader:
    if origin is Literal:
        return _checked(lambda value: isinstance(value, str) and value in inner)
    if origin is Mapping:
        return _mapping(_reader(inner[1]))
    if origin is tuple and inner[1:] == (...,):
        return _tuple(_reader(inner[0]))
    if origin in (Union, UnionType):
        return _any_of([_reader(one) for one in inner])
    raise TypeError(f"no answer has anything made of {origin} and {inner}")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _checked(fits: Callable[[Any], bool], make: _Reader = lambda value: value) -> _Reader:
    def check(value: Any) -> Any:
        if not fits(value):
            raise ValueError(f"{type(value).__name__} where another value should be")
        return make(value)

    return check


_PLAIN: Mapping[Any, _Reader] = {
    str: _checked(lambda value: isinstance(value, str)),
    bool: _checked(lambda value: isinstance(value, bool)),
    int: _checked(lambda value: _is_number(value) and isinstance(value, int)),
    float: _checked(_is_number, float),
    NoneType: _checked(lambda value: value is None),
}


def _tuple(reader: _Reader) -> _Reader:
    def make(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(f"{type(value).__name__} where a list should be")
        return tuple(map(reader, value))

    return make


def _mapping(reader: _Reader) -> _Reader:
    def make(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValueError(f"{type(value).__name__} where an object should be")
        return {name: reader(one) for name, one in value.items()}

    return make


def _named_tuple(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in kind._fields}

    def make(value: Any) -> Any:
        if isinstance(value, dict) and value.keys() >= readers.keys():
            return kind(*(reader(value[name]) for name, reader in readers.items()))
        if isinstance(value, list) and len(value) == len(readers):
            return kind(*(reader(one) for reader, one in zip(readers.values(), value, strict=True)))
        raise ValueError(f"no {kind.__name__}")

    return make


def _any_of(readers: list[_Reader]) -> _Reader:
    def make(value: Any) -> Any:
        for reader in readers[:-1]:
            try:
                return reader(value)
            except ValueError:
                continue
        return readers[-1](value)

    return make
