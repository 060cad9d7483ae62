"""The command: what it prints and the status it ends with, run in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import write_lines

TEXT = "全年工作总结\n\n一、主要做法\n\n我们抓好防汛值班，创新了巡查办法，取得了明显成效。\n\n二、存在问题\n\n人手仍然不足。\n"


def zongjie(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "indexer.cli", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of two files at the place where commands look for it."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text(TEXT, "utf-8")
    write_lines(
        folder / "texts" / "b.jsonl", [{"id": "n/1", "title": "计划", "text": "明年防汛计划", "year": 2024}]
    )
    done = zongjie(folder, "index", "texts", "--report", "report.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("3 passages; 2 files read")
    return folder


def test_the_report_says_how_each_file_was_read(folder: Path) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert {file["source"]: file["passages"] for file in report["files"]} == {"a.txt": 2, "b.jsonl": 1}
    assert report["passages"] == 3
    assert {file["source"]: file["encoding"] for file in report["files"]} == {
        "a.txt": "utf-8",
        "b.jsonl": "utf-8",
    }
    text, lines = report["files"]
    assert text["labels"] == {
        "genre": {"工作总结": 2},
        "domain": {"其他": 2},
        "section": {"主要做法": 1, "存在问题": 1},
    }
    assert lines["labels"]["genre"] == {"工作计划": 1}


def test_the_report_says_what_was_skipped_in_each_file_and_why(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, "utf-8")
    write_lines(tmp_path / "texts" / "b.jsonl", [{"title": "计划", "text": "防汛"}, {"title": "没有正文"}])
    done = zongjie(tmp_path, "index", "texts", "--report", "report.json")
    assert done.returncode == 3
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    text, lines = report["files"]
    assert text["skipped"] == []
    assert [skipped["path"] for skipped in lines["skipped"]] == ["b.jsonl#L2"]
    assert lines["skipped"] == report["skipped"]
    assert lines["skipped"][0]["reason"]


def test_search_prints_hits_with_marks(folder: Path) -> None:
    done = zongjie(folder, "search", "防汛 创新")
    assert done.returncode == 0
    assert "放宽" in done.stdout
    first, *_ = [line for line in done.stdout.splitlines() if line.startswith("  …")]
    assert "我们抓好【防汛】值班，【创新】了巡查办法" in first


def test_search_prints_what_may_have_been_meant(folder: Path) -> None:
    done = zongjie(folder, "search", "防训")
    assert done.returncode == 0
    assert "共 0 条" in done.stdout
    assert "您是不是要找：防汛（2 条）" in done.stdout


def test_synonyms_are_those_of_the_settings_and_can_be_left_out(folder: Path) -> None:
    (folder / "synonyms.txt").write_text("抗洪, 防汛\n", "utf-8")
    (folder / "own.toml").write_text('synonyms = "synonyms.txt"\n', "utf-8")
    done = zongjie(folder, "search", "抗洪", "--config", "own.toml")
    assert done.stdout.startswith("同时查找了近义词：防汛。\n共 2 条")
    assert "共 0 条" in zongjie(folder, "search", "抗洪").stdout
    assert "共 0 条" in zongjie(folder, "search", "抗洪", "--config", "own.toml", "--no-synonyms").stdout
    exported = zongjie(folder, "export", "--query", "抗洪", "--config", "own.toml")
    assert len(exported.stdout.splitlines()) == 2
    exported = zongjie(folder, "export", "--query", "抗洪", "--config", "own.toml", "--no-synonyms")
    assert exported.stdout == ""


def test_search_as_json_has_the_contract_s_fields(folder: Path) -> None:
    result = json.loads(zongjie(folder, "search", "防汛", "--year", "2024", "--json").stdout)
    (hit,) = result["hits"]
    assert hit.keys() >= {
        "id", "collection", "part", "title", "heading", "section", "genre", "domain", "year", "source", "score", "snippets"
    }  # fmt: skip
    assert (hit["id"], hit["year"], "text" in hit) == ("n/1", 2024, False)
    assert result["facets"]["year"] == [{"value": 2024, "count": 1, "selected": True}]


def test_near_duplicates_are_folded_and_found(tmp_path: Path) -> None:
    text = "全年开展防汛检查二十次，消除隐患十七处，修订预案三份，组织演练两次。"
    lines = [
        {"id": f"n/{number}", "title": "总结", "text": text + "转载" * (number % 2)} for number in range(3)
    ]
    write_lines(tmp_path / "a.jsonl", [*lines, {"id": "other", "title": "计划", "text": "明年防汛计划"}])
    assert zongjie(tmp_path, "index", "a.jsonl").returncode == 0
    folded = zongjie(tmp_path, "search", "防汛", "--group").stdout
    assert "共 4 条 2 组" in folded
    assert folded.count("另有 2 条内容相近") == 1
    assert "共 3 条，" in zongjie(tmp_path, "search", "防汛", "--near", "n/1").stdout
    nowhere = zongjie(tmp_path, "search", "防汛", "--near", "n/9")
    assert (nowhere.returncode, "n/9" in nowhere.stderr) == (1, True)


def test_show_stats_and_check(folder: Path) -> None:
    assert "明年防汛计划" in zongjie(folder, "show", "n/1").stdout
    assert "passages    3" in zongjie(folder, "stats").stdout
    assert zongjie(folder, "check").stdout == "all well\n"


def test_similar_prints_keywords_and_hits(folder: Path) -> None:
    assert zongjie(folder, "similar", "n/1").stdout.splitlines()[0] == "关键词：防汛"
    found = json.loads(zongjie(folder, "similar", "n/1", "--json").stdout)
    assert (found["id"], found["keywords"][0]["text"]) == ("n/1", "防汛")
    assert [hit["title"] for hit in found["hits"]] == ["全年工作总结"]


def test_export_gives_lines_that_can_be_indexed_again(folder: Path, tmp_path: Path) -> None:
    exported = zongjie(folder, "export").stdout
    (tmp_path / "again.jsonl").write_text(exported, "utf-8")
    assert zongjie(tmp_path, "index", "again.jsonl").returncode == 0
    records = [json.loads(line) for line in zongjie(tmp_path, "export").stdout.splitlines()]
    for record in records:
        record["source"] = {"n/1": "b.jsonl"}.get(record["id"], "a.txt")
    assert records == [json.loads(line) for line in exported.splitlines()]
    assert len(zongjie(folder, "export", "--query", "创新").stdout.splitlines()) == 1


def test_suggestions_are_printed_a_line_each(folder: Path) -> None:
    done = zongjie(folder, "suggest", "zhuyaozf")
    assert (done.returncode, done.stdout, done.stderr) == (0, "heading  主要做法\n", "")
    assert zongjie(folder, "suggest", "全年g").stdout == "title    全年工作总结\n"
    assert zongjie(folder, "suggest", "创心").stdout == ""


def test_outline_needs_no_index(folder: Path, tmp_path: Path) -> None:
    done = zongjie(tmp_path, "outline", str(folder / "texts" / "a.txt"))
    assert done.returncode == 0
    assert "主要做法  标题“主要做法”" in done.stdout
    assert "工作总结  标题“工作总结”" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["search", "防汛", "--index", "nowhere"], 1, "there is no index at"),
        (["show", "nothing"], 1, "没有编号"),
        (["similar", "nothing"], 1, "没有编号"),
        (["search", "防汛", "--page", "0"], 1, "page"),
        (["search", "防汛", "--config", "nothing.toml"], 1, "cannot be read"),
        (["search", "防汛", "--sort", "best"], 2, "usage"),
        (["find"], 2, "usage"),
        ([], 2, "usage"),
    ],
)
def test_errors_are_one_clear_line_and_a_status(
    folder: Path, arguments: list[str], status: int, message: str
) -> None:
    done = zongjie(folder, *arguments)
    assert done.returncode == status
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert status == 2 or len(done.stderr.splitlines()) == 1


def test_skipped_sources_give_status_3_and_a_line_each(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "broken\n.txt").write_bytes(bytes(range(256)))
    done = zongjie(
        folder, "index", "texts", str(tmp_path / "broken\n.txt"), "--index", str(tmp_path / "index")
    )
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert line.startswith("broken\\n.txt: ")
    assert "1 skipped" in done.stdout


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    done = subprocess.run(
        f"'{sys.executable}' -m indexer.cli export --index '{folder}/var/index' | true; exit ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
