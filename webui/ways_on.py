"""Ways on from a search that found nothing: searches that ask for less."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer import SearchResult
from webui.filters import Chip, unfiltered
from webui.language import gettext as _
from webui.urls import Link, search_url

__all__ = ["ways_on"]

_MOST_WORDS = 6
_QUOTES = str.maketrans("", "", '"“”')


def ways_on(result: SearchResult, chips: Sequence[Chip]) -> Iterator[Link]:
    """Without a filter, without quotes, with synonyms, one word at a time."""
    request = replace(result.request, page=1)
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
