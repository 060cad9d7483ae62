"""What of a text's lines is not its text but the page's: bylines, buttons, page numbers, adverts, image tags.

Only what is unmistakable goes, and everything that goes is handed back, for the report and for metadata.
A line within the text must say by its own words that it is the page's; above the text and below it, where
pages keep such things, its form is enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.documents.page_words import (
    ADVERT,
    BREADCRUMB,
    BUTTONS,
    CARD,
    CARD_LABEL,
    FIELDS,
    INLINE_ADVERT,
    LINK_LIST,
    MARKUP,
    PAGE_NUMBER,
    STAMP,
    TAIL,
)
from indexer.model import Block

__all__ = ["Tidied", "furniture_note", "tidy"]

_HEAD = 12
"""So many lines at the beginning of a text are looked at for what stands above it."""
_FOOT = 8
_LONGEST = 160
"""Characters: a longer line is never the page's as a whole."""
_LONGEST_TAG = 4000
_LONGEST_LINK = 45
_MOST_LINKS = 40
_LONGEST_TAIL = 240
_LEAST_TEASER = 24
_MOST_SHOWN = 5
_SHOWN = 30
_TEASER_END = re.compile(r"[.…·。]{2,}$")
_SPLIT = re.compile(r"[\s|｜/【】\[\]()（）:：·,，、>＞]+")
_FIRST = frozenset("<!第共-—–~·pP")
"""What image tags and page numbers begin with."""
_ASKS = frozenset("上下前后展阅查点【想欣获更请敬欢扫长将推文一分返您你未免版©cCvVfFdDwW$[_本转以内资范sS")
"""What adverts begin with: a look at one character spares most lines the regular expressions."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """The blocks of a text without the page's own, and what was taken out, in its order."""

    blocks: tuple[Block, ...]
    furniture: tuple[str, ...]


def tidy(blocks: Sequence[Block]) -> Tidied:
    """Takes the page's own lines out of a text; a text of nothing else stays as it is."""
    pieces = _Pieces(blocks)
    for place in pieces.places:
        _take_anywhere(place, pieces)
    _take_head(pieces)
    _take_foot(pieces)
    _take_ends(pieces)
    _take_teaser(pieces)
    if not pieces.taken or not any(map(pieces.text, pieces.places)):
        return Tidied(tuple(blocks), ())
    kept = (
        replace(block, text=pieces.kept[index]) if index in pieces.kept else block
        for index, block in enumerate(blocks)
        if pieces.kept.get(index) != ""
    )
    furniture = (one for place in sorted(pieces.taken) for one in pieces.taken[place])
    return Tidied(tuple(kept), tuple(furniture))


class _Pieces:
    """The lines of a text while it is tidied: what is kept of those from which something was taken."""

    __slots__ = ("_blocks", "kept", "places", "taken")

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self.places = [index for index, block in enumerate(blocks) if block.text and not block.text.isspace()]
        self.kept: dict[int, str] = {}
        self.taken: dict[int, tuple[str, ...]] = {}

    def text(self, place: int) -> str:
        """What is left of a line."""
        kept = self.kept.get(place)
        return self._blocks[place].text.strip() if kept is None else kept

    def take(self, place: int, *pieces: str, kept: str = "") -> None:
        """Keeps ``kept`` of a line; ``pieces`` of it go, or all of it."""
        out = pieces or (self.text(place),)
        self.taken[place] = (*self.taken.get(place, ()), *filter(None, map(str.strip, out)))
        self.kept[place] = kept.strip()


def furniture_note(furniture: Sequence[str]) -> str:
    """A sentence for the report on what was taken out of a text: how much, and how the first of it begins."""
    shown = "; ".join(" ".join(piece.split())[:_SHOWN] for piece in furniture[:_MOST_SHOWN])
    more = "; …" if len(furniture) > _MOST_SHOWN else ""
    return f"left out {len(furniture)} of the page's own lines: {shown}{more}"


