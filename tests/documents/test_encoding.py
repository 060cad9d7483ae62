"""Encodings by evidence: each codec, with and without marks and damage, and what is no text."""

import codecs

import pytest

from indexer.documents.encoding import decode
from indexer.errors import DocumentError

SIMPLIFIED = (
    "一年来，我们加强了学习和管理，提高了工作质量，取得了明显的成效。但是也存在一些问题，需要认真改进。\n" * 6
)
TRADITIONAL = (
    "一年來，我們加強了學習和管理，提高了工作質量，取得了明顯的成效。但是也存在一些問題，需要認真改進。\n" * 6
)


@pytest.mark.parametrize(
    ("text", "codec", "mark", "encoding", "confidence"),
    [
        (SIMPLIFIED, "utf-8", b"", "utf-8", "certain"),
        (SIMPLIFIED, "utf-8", codecs.BOM_UTF8, "utf-8", "certain"),
        (SIMPLIFIED, "utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le", "certain"),
        (SIMPLIFIED, "utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be", "certain"),
        (SIMPLIFIED, "utf-16-le", b"", "utf-16-le", "likely"),
        (SIMPLIFIED, "utf-16-be", b"", "utf-16-be", "likely"),
        (SIMPLIFIED, "utf-32-le", codecs.BOM_UTF32_LE, "utf-32-le", "certain"),
        (SIMPLIFIED, "gb18030", b"", "gb18030", "likely"),
        (SIMPLIFIED + "•", "gb18030", b"", "gb18030", "likely"),
        (SIMPLIFIED, "gb2312", b"", "gb18030", "likely"),
        (TRADITIONAL, "gb18030", b"", "gb18030", "likely"),
        (TRADITIONAL, "big5", b"", "big5", "likely"),
        ("plain text only\n", "ascii", b"", "utf-8", "certain"),
    ],
)
def test_each_encoding_is_told(text: str, codec: str, mark: bytes, encoding: str, confidence: str):
    decoded = decode(mark + text.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.confidence) == (text, encoding, confidence)
    assert decoded.warnings == ()


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [(SIMPLIFIED, "utf-8", "utf-8"), (SIMPLIFIED, "gb18030", "gb18030"), (TRADITIONAL, "big5", "big5")],
)
def test_a_few_broken_bytes_are_replaced_and_reported(text: str, codec: str, encoding: str):
    data = text.encode(codec)
    line = data.index(b"\n") + 1
    decoded = decode(data[:line] + b"\xff" + data[line:])
    assert decoded.encoding == encoding
    assert decoded.text.count("\ufffd") == 1
    assert len(decoded.text) >= len(text) - 1
    assert len(decoded.warnings) == 1
    assert "U+FFFD" in decoded.warnings[0]


def test_many_broken_bytes_are_refused():
    data = SIMPLIFIED.encode()
    broken = b"".join(data[at : at + 90] + b"\xff" for at in range(0, len(data), 90))
    with pytest.raises(DocumentError, match="broken when read as utf-8; save it"):
        decode(broken)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_one_in_a_hundred_is_the_limit(codec: str):
    line = "管理工作的成绩\n".encode(codec)
    assert len(decode(line * 100 + b"\xff\n" * 7).warnings) == 1
    with pytest.raises(DocumentError, match="save it"):
        decode(line * 100 + b"\xff\n" * 10)


def test_damaged_utf_8_of_rare_characters_stays_utf_8():
    data = ("防汛" * 1000).encode()
    decoded = decode(data[:301] + b"\xff" + data[301:])
    assert (decoded.encoding, len(decoded.warnings)) == ("utf-8", 1)


def test_a_declared_encoding_counts_where_it_fits():
    short = "报修登记".encode("gb18030")
    assert decode(short, "GB2312").confidence == "declared"
    assert decode(SIMPLIFIED.encode(), "gbk").encoding == "utf-8"


def test_genuine_replacement_characters_are_no_damage():
    decoded = decode(f"{SIMPLIFIED}\ufffd".encode())
    assert decoded.warnings == ()


@pytest.mark.parametrize("data", [b"", b" \n\t ", codecs.BOM_UTF8, "\u3000\n".encode()])
def test_empty(data: bytes):
    with pytest.raises(DocumentError, match="empty"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 abc",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 8,
        b"\x00\x01\x02\x00",
        b"\x01\x02\x03 text",
    ],
)
def test_binary(data: bytes):
    with pytest.raises(DocumentError, match="not text"):
        decode(data)
