"""The benchmark's own parts work, on a tiny generated corpus and without the engines that it compares with."""

import json
from pathlib import Path

import pytest

from indexer.analysis import Analyser
from indexer.engines.embedded.segments.container import Container
from scripts.benches import ours, ours_bare, plain_text
from scripts.benches.contest import contest
from scripts.benches.data import QUERIES, Corpus, find_corpus, lay_out, literal_runs
from scripts.benches.finding import Finding, Goal
from scripts.benches.generate import generated_passages, generated_queries, generated_text
from scripts.benches.measure import Asked, percentiles
from scripts.benches.options import SECTIONS, Options, parse_options
from scripts.benches.place import Place
from scripts.benches.prepare import prepare
from scripts.benches.report import markdown
from scripts.benches.rival import size_of
from scripts.benches.tables import ratio_goals, times_table
from scripts.benches.typed import typed_texts

PASSAGES = 60


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Two copies of a tiny corpus, laid out, prepared and indexed."""
    place = Place(str(tmp_path_factory.mktemp("bench")), copies=2)
    lay_out(Corpus("tiny", generated_passages(PASSAGES), generated_queries(20), real=False), place)
    prepare(place)
    ours.build(place)
    return place


def test_every_copy_has_ids_of_its_own_and_the_same_texts(place: Place) -> None:
    lines = [json.loads(line) for path in place.sources for line in path.read_text("utf-8").splitlines()]
    assert len({line["id"] for line in lines}) == 2 * PASSAGES
    assert [line["text"] for line in lines[:PASSAGES]] == [line["text"] for line in lines[PASSAGES:]]


def test_where_no_real_corpus_is_one_is_generated_and_always_the_same(tmp_path: Path) -> None:
    corpus = find_corpus(tmp_path)
    assert not corpus.real
    assert corpus == find_corpus(tmp_path)
    assert len(corpus.queries) == QUERIES


def test_the_real_corpus_is_found(shared: Path) -> None:
    corpus = find_corpus(shared)
    assert corpus.real
    assert {"id", "title", "heading", "text"} <= corpus.passages[0].keys()
    assert (len(corpus.passages), len(corpus.queries)) == (52_000, QUERIES)


def test_literal_runs_occur_and_are_of_every_length(place: Place) -> None:
    texts = list(place.texts())
    runs = literal_runs(texts, 200)
    assert len(set(runs)) == 200
    assert all(any(run in text for text in texts) for run in runs)
    assert {len(run) for run in runs} == set(range(2, 11))


def test_the_engine_is_asked_and_answers(place: Place) -> None:
    texts, words = list(place.texts()), [set(line.split(" ")) for line in place.words()]
    entries = [["ours_bare", "literal", "literals", 3], ["ours", "search", "queries", 0]]
    found = contest(place, 2, *entries)
    runs = [run for run in place.asked("literals") if len(run) >= 3]
    assert found["ours_bare"]["totals"] == [2 * sum(run in text for text in texts) for run in runs]
    assert [len(times) for times in found["ours"]["times"]] == [20, 20]
    bare = contest(place, 1, ["ours_bare", "all", "queries", 0])["ours_bare"]["totals"]
    typed = [set(Analyser().words(query)) for query in place.asked("queries")]
    assert bare == [2 * sum(one <= own for own in words) for one in typed]


def test_typed_texts_are_beginnings_in_many_ways(place: Place) -> None:
    typed = typed_texts(["安全生产工作总结", "创新"], 300)
    assert typed == typed_texts(["安全生产工作总结", "创新"], 300)
    assert {"安", "安全", "a", "aq", "anquan", "cx"} <= set(typed)
    assert sum(len(text) <= 2 for text in typed) > 100
    assert len(place.asked("typed")) == QUERIES
    (found,) = contest(place, 1, ["ours", "suggest", "typed", 0]).values()
    assert sum(total > 0 for total in found["totals"]) > 0.8 * QUERIES


def test_recall_and_precision_are_counted(place: Place) -> None:
    counts = ours_bare.check(place)
    assert counts["expected"] == counts["found"] == counts["right"] > 0


def test_the_parts_on_disk_are_all_there_is(tmp_path: Path) -> None:
    place = Place(str(tmp_path), copies=1)
    lay_out(Corpus("tiny", generated_passages(5), [], real=False), place)
    built = ours.build(place)
    assert built.passages == 5
    assert sum(built.parts.values()) == size_of(place.path("ours"))
    (path,) = place.path("ours").rglob("*.arr")
    container = Container(path)
    assert container.names()
    for name in container.names():
        assert built.parts[name] == container._arrays[name][0].nbytes


def test_a_generated_text_has_its_size_and_is_read(place: Place) -> None:
    assert 50_000 <= len(generated_text(50_000).encode()) < 60_000
    assert plain_text.measure(place, 1)["sections"] > 100


def test_percentiles_are_by_nearest_rank() -> None:
    assert percentiles(list(range(200, 0, -1))) == (100, 190, 198)
    assert percentiles([7]) == (7, 7, 7)
    assert Asked([[5, 1], [1, 2], [3, 9]], []).times == [3, 2]


def test_the_report_says_what_is_reached_and_what_is_not() -> None:
    ours, theirs = Asked([[2.0, 1.0]], []), Asked([[9.0], [4.0], [3.0]], [])
    goals = [
        Goal("fast", 2, 3, unit="ms"),
        Goal("small", 4, 3),
        Goal("much", 4, 3, at_least=True),
        *ratio_goals("A", "theirs", ours, theirs, (0.3, 0.3)),
        *ratio_goals("A", "theirs", ours, theirs, None),
    ]
    finding = Finding("words", 1, [times_table("A", {"ours": ours, "theirs": theirs}, ["A note."])], goals)
    lines = markdown("Machine.", "Corpus.", [(1_000, finding)], ["a.svg"]).splitlines()
    assert [line.split(" | ")[-1] for line in lines if " | at " in line] == [
        "reached |",
        "**missed** |",
        "reached |",
        "reached |",
        "**missed** |",
    ]
    assert "| theirs | 4.000 | 4.000 | 4.000 | 4.00 / 2.00 / 2.00 | 9.000 / 9.000 |" in lines
    assert "A note." in lines
    assert lines[-1] == "![a](a.svg)"


def test_sections_and_sizes_can_be_chosen(tmp_path: Path) -> None:
    assert parse_options([], tmp_path) == Options(SECTIONS, (1,), tmp_path)
    chosen = parse_options(["words", "index", "--copies", "1,20", "--output", "there"], tmp_path)
    assert chosen == Options(("words", "index"), (1, 20), Path("there"))


@pytest.mark.parametrize("arguments", [["speed"], ["--copies", "0"], ["--copies", "1,many"]])
def test_wrong_use_is_told(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_options(arguments, tmp_path)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: scripts/bench")
