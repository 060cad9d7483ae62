"""A part as a file: its text, where it is from, and a name that any system takes."""

from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.webui.material import HOSTILE, ODD_IDS
from webui.downloads import attachment

STORY = """车间工作总结篇一

一年来，车间稳步推进各项工作。

主要做法
点检到位
推行设备点检。
每班两次，
有记录。
月底评比点检质量。

培训到人
培训人人过关。
"""


def name_of(disposition: str) -> str:
    """The file name that browsers prefer (RFC 6266, section 4.3)."""
    assert disposition.startswith("attachment; filename=\"text.txt\"; filename*=UTF-8''")
    return unquote(disposition.partition("''")[2], errors="strict")


def test_a_part_is_written_out_with_each_heading_once(client: FlaskClient) -> None:
    answer = client.get("/texts/story-3?source=0")
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.text == STORY


def test_a_heading_right_below_the_title_has_one_blank_line_above(client: FlaskClient) -> None:
    assert client.get("/texts/garden-0?source=0").text.startswith(
        "社区花圃养护总结0\n\n苗木修剪\n社区花圃的冬青"
    )


def test_the_source_stands_at_the_end(client: FlaskClient) -> None:
    answer = client.get("/texts/story-3")
    assert answer.text == STORY + (
        "\n标题：车间工作总结篇一\n合集：车间工作总结(大全2篇)\n文件：passages.jsonl\n"
        "地址：http://localhost/parts/story-3\n"
    )
    assert name_of(answer.headers["Content-Disposition"]) == "车间工作总结篇一.txt"


def test_the_source_is_said_in_english_where_the_page_is(client: FlaskClient) -> None:
    lines = client.get("/texts/garden-0?lang=en").text.splitlines()[-4:]
    assert lines == [
        "Title: 社区花圃养护总结0",
        "Collection: 养护合集0",
        "File: passages.jsonl",
        "Address: http://localhost/parts/garden-0?lang=en",
    ]


def test_a_collection_that_is_one_text_is_named_once(client: FlaskClient) -> None:
    lines = client.get("/texts/story-0").text.splitlines()
    assert lines[-3:] == [
        "标题：车间工作总结(大全2篇)",
        "文件：passages.jsonl",
        "地址：http://localhost/parts/story-0",
    ]


@pytest.mark.parametrize("passage_id", ODD_IDS)
def test_any_id_has_a_text(client: FlaskClient, passage_id: str) -> None:
    path = "/texts/" if passage_id in {".", ".."} else f"/texts/{quote(passage_id, safe='')}"
    answer = client.get(path, query_string={"id": passage_id})
    assert answer.status_code == 200
    assert f"怪异{ODD_IDS.index(passage_id)}。" in answer.text


def test_a_hostile_text_stays_a_text(client: FlaskClient) -> None:
    answer = client.get("/texts/hostile")
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert f"敌意正文{HOSTILE}" in answer.text
    assert name_of(answer.headers["Content-Disposition"]) == "敌意标题 script alert(1) script & ' b.txt"


def test_an_unknown_id_is_no_page(client: FlaskClient) -> None:
    assert client.get("/texts/nowhere").status_code == client.get("/texts/").status_code == 404


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("创新 亮点：2023年总结", "创新 亮点：2023年总结.txt"),
        ("../../etc/passwd", "etc passwd.txt"),
        ("C:\\总结\r\nSet-Cookie: a=b", "C 总结 Set-Cookie a=b.txt"),
        ("总结\u202etxt.exe\u2069", "总结 txt.exe.txt"),
        ("a\0b", "a b.txt"),
        (".隐藏.", "隐藏.txt"),
        ("", "_.txt"),
        ("...", "_.txt"),
        ("con", "_con.txt"),
        ("Aux.总结", "_Aux.总结.txt"),
        ("LPT1", "_LPT1.txt"),
        ("console", "console.txt"),
        ("100%'\";", "100%' ;.txt"),
        ("很" * 300, "很" * 60 + ".txt"),
    ],
)
def test_names_of_files(title: str, name: str) -> None:
    assert name_of(attachment(title)) == name


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_title_makes_a_safe_name(title: str) -> None:
    disposition = attachment(title)
    assert disposition.isascii()
    assert disposition.isprintable()
    name = name_of(disposition)
    assert name.endswith(".txt")
    assert not name.startswith(".")
    assert not set(name) & set('\\/:*?"<>|\0\r\n\u202e\u200f')
    assert len(name.encode()) <= 255
