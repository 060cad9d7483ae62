"""The help page tells the truth: its examples are searches that work, and it names every address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from indexer import Index, build_index, open_index
from tests.webui.material import Page
from webui.guide import EXAMPLES, GUIDE, Example

CORPUS = Path(__file__).parents[2] / "corpus"
ALL = [*EXAMPLES, *(example for topic in GUIDE for example in topic.examples)]


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
    assert {example.url for topic in GUIDE for example in topic.examples} <= links
    assert {example.url for example in EXAMPLES} <= set(page("/").xpath("//@href"))


def test_every_address_is_described(app: Flask, page: Page) -> None:
    described = page("/help").text_content()
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            assert rule.rule.replace("<passage:passage_id>", "<id>") in described


def test_every_parameter_is_described(page: Page) -> None:
    described = set(page("/help").xpath("//section[@id='addresses']//code/text()"))
    assert {
        "q",
        "genre",
        "domain",
        "section",
        "year",
        "collection",
        "sort",
        "page",
        "per_page",
        "matching",
        "synonyms",
    } <= described
