"""What a text is about in time, and whom it is by, from the places where that stands, with evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.classify.periods import opening_period, period_of
from indexer.classify.signature import byline_author, organisation_of, signature_of
from indexer.model import Collection, Label, Metadata, Part

__all__ = ["About", "about_part", "about_title"]

_GIVEN = ("来源注明",)


@dataclass(frozen=True, slots=True)
class About:
    """The period, organisation and author of a text; each None where nothing tells it."""

    period: Label | None = None
    organisation: Label | None = None
    author: Label | None = None

    @property
    def values(self) -> dict[str, str]:
        """The three as a passage holds them, by name: empty where unknown."""
        found = {"period": self.period, "organisation": self.organisation, "author": self.author}
        return {name: label.value if label else "" for name, label in found.items()}


def about_part(item: Collection, part: Part) -> About:
    """About one part of a text. What the source's metadata says wins over anything found."""
    title = part.title or item.title
    # A last section without heading is what the site says below the text.
    texts = [one.text for index, one in enumerate(part.sections) if one.text and (one.path or index == 0)]
    opening = texts[0] if texts else ""
    signed = signature_of("\n".join(dict.fromkeys((*texts[:1], *texts[-1:]))))
    own = next(filter(None, map(organisation_of, re.split(r"[\s：:】]+", title))), "")
    if part.title and own in item.title:
        own = ""  # the site's words, which all its parts have
    author = signed.author or (byline_author(item.furniture) if part.ordinal is None else "")
    return _with_given(
        item.metadata,
        _label(period_of(title), title)
        or _label(period_of(item.title), item.title)
        or _label(opening_period(opening), opening[:20]),
        _label(signed.organisation, signed.evidence) or _label(own, title),
        _label(author, signed.evidence or "作者"),
    )


def about_title(metadata: Metadata, title: str) -> About:
    """About a text of which only the title is known."""
    return _with_given(metadata, _label(period_of(title), title), _label(organisation_of(title), title), None)


def _label(value: str, evidence: str) -> Label | None:
    return Label(value, 1.0, (evidence,)) if value else None


def _with_given(
    given: Metadata, period: Label | None, organisation: Label | None, author: Label | None
) -> About:
    return About(
        Label(given.period, 1.0, _GIVEN) if given.period else period,
        Label(given.organisation, 1.0, _GIVEN) if given.organisation else organisation,
        Label(given.author, 1.0, _GIVEN) if given.author else author,
    )
