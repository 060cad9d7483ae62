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
    CARD_FIELD,
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
_LEAST_TEASER = 24
_MOST_SHOWN = 5
_SHOWN = 30
_TEASER_END = re.compile(r"[.…·。]{2,}$")
_SPLIT = re.compile(r"[\s|｜/【】\[\]()（）:：·,，、>＞]+")
_FIRST = frozenset("<!第-—–~·pP—")
"""What image tags and page numbers begin with."""
_INLINE = ("范文", "文秘", "文库", "资料网", "作文", "www.")


@dataclass(frozen=True, slots=True)
class Tidied:
    """The blocks of a text without the page's own, and what was taken out, in its order."""

    blocks: tuple[Block, ...]
    furniture: tuple[str, ...]


def tidy(blocks: Sequence[Block]) -> Tidied:
    """Takes the page's own lines out of a text; a text of nothing else stays as it is."""
    places = [index for index, block in enumerate(blocks) if block.text and not block.text.isspace()]
    if not places:
        return Tidied(tuple(blocks), ())
    pieces = {place: _plain(blocks[place].text.strip()) for place in places}
    _take_head(places[:_HEAD], pieces)
    _take_foot(places, pieces)
    _take_ends(places, pieces)
    _take_teaser(places[: _HEAD // 2], pieces)
    if not any(kept for kept, _ in pieces.values()):
        return Tidied(tuple(blocks), ())
    taken = {place: piece for place, piece in pieces.items() if piece[1]}
    if not taken:
        return Tidied(tuple(blocks), ())
    kept_blocks = []
    for index, block in enumerate(blocks):
        if index not in taken:
            kept_blocks.append(block)
        elif taken[index][0]:
            kept_blocks.append(replace(block, text=taken[index][0]))
    return Tidied(tuple(kept_blocks), tuple(one for piece in taken.values() for one in piece[1]))


def furniture_note(furniture: Sequence[str]) -> str:
    """A sentence for the report on what was taken out of a text: how much, and how the first of it begins."""
    shown = "; ".join(" ".join(piece.split())[:_SHOWN] for piece in furniture[:_MOST_SHOWN])
    more = "; …" if len(furniture) > _MOST_SHOWN else ""
    return f"left out {len(furniture)} pieces that are the page's, not the text's: {shown}{more}"


_Piece = tuple[str, tuple[str, ...]]
"""What is kept of a line, and what was taken from it."""


def _plain(text: str) -> _Piece:
    """A line anywhere in the text, judged by its own words."""
    if len(text) <= _LONGEST:
        first = text[0] in _FIRST and (MARKUP.fullmatch(text) or PAGE_NUMBER.fullmatch(text))
        if first or ADVERT.match(text):
            return "", (text,)
    elif text[0] == "<" and len(text) <= _LONGEST_TAG and MARKUP.fullmatch(text):
        return "", (text,)
    if any(word in text for word in _INLINE):
        taken = tuple(found.group() for found in INLINE_ADVERT.finditer(text))
        if taken:
            return INLINE_ADVERT.sub("", text).strip(), taken
    return text, ()


def _take(place: int, pieces: dict[int, _Piece], kept: str = "") -> None:
    """Moves a line, or all but ``kept`` of it, to what was taken."""
    text, taken = pieces[place]
    out = text.replace(kept, "", 1).strip() if kept else text
    if out:
        pieces[place] = kept.strip(), (*taken, out)


def _take_head(places: Sequence[int], pieces: dict[int, _Piece]) -> None:
    """What stands above the text: the way to the page, the card of an official document, byline, buttons."""
    on_card, label = False, False
    for place in places:
        text = pieces[place][0]
        if not text or len(text) > _LONGEST:
            on_card = on_card and not text
            continue
        on_card = on_card or bool(CARD.match(text))
        if on_card and (label or CARD_FIELD.fullmatch(text)):
            field = None if label else CARD_FIELD.fullmatch(text)
            label = field is not None and not (field["value"] or "").strip("：:|】 \t\u3000")
            _take(place, pieces)
            continue
        on_card = False
        if BREADCRUMB.match(text) or _is_byline(text) or _is_buttons(text):
            _take(place, pieces)


def _take_foot(places: Sequence[int], pieces: dict[int, _Piece]) -> None:
    """What stands below the text: who edited the page, buttons, links to other pages."""
    links = next(
        (
            number
            for number, place in enumerate(places[-_MOST_LINKS:])
            if LINK_LIST.fullmatch(pieces[place][0])
        ),
        None,
    )
    if links is not None and len(places) > links + 1:
        tail = places[-_MOST_LINKS:][links:]
        if all(_is_link(pieces[place][0]) for place in tail[1:]):
            for place in tail:
                _take(place, pieces)
    for place in places[-_FOOT:]:
        text = pieces[place][0]
        if text and len(text) <= _LONGEST and (_is_byline(text) or _is_buttons(text)):
            _take(place, pieces)


def _take_ends(places: Sequence[int], pieces: dict[int, _Piece]) -> None:
    """A time stamp before the first words, and the page's words after the last ones, on the text's lines."""
    first = next((place for place in places if pieces[place][0]), None)
    if first is not None and (found := STAMP.match(pieces[first][0])):
        _take(first, pieces, pieces[first][0][found.end() :])
    last = next((place for place in reversed(places) if pieces[place][0]), None)
    if last is not None:
        text = pieces[last][0]
        end = len(text)
        while (found := TAIL.search(text, 0, end)) and found.start():
            end = found.start()
        if end < len(text):
            _take(last, pieces, text[:end])


def _take_teaser(places: Sequence[int], pieces: dict[int, _Piece]) -> None:
    """A beginning of the text that stands above it once more, cut off by dots."""
    for number, place in enumerate(places):
        text = pieces[place][0]
        if len(text) < _LEAST_TEASER or not _TEASER_END.search(text):
            continue
        teaser = _bare(_TEASER_END.sub("", text))
        below = _bare("".join(pieces[other][0] for other in places[number + 1 :]))
        if len(teaser) >= _LEAST_TEASER and teaser in below:
            _take(place, pieces)


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


def _is_buttons(text: str) -> bool:
    """Nothing but the names of buttons: 字体：大 中 小 打印 关闭."""
    words = [word for word in _SPLIT.split(text) if word]
    return bool(words) and all(word in BUTTONS for word in words) and any(BUTTONS[word] for word in words)
