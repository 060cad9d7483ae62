"""Suggestions: what is typed in characters, pinyin, initials or a mixture, against plain code and by example."""

from __future__ import annotations

import functools
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import BadRequest, Settings, build_index, open_index
from indexer.analysis import normalise
from indexer.analysis.pinyin import pinyin
from indexer.analysis.sounds import sounds
from indexer.engines.embedded.codec.index import ArrayIndex
from indexer.engines.embedded.evaluation.matching import best_entries
from indexer.engines.embedded.evaluation.typed import read_typed
from indexer.engines.embedded.segments.phrases import count_phrases
from tests.engines.array_corpora import AnalysedPassage, batch_of, build, random_passages, split
from tests.support import write_lines

WEIGHTS = {"title": 2.0, "heading": 1.5, "term": 1.0}


# ---- plain code: what a typed text matches, and how well ----


@functools.cache
def folded(text: str) -> str:
    """The text as it is compared; what does not count is a bar, once, and never outside."""
    chars = "".join(new if old.isalnum() else "|" for old, new in zip(text, normalise(text), strict=True))
    return "|".join(filter(None, chars.split("|")))


@functools.cache
def readings(char: str) -> set[str]:
    known = set(pinyin().readings(char))
    return known | {reading.replace("v", "u") for reading in known}


def ways(typed: str, chars: str) -> Iterator[tuple[int, bool]]:
    """For each way to read ``typed`` as the first of ``chars``: how many, and whether without initials."""
    typed = typed.removeprefix("|")
    if not typed:
        yield 0, True
    elif chars:
        pieces = {(chars[0], True), *((reading, True) for reading in readings(chars[0]))}
        pieces |= {(reading[:1], False) for reading in readings(chars[0])}
        pieces |= {(reading[:2], False) for reading in readings(chars[0]) if reading[1:2] == "h"}
        for piece, whole in pieces:
            if typed.startswith(piece):
                for used, rest in ways(typed[len(piece) :], chars[1:]):
                    yield used + 1, whole and rest
        if any(reading.startswith(typed) for reading in readings(chars[0])):
            yield 1, True


def kind_of_match(typed: str, text: str) -> int:
    """0 not at all, 1 by initials, 2 without; the way that uses fewest characters counts."""
    found = set(ways(folded(typed), folded(text).replace("|", "")))
    least = min((used for used, _ in found), default=0)
    return 0 if not found else 2 if (least, True) in found else 1


def catalogue(parts: Sequence[Sequence[AnalysedPassage]]) -> list[tuple[str, float, str, str]]:
    """What some segments may offer: its compared form, score, text and kind."""
    total: Counter[str] = Counter()
    frequent: set[str] = set()
    for part in parts:
        own = Counter(word for item in part for word in {w for field in item.words.values() for w in field})
        total += own
        frequent |= {word for word, count in own.items() if count >= 2 and is_chinese(word)}
    options = [(word, score("term", total[word], word), word, "term") for word in frequent]
    groups: dict[str, dict[str, tuple[int, int]]] = {}
    for text, counts in count_phrases(item.passage for part in parts for item in part).items():
        groups.setdefault(folded_run(text), {})[text] = counts
    for key, texts in groups.items():
        titles, headings = (sum(counts) for counts in zip(*texts.values(), strict=True))
        kind = "title" if titles else "heading"
        shown = max(texts, key=lambda text, texts=texts: (sum(texts[text]), text))
        options.append((key, score(kind, titles + headings, shown), shown, kind))
    best = {
        option[0]: option for option in sorted(options, key=lambda option: (option[1], option[3], option[2]))
    }
    return list(best.values())


def suggested(
    entries: Sequence[tuple[str, float, str, str]], typed: str, limit: int = 8
) -> list[tuple[str, str]]:
    """Text and kind of what should be offered."""
    found = [(kind_of_match(typed, key), *rest) for key, *rest in entries] if folded(typed) else []
    ranked = sorted((-match, -worth, text, kind) for match, worth, text, kind in found if match)
    return [(text, kind) for _, _, text, kind in ranked[:limit]]


