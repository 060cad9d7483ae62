"""How pages are built, for those who hear them: headings in order, labelled landmarks, ids that are unique."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from lxml import etree

from tests.webui.material import Page

PAGES = [
    ("/", 200),
    ("/?q=巡检", 200),
    ("/?q=过关&genre=工作总结", 200),
    ("/?q=没有这种话 巡检船&domain=教育", 200),
    ("/?q=巡检&page=9", 200),
    ("/nothing", 404),
    ("/documents/nothing?q=巡检", 404),
    ("/?page=x", 400),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("address", "status"), PAGES)
def test_a_page_has_a_sound_outline(page: Page, address: str, status: int, language: str) -> None:
    shown = page(f"{address}{'&' if '?' in address else '?'}lang={language}", status)
    levels = [int(heading.tag[1]) for heading in shown.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    ids = Counter(shown.xpath("//@id"))
    assert not [name for name, count in ids.items() if count > 1]
    for name in shown.xpath("//@for | //@aria-labelledby | //@form"):
        assert name in ids
    labels = [
        node.get("aria-label") or node.get("aria-labelledby") for node in shown.xpath("//nav | //aside")
    ]
    assert all(labels)
    assert len(set(labels)) == len(labels), "landmarks are told apart by their labels"
    assert len(shown.xpath("//main")) == len(shown.xpath("//form[@role='search']")) == 1
    assert [target for target in shown.xpath("//a[@class='skip']/@href") if target[1:] not in ids] == []
    for field in shown.xpath("//input[not(@type='hidden')] | //select"):
        assert field.getparent().tag == "label" or shown.xpath("//label[@for=$id]", id=field.get("id", ""))


@pytest.mark.parametrize("address", [address for address, status in PAGES[1:] if status == 200])
def test_texts_of_the_index_say_their_language_on_an_english_page(page: Page, address: str) -> None:
    """Whatever is Chinese on an English page stands in an element that says so, what was typed aside."""
    shown = page(f"{address}&lang=en")
    quoting = "//q | //head | //h1 | //section[@class='empty'] | //ul[@class='notices'] | //template"
    for typed in shown.xpath(quoting):
        typed.getparent().remove(typed)
    found = [node for node in shown.iter(etree.Element) if re.search("[\u4e00-\u9fff]", node.text or "")]
    assert found
    for node in found:
        assert node.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["zh-CN"], node.text
