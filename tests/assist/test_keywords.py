"""Keywords are what an obvious computation over all passages gives."""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import jieba
import pytest

from indexer import BadRequest, Index, Passage, PassageNotFound, build_index, open_index
from indexer.analysis import Analyser, field_text, normalise
from indexer.assist.terms import telling
from indexer.model import TEXT_FIELDS
from tests.support import write_lines


def test_keywords_are_frequent_here_and_rare_elsewhere(
    index: Index, analyser: Analyser, passages: Sequence[Passage]
) -> None:
    holders = Counter(
        word
        for passage in passages
        for word in {word for name in TEXT_FIELDS for word in analyser.words(field_text(passage, name))}
    )
    for passage in passages[::7]:
        counts = Counter(jieba.lcut(normalise(passage.text), HMM=False))
        for word in jieba.lcut(normalise("\n".join(passage.heading)), HMM=False):
            counts[word] += 1
        # jieba cuts runs of letters and digits otherwise than we do: compared are Chinese words.
        weights = {
            word: count
            * telling(word)
            * math.log(1 + (len(passages) - holders[word] + 0.5) / (holders[word] + 0.5))
            for word, count in counts.items()
            if holders[word] > 1 and telling(word) and not word.isascii()
        }
        chosen: list[str] = []
        for word in sorted(weights, key=lambda word: (-weights[word], word)):
            if not any(word in other or other in word for other in chosen):
                chosen.append(word)
        found = [k for k in index.keywords(passage.id, limit=100) if not k.text.isascii()]
        assert [normalise(keyword.text) for keyword in found] == chosen[:100]
        assert [k.weight for k in found] == pytest.approx([weights[word] for word in chosen[:100]])


def test_keywords_are_written_as_in_the_passage(index: Index, passages: Sequence[Passage]) -> None:
    for passage in passages:
        own = "\n".join((passage.text, *passage.heading))
        found = [keyword.text for keyword in index.keywords(passage.id)]
        assert len(found) <= 10
        assert all(text in own for text in found)
        assert not any(one in other for one in found for other in found if one is not other)
    traditional = next(passage for passage in passages if "專利" in passage.text)
    assert "專利" in {keyword.text for keyword in index.keywords(traditional.id)}


def test_every_keyword_leads_to_its_passage_and_to_others(index: Index, passages: Sequence[Passage]) -> None:
    for passage in passages[::9]:
        for keyword in index.keywords(passage.id):
            found = {found.id for found in index.matches(keyword.text)}
            assert passage.id in found
            assert len(found) > 1


def test_a_text_without_telling_words_has_none(tmp_path: Path) -> None:
    texts = [
        "我们的2023年，以及第二。",
        "，。！",
        "😀",
        "<script>alert(1)</script>",
        "我们的2023年，以及第二。",
    ]
    lines = [{"id": str(n), "title": "题", "text": text} for n, text in enumerate(texts)]
    build_index([write_lines(tmp_path / "a.jsonl", lines)], tmp_path / "index")
    with open_index(tmp_path / "index") as index:
        for number in range(len(texts)):
            assert index.keywords(str(number)) == ()
            assert index.similar(str(number)) == ()


def test_errors(index: Index, passages: Sequence[Passage]) -> None:
    with pytest.raises(PassageNotFound):
        index.keywords("nothing")
    for limit in (0, 101, -1):
        with pytest.raises(BadRequest):
            index.keywords(passages[0].id, limit)
