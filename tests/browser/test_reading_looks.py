"""The pages to read on, the statistics and the help: for everybody, on every screen, in both themes and languages."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from indexer import build_index, open_index
from tests.browser.pages import PHONE, Tabs, axe, fits, goto
from tests.browser.test_looks import HIDDEN, LOOKS, SMALL_TARGETS, unfolded
from tests.serving import served

CORPUS = Path(__file__).parents[2] / "corpus"
QUERY = "安全 管理"
LINE = """() => {
  const paragraph = [...document.querySelectorAll(".body p")].find((one) => one.textContent.length > 120);
  const size = parseFloat(getComputedStyle(paragraph).fontSize);
  return paragraph.getBoundingClientRect().width / size;
}"""
LEVELS = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => Number(one.tagName[1]))"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A server that notes what is asked, and the addresses of a passage of a long collection and of its part."""
    folder = tmp_path_factory.mktemp("reading")
    build_index([CORPUS], folder / "index")
    with open_index(folder / "index") as index:
        found = max(index.search(QUERY, per_page=50).hits, key=lambda hit: len(index.siblings(hit.id)))
    addresses = {
        "document": f"/documents/{found.id}?q={QUERY}",
        "part": f"/parts/{found.id}?q={QUERY}",
        "stats": "/stats?",
        "help": "/help?",
    }
    with served(folder / "index", query_log=str(folder / "asked.sqlite")) as address:
        yield address, addresses


@pytest.fixture
def tabs(browser: Browser, places: tuple[str, dict[str, str]]) -> Iterator[Tabs]:
    opened = Tabs(browser, places[0])
    yield opened
    opened.close()


@pytest.mark.parametrize("look", LOOKS, ids=["wide-light", "narrow-dark"])
@pytest.mark.parametrize("name", ["document", "part", "stats", "help"])
def test_pages_are_for_everybody(
    tabs: Tabs,
    places: tuple[str, dict[str, str]],
    shot: Callable[[Page, str], None],
    name: str,
    look: dict[str, object],
) -> None:
    shown = tabs(**look)
    goto(shown, "/?q=没有谁写过的词")
    for language in ("zh", "en"):
        for scheme in ("light", "dark"):
            shown.emulate_media(color_scheme=scheme)
            goto(shown, f"{places[1][name]}&lang={language}")
            shot(shown, f"{name}-{'narrow' if look['viewport'] == PHONE else 'wide'}-{scheme}-{language}")
            fits(shown)
            axe(unfolded(shown))
        assert shown.evaluate(SMALL_TARGETS) == []
        levels = shown.evaluate(LEVELS)
        assert levels[0] == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("look", LOOKS, ids=["wide", "narrow"])
@pytest.mark.parametrize("name", ["document", "part"])
def test_nothing_that_has_the_focus_is_hidden(
    tabs: Tabs, places: tuple[str, dict[str, str]], name: str, look: dict[str, object]
) -> None:
    """Not below the bar of marks either, which stays in sight."""
    shown = unfolded(goto(tabs(**look), places[1][name]))
    hidden = []
    for key in ("Tab", "Shift+Tab"):
        for _ in range(70):
            shown.keyboard.press(key)
            hidden += filter(None, [shown.evaluate(HIDDEN)])
    assert hidden == []


@pytest.mark.parametrize("width", [768, 1024, 1280, 1920])
def test_a_line_has_as_many_characters_as_one_reads_well(
    tabs: Tabs, places: tuple[str, dict[str, str]], width: int
) -> None:
    shown = goto(tabs(viewport={"width": width, "height": 900}), places[1]["part"])
    assert 29 <= shown.evaluate(LINE) <= 38


def without_initial_target(route: Route) -> None:
    """The style as a browser sees it that does not know this property."""
    style = route.fetch()
    assert "scroll-initial-target" in style.text()
    route.fulfill(response=style, body=style.text().replace("scroll-initial-target", "unknown"))


def current(page: Page) -> bool:
    """Whether the current entry is in sight within its column."""
    return bool(
        page.evaluate("""() => {
            const side = document.querySelector(".side").getBoundingClientRect();
            const entry = document.querySelector(".outline ol ol [aria-current]").getBoundingClientRect();
            return entry.top >= side.top && entry.bottom <= side.bottom;
        }""")
    )


@pytest.mark.parametrize("by", ["script", "style"])
def test_a_long_outline_opens_where_the_reader_is(
    tabs: Tabs, places: tuple[str, dict[str, str]], by: str
) -> None:
    """By a line of style where the browser knows it, else by a script: each does it alone."""
    shown = tabs(viewport={"width": 1280, "height": 320}, java_script_enabled=by == "script")
    if by == "script":
        shown.route("**/style.css", without_initial_target)
    goto(shown, places[1]["document"])
    while shown.locator("a[rel=next]").count():
        assert current(shown)
        assert shown.evaluate("scrollY") == 0
        last = shown.url
        goto(shown, str(shown.locator("a[rel=next]").get_attribute("href")))
        assert shown.url != last
    assert shown.locator(".side").evaluate("side => side.scrollTop") > 0


def test_on_a_phone_the_outline_is_folded_above_the_text(
    tabs: Tabs, places: tuple[str, dict[str, str]]
) -> None:
    shown = goto(tabs(viewport=PHONE), places[1]["document"])
    entry = shown.locator(".outline a").first
    expect(entry).to_be_hidden()
    shown.get_by_text("本合集目录").first.click()
    expect(entry).to_be_visible()


def test_the_contents_can_be_skipped(tabs: Tabs, places: tuple[str, dict[str, str]]) -> None:
    shown = goto(tabs(), places[1]["document"])
    skip = shown.get_by_role("link", name="跳过目录")
    skip.focus()
    expect(skip).to_be_in_viewport()
    shown.keyboard.press("Enter")
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.closest('article') !== null")