def folded_run(text: str) -> str:
    return folded(text).replace("|", "")


def is_chinese(word: str) -> bool:
    return len(word) > 1 and all("\u4e00" <= char <= "\u9fff" for char in word)


def score(kind: str, passages: int, text: str) -> float:
    return WEIGHTS[kind] * math.log2(1 + passages) - len(text.encode()) / 24


CORPUS = split(random_passages(5, 150), 3)
ENTRIES = catalogue(CORPUS)
TYPED = [
    "a", "安", "安q", "anq", "aq", "aqsc", "anquansheng", "安全sc", "jq", "jiaqiang", "jq,gl", "gl", "g", "z", "zj",
    "zongjie", "zongj", "zj2023", "d", "dj", "dcl", "dangj", "pd1", "PD1728", "ｐｄ", "2", "2023", "é", "li", "e", "er",
    "erj", "ji", "jing'li", "j", "gongzuo", "gz", "gong zuo", "gon'gzuo", "強", "加強", "処", "chuli", "chl", "chul", "clg", "",
    " ", "，", "\x00", "安" * 61, "zh", "zo", "x",
]  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return build(tmp_path_factory.mktemp("suggest") / "index", CORPUS).snapshot()


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_offered_is_what_plain_code_finds(snapshot, typed):
    assert [(one.text, one.kind) for one in snapshot.suggest(typed, 8)] == suggested(ENTRIES, typed)


@settings(max_examples=300, deadline=None)
@given(typed=st.text(st.sampled_from("安全生产管理加强总结党建工作待处anquszhegjldovi' 2，pdé"), max_size=9))
def test_whatever_is_typed_plain_code_finds_the_same(snapshot, typed):
    assert [(one.text, one.kind) for one in snapshot.suggest(typed, 8)] == suggested(ENTRIES, typed)


@settings(max_examples=200, deadline=None)
@given(typed=st.text(st.characters(), max_size=70))
def test_any_input_has_an_answer_of_bounded_length(snapshot, typed):
    assert len(snapshot.suggest(typed, 8)) <= 8


def test_spans_are_what_was_typed(snapshot):
    for typed in filter(folded, TYPED):
        for one in snapshot.suggest(typed, 8):
            ((start, end),) = one.spans
            assert kind_of_match(typed, one.text[start:end]), (typed, one)
            assert not kind_of_match(typed, one.text[start : end - 1]), (typed, one)
            assert not folded(one.text[:start])


def test_a_deleted_passage_is_not_offered_and_a_merge_counts_anew(tmp_path):
    items = random_passages(6, 80)
    gone = [item.passage.id for item in random.Random(1).sample(items, 70)]
    left = [item for item in items if item.passage.id not in gone]
    index = build(tmp_path / "all", split(items, 2), gone)
    phrases = count_phrases(item.passage for item in left)
    words = {word for item in left for field in item.words.values() for word in field}
    snapshot = index.snapshot()
    offered = [one for typed in "abcdefghijklmnopqrstuvwxyz" for one in snapshot.suggest(typed, 8)]
    assert offered
    texts = "\n".join("\n".join((item.passage.title, *item.passage.heading)) for item in left)
    assert all(one.text in words if one.kind == "term" else one.text in texts for one in offered)
    writer = index.writer()
    writer.commit(optimize=True)
    anew = ArrayIndex.create_in(tmp_path / "anew")
    writer = anew.writer()
    writer.add_batches([batch_of(left)])
    writer.commit()
    assert {one.text for one in anew.snapshot().suggest("a", 8)} <= words | phrases.keys()
    (merged,), (built,) = index._current_segments(), anew._current_segments()
    merged, built = index.open_segment(merged).file, anew.open_segment(built).file
    for name in built.names():
        if name.startswith("suggest."):
            assert merged.verified(name).tolist() == built.verified(name).tolist(), name


