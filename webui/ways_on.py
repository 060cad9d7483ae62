"""Ways on from a search that found nothing: searches that ask for less."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer import SearchResult
from webui.filters import Chip, unfiltered
from webui.language import gettext as _
from webui.urls import Link, search_url

__all__ = ["ways_on"]

_MOST_WORDS = 6
_QUOTES = str.maketrans("", "", '"“”')
_OPERATORS = re.compile(r"\b(?:AND|OR|NOT)\b|[()（）:：*＊~～]|(?<!\S)[-－]")
"""What makes of words more than a list of them, so that none can be left out without a change of meaning."""


def ways_on(result: SearchResult, chips: Sequence[Chip]) -> Iterator[Link]:
    """Without what no passage has, without a filter, without quotes, one word at a time."""
    request = replace(result.request, page=1)
    rest = _without(request.query, result.unfound)
    if rest:
        missing = _("、").join(f"“{word}”" for word in result.unfound)
        yield Link(_("去掉%(words)s再搜", words=missing), search_url(replace(request, query=rest)))
    if len(chips) > 1:
        yield Link(_("去掉所有筛选条件"), search_url(unfiltered(request)))
    for chip in chips:
        yield Link(_("去掉“%(facet)s：%(value)s”", facet=chip.facet, value=chip.text), chip.remove_url)
    plain = request.query.translate(_QUOTES)
    if plain != request.query and plain.strip():
        yield Link(_("不用引号，放宽为词语匹配"), search_url(replace(request, query=plain)))
    words = plain.split()
    if 2 <= len(words) <= _MOST_WORDS:
        for word in dict.fromkeys(word for word in words if word not in result.unfound):
            yield Link(_("只搜“%(word)s”", word=word), search_url(replace(request, query=word)))


def _without(query: str, unfound: Sequence[str]) -> str:
    """The query without some of its words, quoted or not; empty where that is not a query, or the same."""
    rest = query
    for word in unfound:
        typed = rf"(?<!\S)[\"“”]?{re.escape(word)}[\"“”]?(?!\S)"
        rest = re.sub(typed, " ", rest, flags=re.IGNORECASE)
    rest = " ".join(rest.split())
    return "" if rest == " ".join(query.split()) or _OPERATORS.search(query) else rest
