"""Sentences for people: in Chinese, and ready to be said in another language."""

from __future__ import annotations

from typing import Self

__all__ = ["Message"]


class Message(str):
    """A sentence in Chinese that remembers the template and the values it was made from.

    Whoever shows it in another language looks ``template`` up and fills the same ``values`` in; for
    everybody else it is a text. Placeholders are those of ``%``: ``Message("超过 %(most)d 个字。", most=9)``.
    A value may be a Message itself.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        """``template`` with its places filled; raises KeyError where a value is missing."""
        made = super().__new__(cls, template % values)
        made.template, made.values = template, values
        return made