def titled(titles: Sequence[str]) -> list[AnalysedPassage]:
    """A passage of each title, without words."""
    (any_one,) = random_passages(1, 1)
    empty = replace(any_one.passage, heading=(), text="", collection="")
    words = dict.fromkeys(any_one.words, ())
    return [
        AnalysedPassage(replace(empty, id=str(number), title=title), words)
        for number, title in enumerate(titles)
    ]


def test_nothing_is_offered_of_which_no_passage_is_left(tmp_path):
    """Before any merge: two of five passages are deleted, all that had the title."""
    index = build(tmp_path, [titled(["防汛总结", "防汛总结", "防火总结", "防火总结", "计划"])], ["0", "1"])
    assert len(index.snapshot()) == 3
    assert [one.text for one in index.snapshot().suggest("f", 8)] == ["防火总结"]


def best(snapshot, typed, slices, limit):
    """The rows of the best entries of the first segment."""
    (segment, *_), read = snapshot._suggester._parts, read_typed(typed)
    return best_entries(
        (segment.order, np.array(slices), np.empty(0, np.int32)),
        (segment.heads, segment.scores),
        (segment.texts.blob, segment.texts.offsets, segment.words.blob, segment.words.offsets),
        (read.points, read.letters),
        sounds()[:3],
        limit,
    ).tolist()


def test_whole_syllables_come_before_initials_however_frequent(tmp_path):
    snapshot = build(tmp_path, [titled(["四害消杀"] * 5 + ["沙盘推演"])]).snapshot()
    assert [one.text for one in snapshot.suggest("sha", 8)] == ["沙盘推演", "四害消杀"]
    assert [one.text for one in snapshot.suggest("s", 8)] == ["四害消杀", "沙盘推演"]
    for limit in (1, 2):
        assert [row[1] for row in best(snapshot, "sha", [[0, 2]], limit)] == [2, 1][:limit]


def test_an_entry_of_several_slices_is_among_the_best_once(snapshot):
    whole = [0, len(snapshot._suggester._parts[0].order)]
    rows = best(snapshot, "g", [whole, whole], 1_000)
    assert len(rows) > 3
    assert rows == best(snapshot, "g", [whole], 1_000)
    assert len({row[0] for row in rows}) == len(rows)


