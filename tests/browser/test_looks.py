"""The pages about searching in both themes and languages, on wide screens and narrow ones."""

import pytest
from playwright.sync_api import Page

from tests.browser.pages import PHONE, Tabs, axe, fits, goto

PAGES = [
    ("/", 200),
    ("/?q=问题&genre=工作总结&per_page=20", 200),
    ("/?q=安全 飞船&page=2&group=1", 200),
    ("/?q=“飞船飞行” 安全&domain=教育&year=2022", 200),
    ("/?q=问题&page=900", 200),
    ("/?q=工作&matching=all&synonyms=0", 200),
    ("/nothing", 404),
    ("/documents/nothing?q=问题", 404),
]
LOOKS = [
    {"viewport": {"width": 1280, "height": 700}, "color_scheme": "light"},
    {"viewport": PHONE, "color_scheme": "dark"},
]
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, select, summary")]
  .filter((one) => one.checkVisibility() && !one.closest(".skip"))
  .map((one) => [one.outerHTML.slice(0, 100), (one.closest("label") || one).getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([html, box]) => `${html} ${box.width} × ${box.height}`)"""
HIDDEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const on = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  const seen = on && (one.contains(on) || on.contains(one) || one.closest("label")?.contains(on));
  return one === document.body || seen ? null : one.outerHTML.slice(0, 100);
}"""


def unfolded(page: Page) -> Page:
    """The page with everything on it opened."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    return page


@pytest.mark.parametrize("look", LOOKS, ids=["wide-light", "narrow-dark"])
@pytest.mark.parametrize(("address", "status"), PAGES)
def test_pages_are_for_everybody(tab: Tabs, address: str, status: int, look: dict[str, object]) -> None:
    tab.complaints.expected.append("Failed to load resource.*404")
    shown = tab(**look)
    for language in ("zh", "en"):
        goto(shown, f"{address}{'&' if '?' in address else '?'}lang={language}", status)
        fits(shown)
        axe(unfolded(shown))
        assert shown.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("look", LOOKS, ids=["wide", "narrow"])
def test_nothing_that_has_the_focus_is_hidden(tab: Tabs, look: dict[str, object]) -> None:
    shown = unfolded(goto(tab(**look), "/?q=工作"))
    hidden = []
    for _ in range(80):
        shown.keyboard.press("Tab")
        hidden += filter(None, [shown.evaluate(HIDDEN)])
    assert hidden == []


def test_the_skip_links_lead_past_the_frame_and_the_filters(page: Page) -> None:
    goto(page, "/?q=工作")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#found') !== null")
