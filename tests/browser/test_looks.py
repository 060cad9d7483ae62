"""The pages about searching in both themes and languages, on wide screens and narrow ones; pictures are kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import PHONE, Tabs, axe, box, fits, goto

PAGES = {
    "landing": "/?",
    "results": "/?q=问题&genre=工作总结&per_page=20",
    "relaxed": "/?q=安全 飞船&page=2&group=1",
    "nothing": "/?q=“飞船飞行” 安全&domain=教育&year=2022",
    "past-the-end": "/?q=问题&page=900",
    "strict": "/?q=工作&matching=all&synonyms=0",
    "no-such-page": "/nothing?",
    "no-such-passage": "/documents/nothing?q=问题",
}
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


def for_everybody(page: Page) -> None:
    """With everything opened, the page fits its window, axe finds nothing, and no target is small."""
    fits(page)
    axe(unfolded(page))
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("look", LOOKS, ids=["wide-light", "narrow-dark"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_for_everybody(
    tab: Tabs, shot: Callable[[Page, str], None], name: str, look: dict[str, object]
) -> None:
    tab.complaints.expected.append("Failed to load resource.*404")
    page = tab(**look)
    for language in ("zh", "en"):
        goto(page, f"{PAGES[name]}&lang={language}", 404 if name.startswith("no-such") else 200)
        shot(page, f"{name}-{look['color_scheme']}-{language}")
        for_everybody(page)


@pytest.mark.parametrize("look", LOOKS, ids=["wide-light", "narrow-dark"])
def test_what_scripts_add_is_for_everybody(
    tab: Tabs, shot: Callable[[Page, str], None], look: dict[str, object]
) -> None:
    page = tab(**look)
    for language in ("zh", "en"):
        goto(page, f"/?q=安全 问题&lang={language}")
        goto(page, f"/?lang={language}")
        shot(page, f"recent-{look['color_scheme']}-{language}")
        box(page).press_sequentially("anquan")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        shot(page, f"suggestions-{look['color_scheme']}-{language}")
        for_everybody(page)


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
