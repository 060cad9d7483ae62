"""The help page tells the truth: its examples are searches that work, and it names every address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from indexer import Index, build_index, open_index
from tests.webui.material import Page, texts
from webui.guide import Example, examples, guide_topics

FIELDS = {
    "标题": "title",
    "合集": "collection",
    "正文": "text",
    "体裁": "genre",
    "领域": "domain",
    "章节": "section",
    "年份": "year",
}

PARAMETERS = {
    *("q", "genre", "domain", "section", "year", "collection", "sort", "page", "per_page"),
    *("group", "near", "matching", "synonyms", "limit", "lang"),
}

CORPUS = Path(__file__).parents[2] / "corpus"
ALL = [*examples(), *(example for topic in guide_topics() for example in topic.examples)]


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.query)
def test_an_example_is_understood(index: Index, page: Page, example: Example) -> None:
    assert not index.search(example.query, matching="all", synonyms=False).notes, (
        "the engine read it otherwise than the page says"
    )
    shown = page(example.url)
    assert shown.xpath("//input[@name='q']/@value") == [example.query]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("samples")
    build_index([CORPUS], folder)
    with open_index(folder) as opened:
        yield opened


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.query)
def test_an_example_finds_something_in_the_sample_texts(samples: Index, example: Example) -> None:
    assert samples.search(example.query).total > 0


def test_the_examples_are_linked(page: Page) -> None:
    links = set(page("/help").xpath("//@href"))
    assert {example.url for topic in guide_topics() for example in topic.examples} <= links
    assert {example.url for example in examples()} <= set(page("/").xpath("//@href"))


def test_every_address_is_described(app: Flask, page: Page) -> None:
    described = set(page("/help").xpath("//section[@id='addresses']//dt/code/text()"))
    for rule in app.url_map.iter_rules():
        # What takes its id as ?id= has the same address otherwise.
        if rule.endpoint != "static" and not rule.defaults:
            assert rule.rule.replace("<passage:passage_id>", "<id>") in described


def test_every_parameter_is_described(page: Page) -> None:
    described = set(page("/help").xpath("//section[@id='parameters']//dt/code/text()"))
    assert described == PARAMETERS


def test_the_contents_lead_to_every_section(page: Page) -> None:
    shown = page("/help")
    sections = shown.xpath("//article/section/@id")
    assert shown.xpath("//nav[@class='contents']//a/@href") == [f"#{name}" for name in sections]
    assert len(sections) == len(set(sections))


def test_in_english_the_help_is_english_and_its_examples_are_not(page: Page) -> None:
    shown = page("/help?lang=en")
    assert texts(shown, "//h1") == ["How to search well"]
    fields = texts(shown, "//section[@id='fields']/p")[0]
    for chinese, english in FIELDS.items():
        assert chinese in fields
        assert english in fields
    assert "标题:总结" in texts(shown, "//section[@id='fields']//code[@lang='zh-CN']")
    assert not [link for link in shown.xpath("//section//a/@href") if "lang=en" not in link]
