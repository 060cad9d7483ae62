"""From bytes to text, by evidence.

A byte order mark decides; then whether the bytes are valid UTF-8; then what the document declares; and
then which reading of the bytes shows the characters that every Chinese text is full of. GB18030 read as
Big5, or the reverse, is valid for long stretches but made of rare characters.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from indexer.errors import DocumentError

__all__ = ["Confidence", "Decoded", "decode", "decode_as", "detect"]

Confidence = Literal["certain", "declared", "likely", "guess"]
"""certain: a byte order mark or valid UTF-8; declared: the document says so and it fits; likely: the text
it gives reads like Chinese; guess: too little text to tell."""

_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成"
    "方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情"
    "明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给"
    "世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太"
    "量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运习党村组班质校岗培训检职"
    "這個們來為國說時會對過發後裡種經麼動還進樣開從實軍無與長機業關點將兩間問並戰頭體見產給話門員聲義條題氣爾變電數總報結"
    "務場計該強導觀權達難設類據邊張師讓識帶爭運習黨組質職號處"
    "，。、；：？！“”‘’（）《》—…　0123456789年月日"
)
_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x1f\x8b": "a gzip file",
    b"\xfd7zXZ\x00": "an xz file",
    b"Rar!": "a RAR file",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODECS = {"utf-8": "utf-8", "gb18030": "gb18030", "big5": "cp950"}
"""Our names of the single-byte-based encodings and the Python codec of each, widest of its family."""

_DECLARED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "big5hkscs": "big5"}
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b\x1c\x1d\x1e\x1f")
_EVIDENCE = 100_000
"""So many characters beyond ASCII are enough to tell encodings apart."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and where it came from: the encoding, how sure that is, and what had to be repaired."""

    text: str
    encoding: str
    confidence: Confidence
    warnings: tuple[str, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of a file; ``declared`` is the encoding it names itself, if any.

    Broken bytes become U+FFFD, with a warning, while they are under 1 % of the characters. Raises
    DocumentError above that, and for what is empty or no text at all.
    """
    encoding, confidence = detect(data, declared)
    text, broken = decode_as(data, encoding)
    if not text.strip():
        raise DocumentError("empty: it holds no text")
    warnings = (f"{broken} broken characters were replaced by U+FFFD",) if broken else ()
    return Decoded(text, encoding, confidence, warnings)


def decode_as(data: bytes, encoding: str) -> tuple[str, int]:
    """The text in a known encoding, without its byte order mark, and how many characters are broken.

    Raises DocumentError where 1 % or more are.
    """
    text, broken = _decode(data, encoding)
    if broken and broken * 100 >= len(text):
        raise DocumentError(
            f"{broken} of {len(text)} characters are broken when read as {encoding}; save it again as UTF-8"
        )
    return text.removeprefix("\ufeff"), broken


def detect(data: bytes, declared: str = "") -> tuple[str, Confidence]:
    """The encoding of the bytes, and how sure it is. Raises DocumentError for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, "certain"
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise DocumentError(f"not text: it is {kind}")
    if b"\0" not in data and _is_valid(data, "utf-8"):
        _refuse_controls(data)
        return "utf-8", "certain"
    wide = _utf16_without_mark(data)
    if wide:
        return wide, "likely"
    _refuse_controls(data)
    named = _DECLARED.get(declared.strip().lower().replace("-", "").replace("_", ""))
    if named and _is_valid(data, named):
        return named, "declared"
    return _most_chinese(data)


def _most_chinese(data: bytes) -> tuple[str, Confidence]:
    """The encoding that leaves the fewest bytes broken and shows the most common characters.

    Bytes that nearly all form UTF-8 are damaged UTF-8, whatever they say: no other encoding looks so.
    """
    text, broken = _decode(data, "utf-8")
    if broken * 10 <= sum(char > "\x7f" for char in text) - broken:
        return "utf-8", "likely"
    best, best_score, best_broken = "", -1.0, 0.0
    for encoding in _CODECS:
        text, broken = _decode(data, encoding)
        share = broken / len(text)
        score = _commonness(text) - 5 * share
        if not best or score > best_score:
            best, best_score, best_broken = encoding, score, share
    if best_score >= 0.2:
        return best, "likely"
    if best_broken >= 0.01:
        raise DocumentError("not text in UTF-8, UTF-16, GB18030 or Big5; save it as UTF-8")
    return best, "guess"


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 with no byte order mark: wrong byte order, or another encoding, shows rare characters."""
    scores = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text, broken = _decode(data, encoding)
        ascii_share = sum(map(text.count, "\n\r\t ")) / len(text) if text else 0.0
        readable = sum(1 for char in islice(text, _EVIDENCE) if _is_ordinary(char))
        share = readable / min(len(text), _EVIDENCE) if text else 0.0
        if share >= 0.95 and not broken * 100 >= len(text):
            scores[encoding] = _commonness(text) + ascii_share + (b"\0" in data)
    best = max(scores, key=scores.__getitem__, default="")
    return best if best and scores[best] >= 0.2 else ""


def _is_ordinary(char: str) -> bool:
    """Whether a character is of the ranges nearly all characters of a Chinese text come from."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or " " <= char <= "~"
        or char in "\t\n\r"
        or "\u2010" <= char <= "\u206f"
        or "\u3000" <= char <= "\u303f"
        or "\uff00" <= char <= "\uffef"
    )


def _commonness(text: str) -> float:
    """The share of very common characters among those beyond ASCII, from 0 to 1."""
    seen = list(islice((char for char in text if char > "\x7f"), _EVIDENCE))
    return sum(map(_COMMON.__contains__, seen)) / len(seen) if seen else 0.0


def _decode(data: bytes, encoding: str) -> tuple[str, int]:
    codec = _CODECS.get(encoding, encoding)
    text = data.decode(codec, "replace")
    genuine = data.count("\ufffd".encode(codec, "ignore")) if codec != "cp950" else 0
    return text, max(0, text.count("\ufffd") - genuine)


def _is_valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(_CODECS[encoding])
    except UnicodeDecodeError:
        return False
    return True


def _refuse_controls(data: bytes) -> None:
    """Text holds no NUL and hardly any other control characters."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\0" in data or controls * 100 > len(data):
        raise DocumentError("not text: it is a binary file")
