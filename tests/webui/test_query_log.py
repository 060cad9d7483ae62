"""The query log: off unless asked for, says nothing of anybody, and never stands in the way of a search."""

import logging
import sqlite3
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from subprocess import Popen
from time import perf_counter
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from flask.testing import FlaskClient
from lxml import html

from indexer import Index, Settings
from tests.serving import served
from tests.webui.material import HOSTILE, texts
from webui import QueryLog, create_app
from webui.query_log import AskedQuery, QueryLogUnreadable

MANY = """
import sys
from pathlib import Path
from webui import QueryLog
log = QueryLog(Path(sys.argv[1]))
for number in range(100):
    log.note(f"词{number % 10}", number)
log.close()
"""


class Calendar:
    """A day that can be moved."""

    def __init__(self) -> None:
        self.day = date(2024, 3, 1)

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "asked.sqlite"


@pytest.fixture
def log(path: Path) -> Iterator[QueryLog]:
    opened = QueryLog(path)
    yield opened
    opened.close()


@pytest.fixture
def asking(index: Index, log: QueryLog) -> FlaskClient:
    return create_app(index, query_log=log).test_client()


def ask(client: FlaskClient, address: str, headers: dict[str, str] | None = None) -> int:
    """Ask and take all of the answer, as a server does; what is noted is noted then."""
    return client.get(address, headers=headers or {}, buffered=True).status_code


def test_nothing_is_noted_by_default(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings().query_log is None
    client = create_app(index).test_client()
    assert ask(client, "/?q=点检") == 200
    assert list(tmp_path.iterdir()) == []
    assert "近三十天的搜索" not in client.get("/stats").text


def test_queries_are_counted_with_what_they_found_last(log: QueryLog) -> None:
    log.note("点检", 5)
    log.note("没有的词", 3)
    log.note("点检", 6)
    log.note("没有的词", 0)
    log.note("点检", 7)
    assert log.most_asked(10) == (AskedQuery("点检", 3, 7), AskedQuery("没有的词", 2, 0))
    assert log.most_asked(1) == (AskedQuery("点检", 3, 7),)
    assert log.fruitless(10) == (AskedQuery("没有的词", 2, 0),)


def test_days_are_added_up_and_after_thirty_they_are_gone(path: Path) -> None:
    calendar = Calendar()
    log = QueryLog(path, calendar)
    log.note("点检", 0)
    log.note("从前", 1)
    calendar.day = date(2024, 3, 30)
    log.note("点检", 2)
    assert log.most_asked(10) == (AskedQuery("点检", 2, 2), AskedQuery("从前", 1, 1))
    assert log.fruitless(10) == ()
    calendar.day = date(2024, 3, 31)
    assert log.most_asked(10) == (AskedQuery("点检", 1, 2),)
    log.note("今天", 1)
    log.close()
    assert stored(path, "SELECT day, query FROM queries ORDER BY day") == [
        ("2024-03-30", "点检"),
        ("2024-03-31", "今天"),
    ]


def stored(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def test_what_is_kept_is_trimmed_and_cut(log: QueryLog) -> None:
    log.note("  点检\n", 1)
    log.note("很" * 199 + "　" + "长" * 500, 1)
    log.note(" \n", 1)
    log.note("坏\ud800字", 1)
    assert [one.query for one in log.most_asked(10)] == ["坏?字", "很" * 199, "点检"]


def test_nobody_is_known_by_it(asking: FlaskClient, log: QueryLog, path: Path) -> None:
    told = {
        "User-Agent": "浏览器甲".encode().decode("latin-1"),
        "X-Forwarded-For": "203.0.113.9",
        "Referer": "http://x.example/",
    }
    ask(asking, "/?q=点检", told)
    log.close()
    columns = stored(path, "SELECT name FROM pragma_table_info('queries')")
    assert columns == [("day",), ("query",), ("asked",), ("found",)]
    ((day, query, asked, found),) = stored(path, "SELECT * FROM queries")
    assert (day, query, asked, found) == (date.today().isoformat(), "点检", 1, 2)
    held = path.read_bytes()
    for trace in (b"127.0.0.1", b"203.0.113.9", b"x.example", "浏览器甲".encode()):
        assert trace not in held
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/?q=巡检&page=2", {}),
        ("/?q=巡检&genre=工作总结", {}),
        ("/?q=巡检&sort=newest", {}),
        ("/?genre=工作总结", {}),
        ("/?near=story-1", {}),
        ("/", {}),
        ("/?q=+", {}),
        ("/api/v1/search?q=巡检", {}),
        ("/api/v1/suggest?q=巡检", {}),
        ("/documents/inspection-1?q=巡检", {}),
        ("/?q=巡检", {"Sec-Fetch-Dest": "empty"}),
        ("/?q=巡检", {"Sec-Purpose": "prefetch;prerender"}),
    ],
)
def test_what_nobody_typed_is_not_noted(
    asking: FlaskClient, log: QueryLog, address: str, headers: dict[str, str]
) -> None:
    assert ask(asking, address, headers) == 200
    assert log.most_asked(10) == ()


