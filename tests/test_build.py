"""A build: nothing that is wrong with one source stops the others, and nothing gets lost silently."""

from pathlib import Path

import pytest

from indexer import BadRequest, DocumentError, Passage, Settings, build_index, open_index
from tests.support import write_lines

SUMMARY = "全年工作总结\n\n一、主要做法\n\n我们抓好{what}，完成了各项任务，取得了明显成效。\n\n二、存在问题\n\n人手仍然不足，制度还要完善。\n"


def test_bad_sources_are_reported_each_with_its_reason_and_the_rest_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "good.txt").write_text(SUMMARY.format(what="防汛"), "utf-8")
    (folder / "empty.txt").write_text(" \n", "utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "bomb.xml").write_text('<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>', "utf-8")
    (folder / "large.txt").write_text("大" * 600_000, "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "outside.txt").symlink_to(Path("/etc/hostname"))
    write_lines(folder / "lines.jsonl", [{"id": 1, "title": "题", "text": "防汛值班"}, {"title": "没有正文"}])
    report = build_index([folder, tmp_path / "nowhere"], tmp_path / "index", settings=Settings(max_file_mb=1))
    reasons = {skipped.path.split("/")[-1]: skipped.reason for skipped in report.skipped}
    assert set(reasons) == {
        "empty.txt", "binary.txt", "bomb.xml", "large.txt", "outside.txt", "lines.jsonl#L2", "nowhere"
    }  # fmt: skip
    assert all(reasons.values())
    assert [path for path in report.ignored if path.endswith("picture.png")]
    assert {file.source for file in report.files} == {"good.txt", "lines.jsonl"}
    with open_index(tmp_path / "index") as index:
        assert {hit.source for hit in index.search("防汛").hits} == {"good.txt", "lines.jsonl"}
        assert index.get("1").text == "防汛值班"


def test_an_id_used_twice_is_reported_and_the_first_text_stays(tmp_path: Path) -> None:
    lines = write_lines(
        tmp_path / "a.jsonl",
        [{"id": "x", "title": "一", "text": "先来"}, {"id": "x", "title": "二", "text": "后到"}],
    )
    report = build_index([lines], tmp_path / "index")
    assert [skipped.reason for skipped in report.skipped] == ["the id 'x' is used already, by a.jsonl"]
    with open_index(tmp_path / "index") as index:
        assert [passage.text for passage in index.passages()] == ["先来"]


def test_files_of_one_name_in_two_folders_are_both_indexed_with_the_same_ids_every_time(
    tmp_path: Path,
) -> None:
    for name, what in (("north", "防汛"), ("south", "抗旱")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "总结.txt").write_text(SUMMARY.format(what=what), "utf-8")
    ids = []
    for _ in range(2):
        report = build_index([tmp_path / "north", tmp_path / "south"], tmp_path / "index")
        assert not report.skipped
        with open_index(tmp_path / "index") as index:
            assert index.search("防汛").total == index.search("抗旱").total == 1
            ids.append([passage.id for passage in index.passages()])
    assert ids[0] == ids[1]


def test_an_encoding_that_lost_characters_is_a_warning(tmp_path: Path) -> None:
    text = SUMMARY.format(what="防汛" * 2000).encode()
    (tmp_path / "a.txt").write_bytes(text[:301] + b"\xff" + text[301:])
    (file,) = build_index([tmp_path / "a.txt"], tmp_path / "index").files
    assert file.encoding.lower().startswith("utf-8")
    assert file.warnings


def test_progress_is_told(tmp_path: Path) -> None:
    calls: list[tuple[int, int, str]] = []
    lines = write_lines(tmp_path / "a.jsonl", ({"id": n, "title": "题", "text": "文"} for n in range(1200)))
    build_index([lines], tmp_path / "index", progress=lambda *call: calls.append(call))
    assert calls == [(1, 1200, "a.jsonl")]


@pytest.mark.parametrize("address", ["opensearch://127.0.0.1:9200/summaries", "http://127.0.0.1:8000"])
def test_an_address_is_no_folder_to_write(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadRequest, match="文件夹"):
        build_index([tmp_path], address)


def test_sources_without_any_passage_leave_the_index_as_it_was(tmp_path: Path) -> None:
    build_index([write_lines(tmp_path / "a.jsonl", [{"title": "题", "text": "文"}])], tmp_path / "index")
    with pytest.raises(DocumentError, match=r"nowhere.*stays as it was"):
        build_index([tmp_path / "nowhere"], tmp_path / "index")
    with open_index(tmp_path / "index") as index:
        assert index.search("").total == 1


def texts(folder: Path, **contents: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, what in contents.items():
        (folder / f"{name}.txt").write_text(SUMMARY.format(what=what), "utf-8")
    return folder


def exported(folder: Path) -> list[Passage]:
    with open_index(folder) as index:
        assert index.check() == ()
        return list(index.passages())


def test_an_update_reads_what_changed_and_gives_what_a_full_build_gives(tmp_path: Path) -> None:
    folder = texts(tmp_path / "texts", a="防汛", b="抗旱", c="造林", d="修路")
    build_index([folder], tmp_path / "index")
    texts(folder, b="抗震", e="治沙")
    (folder / "c.txt").unlink()
    report = build_index([folder], tmp_path / "index")
    assert ({file.source for file in report.files}, report.unchanged, report.removed, report.full) == (
        {"b.txt", "e.txt"}, 2, ("c.txt",), ""
    )  # fmt: skip
    build_index([folder], tmp_path / "fresh", full=True)
    assert exported(tmp_path / "index") == exported(tmp_path / "fresh")
    with open_index(tmp_path / "index") as index:
        assert [index.search(word).total for word in ("防汛", "抗旱", "抗震", "造林", "治沙")] == [
            1,
            0,
            1,
            0,
            1,
        ]
        assert index.stats().collections == 4


def test_an_update_of_nothing_reads_nothing(tmp_path: Path) -> None:
    folder = texts(tmp_path / "texts", a="防汛", b="抗旱")
    build_index([folder], tmp_path / "index")
    before = exported(tmp_path / "index")
    report = build_index([folder], tmp_path / "index")
    assert (report.files, report.unchanged, report.passages) == ((), 2, len(before))
    assert exported(tmp_path / "index") == before


def test_a_change_of_dictionary_reads_everything_anew_and_says_why(tmp_path: Path) -> None:
    folder = texts(tmp_path / "texts", a="防汛", b="抗旱")
    build_index([folder], tmp_path / "index")
    (tmp_path / "words.txt").write_text("抓好防汛\n", "utf-8")
    report = build_index([folder], tmp_path / "index", settings=Settings(dictionary=tmp_path / "words.txt"))
    assert (len(report.files), report.unchanged) == (2, 0)
    assert "dictionary" in report.full


def test_an_update_refuses_an_id_of_a_kept_file(tmp_path: Path) -> None:
    one = write_lines(tmp_path / "a.jsonl", [{"id": "x", "title": "一", "text": "先来"}])
    build_index([one], tmp_path / "index")
    two = write_lines(tmp_path / "b.jsonl", [{"id": "x", "title": "二", "text": "后到"}])
    report = build_index([one, two], tmp_path / "index")
    assert [skipped.reason for skipped in report.skipped] == ["the id 'x' is used already, by a.jsonl"]
    assert [passage.text for passage in exported(tmp_path / "index")] == ["先来"]


def test_processes_give_what_one_alone_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.build.WORTH_PROCESSES", 0)
    monkeypatch.setattr("indexer.build.PIECE", 1500)
    folder = texts(tmp_path / "texts", **{f"t{number}": "防汛" * number for number in range(1, 9)})
    write_lines(folder / "lines.jsonl", ({"id": n, "title": "题", "text": "文" * n} for n in range(1, 90)))
    for jobs in (1, 2):
        report = build_index([folder], tmp_path / f"index{jobs}", jobs=jobs)
        assert not report.skipped
    assert exported(tmp_path / "index1") == exported(tmp_path / "index2")


def test_lines_of_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name, text in (("north", "防汛"), ("south", "抗旱")):
        (tmp_path / name).mkdir()
        write_lines(tmp_path / name / "data.jsonl", [{"title": "题", "text": text}])
    report = build_index([tmp_path / "north", tmp_path / "south"], tmp_path / "index")
    assert not report.skipped
    assert {passage.text for passage in exported(tmp_path / "index")} == {"防汛", "抗旱"}
