"""Sentences for people: in Chinese, and ready to be said in another language."""

from __future__ import annotations

from typing import Self

__all__ = ["Message"]


class Message(str):
    """A sentence in Chinese that remembers the template and the values it was made from.

    Whoever shows it in another language looks ``template`` up and fills the same ``values`` in; for
    everybody else it is a text. Placeholders are those of ``%``: ``Message("超过 %(most)d 个字。", most=9)``.
    A value may be a Message itself. ``topic`` names what a note is about, for whoever has a switch to put
    beside it: "synonyms" or "relaxing"; most are about nothing that can be switched.
    """

    __slots__ = ("template", "topic", "values")
    template: str
    topic: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        """``template`` with its places filled; raises KeyError where a value is missing."""
        made = super().__new__(cls, template % values)
        made.template, made.topic, made.values = template, "", values
        return made

    def about(self, topic: str) -> Self:
        """The same sentence, as a note about ``topic``."""
        made = type(self)(self.template, **self.values)
        made.topic = topic
        return made