def _take_anywhere(place: int, pieces: _Pieces) -> None:
    """A line of the page anywhere in the text, judged by its own words, and adverts within lines."""
    text = pieces.text(place)
    first = text[0]
    if len(text) <= _LONGEST:
        tagged = first in _FIRST and (MARKUP.fullmatch(text) or PAGE_NUMBER.fullmatch(text))
        if tagged or (first in _ASKS and ADVERT.match(text)):
            pieces.take(place)
            return
    elif first == "<" and len(text) <= _LONGEST_TAG and MARKUP.fullmatch(text):
        pieces.take(place)
        return
    if ("范文" in text or "文库" in text or "文秘" in text or "资料网" in text or "作文网" in text) and (
        found := [match.group() for match in INLINE_ADVERT.finditer(text)]
    ):
        pieces.take(place, *found, kept=INLINE_ADVERT.sub("", text))


def _take_head(pieces: _Pieces) -> None:
    """What stands above the text: the way to the page, the card of an official document, byline, buttons."""
    on_card, label = False, False
    for place in pieces.places[:_HEAD]:
        text = pieces.text(place)
        if not text or len(text) > _LONGEST:
            on_card = on_card and not text
            continue
        on_card = on_card or bool(CARD.match(text))
        values = CARD_LABEL.split(text) if on_card and not label else []
        if label or _is_card_line(values):
            label = bool(values) and not values[-1].strip("|")
            pieces.take(place)
            continue
        on_card = label = False
        if BREADCRUMB.match(text) or _is_byline(text) or _is_buttons(text):
            pieces.take(place)


def _take_foot(pieces: _Pieces) -> None:
    """What stands below the text: who edited the page, buttons, links to other pages."""
    last = pieces.places[-_MOST_LINKS:]
    texts = [pieces.text(place) for place in last]
    links = next((number for number, text in enumerate(texts) if LINK_LIST.fullmatch(text)), None)
    if (
        links is not None
        and len(pieces.places) > len(last) - links
        and all(map(_is_link, texts[links + 1 :]))
    ):
        for place in last[links:]:
            pieces.take(place)
    for place in pieces.places[-_FOOT:]:
        text = pieces.text(place)
        if text and len(text) <= _LONGEST and (_is_byline(text) or _is_buttons(text)):
            pieces.take(place)


def _take_ends(pieces: _Pieces) -> None:
    """A time stamp before the first words, and the page's words after the last ones, on the text's lines."""
    first = next((place for place in pieces.places if pieces.text(place)), None)
    if first is not None:
        text = pieces.text(first)
        if found := STAMP.match(text):
            pieces.take(first, found.group(), kept=text[found.end() :])
    last = next((place for place in reversed(pieces.places) if pieces.text(place)), None)
    if last is not None:
        text = pieces.text(last)
        end = len(text)
        while (found := TAIL.search(text, max(0, end - _LONGEST_TAIL), end)) and found.start():
            end = found.start()
        if end < len(text):
            pieces.take(last, text[end:], kept=text[:end])


def _take_teaser(pieces: _Pieces) -> None:
    """A beginning of the text that stands above it once more, cut off by dots."""
    top = pieces.places[: _HEAD // 2]
    for number, place in enumerate(top):
        text = pieces.text(place)
        if len(text) < _LEAST_TEASER or not _TEASER_END.search(text):
            continue
        teaser = _bare(_TEASER_END.sub("", text))
        if len(teaser) >= _LEAST_TEASER and teaser in _bare("".join(map(pieces.text, top[number + 1 :]))):
            pieces.take(place)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _is_link(text: str) -> bool:
    return len(text) <= _LONGEST_LINK and not text.endswith(("。", "！", "；", "，"))


def _is_byline(text: str) -> bool:
    """When a page was put up, where it is from, how often it was read: labels with short values."""
    before, *fields = FIELDS.split(text)
    labels, values = fields[::2], fields[1::2]
    if not labels or not set(before) <= set("0123456789年月日 \t\u3000:：./-（(【["):
        return False
    if any(len(value.strip()) > 24 or any(mark in value for mark in "。；！？") for value in values):
        return False
    return len(labels) > 1 or not labels[0].startswith(("作者", "供稿", "文"))


def _is_card_line(values: Sequence[str]) -> bool:
    """Whether what labels part are short values, with nothing before the first label."""
    return len(values) > 1 and not values[0] and all(len(one) <= 60 and "。" not in one for one in values)


def _is_buttons(text: str) -> bool:
    """Nothing but the names of buttons: 字体：大 中 小 打印 关闭."""
    words = [word for word in _SPLIT.split(text) if word]
    return bool(words) and all(word in BUTTONS for word in words) and any(BUTTONS[word] for word in words)
