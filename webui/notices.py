"""What is said above the hits: every note of the engine, and beside it the switch that belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer import Message, SearchResult
from webui.language import gettext as _
from webui.language import translated
from webui.urls import Link, search_url

__all__ = ["Notice", "notices_of"]

_FEW = 10
"""With fewer hits the engine would relax a query: only then is it worth saying that it was told not to."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence, and what one can do about it."""

    text: str
    action: Link | None = None


def notices_of(result: SearchResult) -> Iterator[Notice]:
    """The notes of ``result`` in their order, then what the address has turned off."""
    request = replace(result.request, page=1)
    switches = {
        "synonyms": Link(_("只查找输入的词"), search_url(replace(request, synonyms=False))),
        "relaxing": Link(_("只看含有全部词的段落"), search_url(replace(request, matching="all"))),
    }
    for note in result.notes:
        yield Notice(translated(note), switches.get(note.topic) if isinstance(note, Message) else None)
    if not request.synonyms:
        yield Notice(
            _("没有查找近义词。"), Link(_("也查找近义词"), search_url(replace(request, synonyms=True)))
        )
    if request.matching == "all" and result.total < _FEW:
        less_strictly = search_url(replace(request, matching="auto"))
        yield Notice(_("只列出含有全部词的段落。"), Link(_("太少时也看部分匹配的段落"), less_strictly))
