"""Words: what ranks. One function makes the words of documents and of queries.

Runs of Han characters are cut by jieba's search mode (a long word also gives the shorter words inside
it), through ``rjieba``, the compiled port of the same algorithm. Everything else follows a simple rule of
our own, since on dates, versions and lone punctuation the two disagree: a run of letters and digits of
other scripts is one word ("20xx", "5s", "pd1728"), a Han character outside jieba's range is a word, and
punctuation and blanks only separate. No word is dropped: a stop word may be all that a query has.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from pathlib import Path

import rjieba

from indexer.analysis.normalise import normalise
from indexer.errors import ZongjieError

__all__ = ["WordCutter"]

_RUNS = re.compile(
    r"([\u4e00-\u9fd5]+)"  # what jieba's ChineseAnalyzer takes for Han
    r"|([\u3400-\u4dbf\u9fd6-\u9fff\u3007\U00020000-\U000323af])"
    r"|([^\W_\u3400-\u9fff\u3007\U00020000-\U000323af]+)"
)

_FREQUENCY = re.compile(r"[0-9]{1,9}")


class WordCutter:
    """Cuts normalised text into words. Safe to share between threads; costly to make.

    ``dictionary`` is a user dictionary in jieba's format: a line holds a word, optionally a frequency and
    a tag, separated by blanks; only words of Han characters have an effect. Raises ZongjieError where the
    file cannot be read.
    """

    def __init__(self, dictionary: Path | None = None) -> None:
        self._jieba = rjieba.Jieba()
        content = b"" if dictionary is None else _load(self._jieba, dictionary)
        self.digest = blake2b(content, digest_size=8).hexdigest()
        """Changes with the user dictionary, so that an index can tell that its words are of another one."""

    def words(self, normalised: str) -> list[str]:
        """The words of a text that ``normalise`` has been through, in order, repetitions included."""
        found: list[str] = []
        for match in _RUNS.finditer(normalised):
            if match.lastindex == 1:
                found += self._jieba.cut_for_search(match.group())
            else:
                found.append(match.group())
        return found


def _load(jieba: rjieba.Jieba, dictionary: Path) -> bytes:
    try:
        content = dictionary.read_bytes()
        lines = content.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ZongjieError(f"user dictionary {dictionary} cannot be read as UTF-8 text: {error}") from error
    for number, line in enumerate(lines, 1):
        word, *rest = line.split()[:3] or [""]
        if not word:
            continue
        if rest and not _FREQUENCY.fullmatch(rest[0]) and len(rest) == 2:
            raise ZongjieError(
                f"user dictionary {dictionary}, line {number}: the frequency {rest[0]!r} is no whole "
                "number of at most nine digits; write: word [frequency] [tag]"
            )
        frequency = int(rest.pop(0)) if rest and _FREQUENCY.fullmatch(rest[0]) else None
        jieba.add_word(normalise(word), frequency, rest[0] if rest else None)
    return content