# ---- by example ----


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("suggest")
    titles = {
        "创新工作总结": ["创新亮点", "第一章  总 则"],
        "重庆分行述职报告": ["重点工作", "银行业务", "第三条"],
        "QC小组活动总结": ["ＱＣ小组", "一、创新亮点", "总则"],
        "2023年工作总结": ["绿化与女工", "西安培训", "先进事迹"],
        "《食品安全法》学习心得": ["2023", "（一）"],
        "資料室教學計劃": ["长度超过四十个字的标题不会被建议因为那是一整句话而不是人们要在下拉列表里选择的一项内容啊"],
    }  # fmt: skip
    rows = [
        {
            "id": f"{title}{n}",
            "title": title,
            "heading": heading,
            "text": f"我们重视创新，工作取得进展。{heading}",
        }
        for title, headings in titles.items()
        for n, heading in enumerate(headings)
    ]
    build_index([write_lines(folder / "a.jsonl", rows)], folder / "index", settings=Settings())
    with open_index(folder / "index") as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *((typed, ["创新工作总结", "创新亮点"]) for typed in ("创", "chuangxin", "cx", "创xin", "chuang新", "创x", "cxin", "CX", "ｃｘ", "创新")),
        ("cxld", ["创新亮点"]),
        ("cxgz zongjie", ["创新工作总结"]),
        ("cxgzzo'ngjie", []),
        ("chuangxingongzuozj", ["创新工作总结"]),
        ("创新gzzongj", ["创新工作总结"]),
        *((typed, ["重庆分行述职报告"]) for typed in ("chongqing", "cq", "zhongqing", "重q", "cqfh", "cqfenxing", "zhqf")),
        *((typed, ["银行业务"]) for typed in ("yinhang", "yinxing", "yhyw", "yxyw")),
        *((typed, ["QC小组活动总结", "ＱＣ小组"]) for typed in ("qc", "QC", "ＱＣ", "qcxz", "qc小", "qcxiaoz")),
        *((typed, ["2023年工作总结"]) for typed in ("2023", "２０２３年", "2023n", "2023nian工")),
        *((typed, ["《食品安全法》学习心得"]) for typed in ("食品", "spaq", "《食", "shipinanquanfaxuexi")),
        *((typed, ["資料室教學計劃"]) for typed in ("资料", "資料", "zlsjx", "ziliaoshi教学")),
        *((typed, ["绿化与女工"]) for typed in ("lvhua", "lüh", "luhua", "lhynvg", "lvhuayunu")),
        ("xian", ["西安培训", "先进事迹"]),
        ("xi'an", ["西安培训"]),
        ("xi an p", ["西安培训"]),
        ("xianj", ["先进事迹"]),
        ("zz", ["总则"]),
        ("zongze", ["总则"]),
        ("第三", []),
        ("chang", []),
        ("zzzz", []),
        ("", []),
        ("<script>alert(1)</script>", []),
        ("创" * 10_000, []),
        ("\ud800\x00", []),
    ],
)  # fmt: skip
def test_examples(index, typed, expected):
    found = [one.text for one in index.suggest(typed) if one.kind != "term"]
    assert sorted(found) == sorted(expected)


def test_words_are_offered_with_titles_and_headings(index):
    found = {one.text: one.kind for one in index.suggest("chuangx")}
    assert found == {"创新工作总结": "title", "创新亮点": "heading", "创新": "term"}
    assert [one.kind for one in index.suggest("gongzuo")] == ["term"]


def test_the_best_come_first_and_no_more_than_asked(index):
    assert [one.text for one in index.suggest("创新", limit=1)] == [index.suggest("创新")[0].text]
    for limit in (0, 9):
        with pytest.raises(BadRequest, match="limit"):
            index.suggest("创", limit)


def test_whatever_is_offered_finds_something(index):
    offered = {one.text for letter in "abcdefghijklmnopqrstuvwxyz23" for one in index.suggest(letter)}
    assert len(offered) > 12
    assert all(index.search(text).total for text in offered)


def test_sounds_are_for_suggestions_and_find_nothing(index):
    """A query of pinyin or of homophones never finds what merely sounds so."""
    assert index.suggest("chuangxin")
    for query in ("chuangxin", "cx", "窗心", "创心", "创xin", "西鞍", "先近"):
        assert index.search(query).total == 0, query
        assert index.search(query, matching="all").total == 0, query


def test_an_update_is_seen_after_refresh(tmp_path):
    source = tmp_path / "texts"
    source.mkdir()
    one = {"id": "1", "title": "防汛总结", "text": "正文"}
    write_lines(source / "a.jsonl", [one])
    write_lines(source / "b.jsonl", [{"id": "2", "title": "防火总结", "text": "正文"}])
    build_index([source], tmp_path / "index", settings=Settings())
    with open_index(tmp_path / "index") as index:
        assert {one.text for one in index.suggest("f")} == {"防汛总结", "防火总结"}
        write_lines(source / "b.jsonl", [{"id": "2", "title": "防盗总结", "text": "正文"}])
        build_index([source], tmp_path / "index", settings=Settings())
        assert {one.text for one in index.suggest("fangh")} == {"防火总结"}
        index.refresh()
        assert {one.text for one in index.suggest("f")} == {"防汛总结", "防盗总结"}
        assert index.check() == ()
