"""Did you mean: misspelt queries over the sample summaries get what was meant, others are left in peace."""

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Correction, Index
from indexer.assist.corrections import FEW
from indexer.engines.engine import LONGEST_DOUBTFUL

MISSPELT = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "misspelt.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def strictly(index: Index, query: str, **choices: object) -> int:
    """How many passages match a query as typed, not relaxed."""
    return index.search(query, matching="all", **choices).total  # type: ignore[arg-type]


def corrected(index: Index, query: str, **choices: object) -> list[str]:
    return [one.query for one in index.search(query, **choices).corrections]  # type: ignore[arg-type]


def test_nine_in_ten_misspelt_queries_are_corrected(samples: Index) -> None:
    assert len(MISSPELT) >= 60
    missed = [typed for typed, meant in MISSPELT if meant not in corrected(samples, typed)]
    assert len(missed) * 10 <= len(MISSPELT), missed
    second = [typed for typed, meant in MISSPELT if corrected(samples, typed)[:1] != [meant]]
    assert len(second) * 10 <= len(MISSPELT), second


def test_a_correction_finds_clearly_more_and_says_how_much(samples: Index) -> None:
    for typed, _ in MISSPELT:
        result = samples.search(typed)
        assert len(result.corrections) <= 3
        total = strictly(samples, typed)
        assert total < FEW or not result.corrections
        for one in result.corrections:
            assert one.total == strictly(samples, one.query) > 2 * total
            rest = typed
            for before, after in one.replaced:
                rest = rest.replace(before, after, 1)
            assert rest == one.query


def test_the_answer_stays_that_of_what_was_typed(samples: Index) -> None:
    result = samples.search("官里 创新", matching="all")
    assert (result.total, result.hits, result.request.query) == (0, (), "官里 创新")
    assert result.corrections == (
        Correction("管理 创新", (("官里", "管理"),), strictly(samples, "管理 创新")),
    )


def test_it_stands_beside_what_is_found_less_strictly(samples: Index) -> None:
    relaxed = samples.search("官里 创新")
    assert relaxed.hits
    assert relaxed.notes
    assert relaxed.corrections == samples.search("官里 创新", matching="all").corrections != ()


def test_the_words_of_the_texts_get_no_correction(samples: Index) -> None:
    dice, rare = random.Random(9), 0
    texts = [passage.text for passage in samples.passages()]
    words = [word for text in texts for word in samples._analyser.words(text) if len(word) > 1]
    for word in dice.sample(words, 400):
        result = samples.search(word)
        assert result.total > 0
        assert result.corrections == (), word
        rare += strictly(samples, word) < FEW
    assert rare > 20


def test_runs_of_the_texts_get_hardly_any(samples: Index) -> None:
    dice, rare, offered = random.Random(8), 0, 0
    texts = [passage.text for passage in samples.passages() if len(passage.text) > 20]
    while rare < 200:
        text = dice.choice(texts)
        start, size = dice.randrange(len(text) - 8), dice.randint(2, 8)
        if re.fullmatch(r"[一-鿕]+", text[start : start + size]):
            result = samples.search(text[start : start + size])
            rare += strictly(samples, text[start : start + size]) < FEW
            offered += bool(result.corrections)
    assert offered <= 4


@pytest.mark.parametrize(
    "query",
    ["“官理”", '"官理"', "标题:官理", "-官理 创新", "NOT 官理", "体裁:官理", "标题:(官理 创新)", "-(官理 OR 创新)", "官理*", "官*理", "官理~"],
)  # fmt: skip
def test_quotes_fields_patterns_and_what_is_negated_are_left_alone(samples: Index, query: str) -> None:
    assert corrected(samples, query) == []
    assert corrected(samples, f"总节 {query}")[:1] in ([], [f"总结 {query}"])


def test_what_is_chosen_counts(samples: Index) -> None:
    everywhere = samples.search("官理").corrections[0]
    education = samples.search("官理", domain=["教育"]).corrections[0]
    assert education.query == everywhere.query == "管理"
    assert education.total == strictly(samples, "管理", domain=["教育"]) < everywhere.total
    assert corrected(samples, "官理", year=[1950]) == []


def test_a_word_that_finds_enough_is_not_doubted_for_the_choices_made(samples: Index) -> None:
    assert samples.search("总结", year=[1950]).total == 0
    assert corrected(samples, "总结", year=[1950]) == []


def test_only_the_first_page_has_corrections(samples: Index) -> None:
    assert corrected(samples, "官理") == ["管理"]
    assert corrected(samples, "官理", page=2) == []


def test_it_is_put_in_place_as_the_query_was_typed(samples: Index) -> None:
    assert corrected(samples, "　官理　 （創新 OR 總節）") == ["　管理　 （創新 OR 总结）"]
    assert corrected(samples, "ICUU")[:1] == ["ICU"]
    assert corrected(samples, "官理。") == ["管理。"]


ODD = [
    "", " ", "一", "的的", "管", "0000", "2021年", "a" * 500, "官" * LONGEST_DOUBTFUL, "官理" * 50, "官理 " * 40,
    "\0\0", "官\0理", "\ud800官理", "官理\u202e", "😀😀😀", "𠀀𠀁", "((((官理", "官理))", "AND 官理", "官理 OR", "<b>官理</b>",
    "--官理", "官理:", "年份:官理", "㐀㐁", "ｉｃｕｕ", "'; --", "[2019 TO", "*~*~",
]  # fmt: skip


@pytest.mark.parametrize("query", ODD)
def test_odd_input_has_an_answer_soon(samples: Index, query: str) -> None:
    started = time.perf_counter()
    result = samples.search(query)
    assert time.perf_counter() - started < 5
    for one in result.corrections:
        assert one.total > strictly(samples, query)
        assert one.query != query


@settings(max_examples=60, deadline=None)
@given(query=st.text(st.sampled_from('官管理里总节结青少念 ()"-~*:标题aAicu0，。\ud800😀'), max_size=12))
def test_no_input_fails_and_no_correction_finds_less(samples: Index, query: str) -> None:
    result = samples.search(query)
    for one in result.corrections:
        assert strictly(samples, one.query) == one.total > strictly(samples, query)
