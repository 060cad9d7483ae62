"""The command on the address of a server: what reads works as on a folder, what needs files says so."""

import json
import re
from pathlib import Path

import pytest

from indexer.cli import main
from tests.remote.test_troubles import closed_port

READING = [
    ["search", "巡检", "--genre", "述职报告", "--sort", "newest", "--page", "2"],
    ["search", "园丁", "--group"],
    ["search", "过关", "--no-synonyms", "--json"],
    ["search", "--", "-巡检"],
    ["show", "story-2"],
    ["show", "../../up"],
    ["explain", "点检", "story-2"],
    ["explain", "点检", "story-1"],
    ["similar", "garden-0"],
    ["similar", "garden-0", "--json"],
    ["suggest", "xianlu"],
    ["export"],
    ["export", "--query", "巡检", "--year", "2010"],
    ["stats"],
]
WITHOUT_TIME = re.compile(r'(?<=，)[\d.]+(?= 毫秒)|(?<="took_ms": )[\d.]+')


@pytest.fixture(autouse=True)
def synonyms(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONGJIE_SYNONYMS", str(place.parent / "synonyms.txt"))


def printed(capsys: pytest.CaptureFixture[str], command: list[str], place: str) -> str:
    name, *rest = command
    assert main([name, "--index", place, *rest]) == 0
    output, errors = capsys.readouterr()
    assert not errors
    return WITHOUT_TIME.sub("", output)


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_what_reads_prints_the_same(
    capsys: pytest.CaptureFixture[str], place: Path, address: str, command: list[str]
) -> None:
    expected = printed(capsys, command, str(place))
    assert expected.strip()
    assert printed(capsys, command, address) == expected


def test_the_setting_may_be_an_address_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("ZONGJIE_INDEX", address)
    assert main(["search", "园丁", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 4


@pytest.mark.parametrize(
    ("command", "advice"),
    [
        (["index", "texts"], "zongjie index SOURCE… --index FOLDER"),
        (["index", "--watch", "texts"], "zongjie index SOURCE… --index FOLDER"),
        (["check"], "zongjie check --index FOLDER"),
        (["serve", "--source", "texts"], "zongjie serve --index FOLDER"),
    ],
)
def test_what_needs_files_says_where_to_run_it(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: list[str],
    advice: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    name, *rest = command
    address = f"http://127.0.0.1:{closed_port()}"  # it is not even asked
    assert main([name, "--index", address, *rest]) == 1
    output, errors = capsys.readouterr()
    assert output == ""
    assert re.fullmatch(rf"zongjie: {address} is the address of a server: run `{advice}` .*\n", errors)
    assert not list(tmp_path.iterdir())


def test_nobody_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "巡检", "--index", f"http://127.0.0.1:{closed_port()}"]) == 1
    assert re.fullmatch(r"zongjie: no server answers at [^\n]+\n", capsys.readouterr().err)
