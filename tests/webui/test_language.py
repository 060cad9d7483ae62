"""The interface speaks Chinese, and English where it is asked to; nothing is left untranslated."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask

from indexer import Message
from webui.language import current_language, gettext, translated

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "webui" / "translations" / "en.po"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "Message": None}


def said() -> set[str]:
    """Every sentence that the code and the templates may say."""
    return {
        str(found[2])
        for folder in ("indexer", "webui")
        for found in extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS)
    }


def test_every_sentence_has_its_english_and_none_is_left_over() -> None:
    with CATALOGUE.open("rb") as file:
        known = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    sentences = said()
    assert len(sentences) > 30
    assert not sentences - known.keys(), "add these to webui/translations/en.po"
    assert not known.keys() - sentences, (
        "nobody says these any more: take them out of webui/translations/en.po"
    )
    assert all(known.values())


def test_the_english_fills_in_what_the_chinese_does() -> None:
    with CATALOGUE.open("rb") as file:
        for message in read_po(file):
            if message.id:
                places = sorted(set(str(message.id).split("%(")[1:]), key=str)
                theirs = sorted(set(str(message.string).split("%(")[1:]), key=str)
                assert {place.split(")")[0] for place in places} == {place.split(")")[0] for place in theirs}


@pytest.mark.parametrize(("address", "language"), [("/", "zh"), ("/?lang=en", "en"), ("/?lang=xx", "zh")])
def test_the_address_says_the_language(app: Flask, address: str, language: str) -> None:
    with app.test_request_context(address):
        assert current_language() == language


def test_a_sentence_is_said_in_the_language_with_its_values(app: Flask) -> None:
    inner = Message("含有全部词的段落太少")
    sentence = Message("%(one)s，%(two)s。", one=inner, two=Message("已不要求含有%(words)s", words="“100%”"))
    assert sentence == "含有全部词的段落太少，已不要求含有“100%”。"
    with app.test_request_context("/?lang=en"):
        assert translated(sentence) == "Too few passages have all words; “100%” no longer required."
        assert translated("no Message") == "no Message"
    assert gettext("含有全部词的段落太少") == inner
