"""Names and small look-ups of WordprocessingML, the XML inside a .docx file."""

from __future__ import annotations

from lxml import etree

__all__ = ["W", "child_value", "is_on", "local_name", "whole_number"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of nearly all of it, as lxml writes it before a name."""


def child_value(element: etree._Element, name: str) -> str:
    """The w:val of a child element; empty where there is none."""
    child = element.find(W + name)
    return "" if child is None else child.get(f"{W}val", "")


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a property such as w:vanish is set: it may be there and say no."""
    child = None if properties is None else properties.find(W + name)
    return child is not None and child.get(f"{W}val", "1") not in ("0", "false", "off")


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and their like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def whole_number(text: str | None) -> int | None:
    """A number as XML writes it, or None for anything else."""
    try:
        return int(text or "")
    except ValueError:
        return None
