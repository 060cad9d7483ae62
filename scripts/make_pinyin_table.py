"""Writes indexer/analysis/tables/pinyin.tsv: the toneless readings of simplified characters.

Run it after an update of pypinyin or pypinyin-dict (both MIT licence); a test compares the result. The facts
are those of the pinyin-data project (MIT): for the 8,105 characters of the Table of General Standard
Characters all readings of 通用规范汉字字典 (2013), for others those of 现代汉语词典 (1983), and for what is
left of the basic block of ideographs the one most usual reading. So every common reading is there, and the
ancient ones of everyday characters are not. The usual reading is that of Unihan's kMandarin.

ü is written v, as on keyboards. Readings without a vowel (嗯 ng, 呒 m) are left out. So are traditional
characters: readings are looked up in normalised text.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin.constants import PINYIN_DICT
from pypinyin_dict.pinyin_data import cc_cedict, kmandarin_8105, ktghz2013, kxhc1983

TABLE = Path(__file__).parents[1] / "indexer" / "analysis" / "tables" / "pinyin.tsv"
SIMPLIFIED = TABLE.with_name("simplified.tsv")

BASIC_BLOCK = range(0x4E00, 0xA000)


def toneless(readings: str) -> list[str]:
    """The syllables of ``readings`` (as ``zhòng,chóng``) without tones, each once."""
    syllables = []
    for reading in readings.split(","):
        letters = unicodedata.normalize("NFD", reading.replace("\u0261", "g")).replace("u\u0308", "v")
        syllable = "".join(letter for letter in letters if letter.isascii() and letter.isalpha())
        if set(syllable) & set("aeiouv") and syllable not in syllables:
            syllables.append(syllable)
    return syllables


def readings(point: int) -> list[str]:
    """The readings of one character, the usual one first; empty where nothing is known."""
    usual = toneless(kmandarin_8105.pinyin_dict.get(point, PINYIN_DICT.get(point, "")))[:1]
    for source in (ktghz2013.pinyin_dict, kxhc1983.pinyin_dict):
        if point in source and (known := toneless(source[point])):
            return list(dict.fromkeys([*(syllable for syllable in usual if syllable in known), *known]))
    return usual or toneless(cc_cedict.pinyin_dict.get(point, ""))


def points() -> Iterator[int]:
    """The characters of the table, by code point."""
    traditional = {ord(line[0]) for line in SIMPLIFIED.read_text("utf-8").splitlines()}
    for point in sorted({*BASIC_BLOCK, *ktghz2013.pinyin_dict, *kxhc1983.pinyin_dict}):
        if point not in traditional:
            yield point


def rows() -> str:
    """The table's text: a syllable a line, then the characters usually read so, then those that may be."""
    usual: dict[str, str] = defaultdict(str)
    further: dict[str, str] = defaultdict(str)
    for point in points():
        for place, syllable in enumerate(readings(point)):
            (further if place else usual)[syllable] += chr(point)
    return "".join(f"{key}\t{usual[key]}\t{further[key]}\n" for key in sorted({*usual, *further}))


if __name__ == "__main__":
    TABLE.write_text(rows(), "utf-8")