def test_what_is_typed_on_the_page_is_noted(asking: FlaskClient, log: QueryLog) -> None:
    ask(asking, "/?q=巡检", {"Sec-Fetch-Dest": "document"})
    ask(asking, "/?q=巡检&lang=en&genre=&page=")
    asking.head("/?q=巡检", buffered=True)
    assert [(one.query, one.times) for one in log.most_asked(10)] == [("巡检", 2)]


def test_threads_and_processes_lose_nothing(path: Path, log: QueryLog) -> None:
    others = [Popen([sys.executable, "-c", MANY, str(path)]) for _ in range(2)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: log.note(f"词{number % 10}", number), range(200)))
    assert [other.wait() for other in others] == [0, 0]
    assert sorted((one.query, one.times) for one in log.most_asked(20)) == [(f"词{n}", 40) for n in range(10)]


def test_the_server_notes_where_its_settings_say(index_folder: Path, path: Path) -> None:
    with (
        served(index_folder, query_log=str(path)) as address,
        urlopen(f"{address}/?q={quote('点检')}") as answer,
    ):
        answer.read()
    assert stored(path, "SELECT query, asked, found FROM queries") == [("点检", 1, 2)]


def test_a_file_that_is_no_log_is_one_line_and_stays_as_it_is(
    index: Index, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_text("这是别的文件。" * 100, "utf-8")
    client = create_app(index, query_log=QueryLog(path)).test_client()
    with caplog.at_level(logging.WARNING):
        assert [ask(client, "/?q=点检") for _ in range(5)] == [200] * 5
    assert len(caplog.records) == 1
    assert "file is not a database" in caplog.text
    assert path.read_text("utf-8") == "这是别的文件。" * 100
    assert "搜索记录暂时读不出来。" in client.get("/stats").text


def test_a_folder_that_is_missing_is_one_line(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    log = QueryLog(path / "missing" / "asked.sqlite")
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            log.note("点检", 1)
    assert len(caplog.records) == 1
    with pytest.raises(QueryLogUnreadable):
        log.most_asked(1)


def test_a_file_that_somebody_holds_delays_one_search_a_little(
    index: Index, log: QueryLog, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log.note("点检", 1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    client = create_app(index, query_log=log).test_client()
    with caplog.at_level(logging.WARNING):
        began = perf_counter()
        assert [ask(client, "/?q=点检") for _ in range(10)] == [200] * 10
        passed = perf_counter() - began
    holder.close()
    assert passed < 2.0
    assert len(caplog.records) == 1
    assert "database is locked" in caplog.text
    assert log.most_asked(1) == (AskedQuery("点检", 1, 1),)


def test_the_statistics_show_it_as_links_and_as_text(asking: FlaskClient, log: QueryLog) -> None:
    assert "还没有人搜索。" in asking.get("/stats").text
    log.note(HOSTILE, 0)
    ask(asking, "/?q=点检")
    page = asking.get("/stats").text
    assert HOSTILE not in page
    shown = html.document_fromstring(page)
    lists = shown.xpath("//section[@class='asked-for']//h3/following-sibling::ol")
    assert [texts(one, "./li/a") for one in lists] == [[HOSTILE, "点检"], [HOSTILE]]
    assert texts(lists[0], "./li/span") == ["1 次", "1 次"]
    assert asking.get(lists[0].xpath("./li/a/@href")[1]).status_code == 200
