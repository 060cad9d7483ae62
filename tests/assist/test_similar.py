"""Similar passages: of other parts, about the same, none twice."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import BadRequest, Index, Passage, PassageNotFound, build_index, open_index
from indexer.analysis import normalise
from indexer.analysis.sketches import NEARLY, agreement, shingles_of
from tests.support import write_lines


def test_neither_itself_nor_its_part_comes_and_of_its_collection_half_at_most(
    index: Index, passages: Sequence[Passage]
) -> None:
    known = {passage.id: passage for passage in passages}
    answered = 0
    for passage in passages[::3]:
        hits = index.similar(passage.id)
        found = [known[hit.id] for hit in hits]
        beside = [
            one for one in found if (one.source, one.collection) == (passage.source, passage.collection)
        ]
        assert len(set(found)) == len(found) <= 10
        assert not [one for one in beside if (one.part, one.title) == (passage.part, passage.title)]
        assert len(beside) <= 5
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        answered += len(found) > 0
    assert answered > 0.9 * len(passages[::3])


def test_similar_passages_are_of_the_same_kind_of_work(index: Index, passages: Sequence[Passage]) -> None:
    """By the labels of the index, and against all passages of other parts."""
    known = {passage.id: passage for passage in passages}
    same = total = by_chance = others = 0
    for passage in passages[::5]:
        rest = [one for one in passages if (one.collection, one.title) != (passage.collection, passage.title)]
        others += len(rest)
        by_chance += sum(bool(set(one.domain) & set(passage.domain)) for one in rest)
        for hit in index.similar(passage.id, 3):
            total += 1
            same += bool(set(known[hit.id].domain) & set(passage.domain))
    assert same / total > 2 * by_chance / others


def test_snippets_mark_words_that_the_two_share(index: Index, passages: Sequence[Passage]) -> None:
    known = {passage.id: passage for passage in passages}
    marked = 0
    for passage in passages[::20]:
        own = normalise("\n".join((passage.title, *passage.heading, passage.text)))
        for hit in index.similar(passage.id):
            for snippet in hit.snippets:
                assert snippet.text in known[hit.id].text
                marked += len(snippet.spans)
                assert all(normalise(snippet.text[start:end]) in own for start, end in snippet.spans)
    assert marked > 50


SENTENCES = [
    "{who}按月检查{what}，发现隐患当天整改，做到有记录、有回音。",
    "全年组织{what}培训{n}次，参加的职工都通过了考核。",
    "{what}台账由专人填写，每季度同{who}核对一遍。",
    "{who}同供应商商定了{what}的交货办法，误期的按合同扣款。",
    "新来的同事跟着师傅学习{what}，三个月后独立上岗。",
]


def lines() -> Iterator[dict[str, object]]:
    dice = random.Random(11)
    for number in range(60):
        said = [
            sentence.format(who=dice.choice(["车间", "班组", "仓库"]), what=what, n=number)
            for sentence in dice.sample(SENTENCES, 3)
            for what in [dice.choice(["锅炉", "电梯", "皮带", "水泵", "消防器材"])]
        ]
        yield {"id": f"p{number}", "title": f"设备总结{number}", "text": "\n".join(said)}


def edited(text: str, dice: random.Random) -> str:
    """A character of the text is another one, its punctuation and width are too."""
    chars = list(text)
    chars[dice.choice([at for at, char in enumerate(chars) if char.isalnum()])] = dice.choice("甲乙丙丁")
    return "".join(chars).replace("，", " ,").replace("。", "！")


@pytest.fixture(scope="module")
def equipment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Sixty passages, each a second time with small changes in another collection."""
    folder, dice = tmp_path_factory.mktemp("equipment"), random.Random(5)
    first = list(lines())
    second = [
        {
            "id": f"{one['id']}-again",
            "title": "转载",
            "collection": f"转载{n}",
            "text": edited(str(one["text"]), dice),
        }
        for n, one in enumerate(first)
    ]
    build_index([write_lines(folder / "a.jsonl", [*first, *second])], folder / "index")
    with open_index(folder / "index") as opened:
        yield opened


def nearly_same(one: str, other: str) -> bool:
    return agreement(shingles_of(one), shingles_of(other)) >= NEARLY


def test_nothing_nearly_the_same_comes(equipment: Index) -> None:
    texts = {passage.id: passage.text for passage in equipment.passages()}
    found = 0
    for passage_id, text in texts.items():
        known = [text]
        for hit in equipment.similar(passage_id):
            other = texts[hit.id]
            assert not any(nearly_same(other, one) for one in known)
            known.append(other)
            found += 1
    assert found > 5 * len(texts)


def test_what_is_deleted_does_not_come(tmp_path: Path) -> None:
    first = list(lines())
    for name, some in (("a", first[:30]), ("b", first[30:])):
        write_lines(tmp_path / f"{name}.jsonl", some)
    sources, folder = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"], tmp_path / "index"
    build_index(sources, folder)
    with open_index(folder) as index:
        assert any(int(hit.id[1:]) >= 30 for hit in index.similar("p0"))
        write_lines(tmp_path / "b.jsonl", first[30:31])
        build_index(sources, folder)
        assert index.refresh()
        for number in range(31):
            hits = index.similar(f"p{number}")
            assert hits
            assert all(int(hit.id[1:]) <= 30 for hit in hits)
        with pytest.raises(PassageNotFound):
            index.similar("p59")


def test_errors(index: Index, passages: Sequence[Passage]) -> None:
    with pytest.raises(PassageNotFound):
        index.similar("nothing")
    for limit in (0, 101):
        with pytest.raises(BadRequest):
            index.similar(passages[0].id, limit)


@given(st.randoms(use_true_random=False), st.integers(0, 59))
def test_small_edits_leave_a_text_nearly_the_same(dice: random.Random, number: int) -> None:
    texts = [str(line["text"]) for line in lines()]
    assert nearly_same(texts[number], edited(texts[number], dice))
